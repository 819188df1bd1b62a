import Foundation

/// Takes the books off a phone, all of them or none: they are moved aside, their key is taken away, and then they are thrown away. As long
/// as the key is there they can be put back; without it nobody can read what is left of them.
struct Erasure {
    let folder: URL
    let key: StoreKey

    /// Where it throws nothing is erased, once what it left was settled.
    func run() throws {
        try settle()
        try FileManager.default.moveItem(at: folder, to: aside)
        try key.remove()
        // What the phone still holds on to goes when a book is opened next.
        try? FileManager.default.removeItem(at: aside)
    }

    /// What an erasing left that did not come to its end: books that still have their key stand in their place again. To be called before
    /// a book is opened.
    func settle() throws {
        let files = FileManager.default
        guard files.fileExists(atPath: aside.path) else { return }
        let isReplaced = try files.fileExists(atPath: folder.path) && !files.contentsOfDirectory(atPath: folder.path).isEmpty
        if try !isReplaced && key.isThere() {
            try? files.removeItem(at: folder)
            try files.moveItem(at: aside, to: folder)
        } else {
            try files.removeItem(at: aside)
        }
    }

    private var aside: URL { folder.appendingPathExtension("erased") }
}
