import Presentation
import Testing

@MainActor
struct LicenceTests {
    private let list = """
        ring\t0.17.14\tApache-2.0 AND ISC\t1 LICENSE\t0 third party/LICENSE
        uniffi\t0.30.0\tMPL-2.0\t0 MPL-2.0

        """

    @Test("each work is read with its version, its licence and the texts that it came with, in their order")
    func reads() async throws {
        let list = list
        let model = LicencesModel(list: { list }, words: { "Apache License\n\u{000C}ISC License" })
        await model.load()
        #expect(model.licences.map(\.name) == ["ring", "uniffi"])
        let ring = try #require(model.licences.first)
        #expect([ring.version, ring.licence] == ["0.17.14", "Apache-2.0 AND ISC"])
        await model.open(ring).value
        #expect(model.texts.map(\.file) == ["LICENSE", "third party/LICENSE"])
        #expect(model.texts.map(\.paragraphs) == [["ISC License"], ["Apache License"]])
    }

    @Test("lines that were cut for a wide page go on, and points, owners and empty lines begin anew")
    func paragraphs() throws {
        let text = """
            MIT License
            ===========
            Copyright (c) 2015 Somebody
            Copyright 2016 and
               somebody else

            Permission is granted,
                free of charge:
              * to read,
                and to copy
              (b) to sell.
            """
        let work = try #require(Licence.read("one\t1\tMIT\t0 LICENSE").first)
        #expect(
            work.texts(in: text).first?.paragraphs == [
                "MIT License",
                "Copyright (c) 2015 Somebody",
                "Copyright 2016 and somebody else",
                "Permission is granted, free of charge:",
                "* to read, and to copy",
                "(b) to sell.",
            ])
    }

    @Test("an empty list has no works")
    func empty() {
        #expect(Licence.read("") == [])
    }
}
