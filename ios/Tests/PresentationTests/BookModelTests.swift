import ClubbookTesting
import CoreBridge
import Fakes
import Observation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class BookModelTests: PracticeTests {
    @Observable
    final class CountModel: BookModel {
        let book: Book
        private(set) var members = 0
        private(set) var message: String?

        init(_ book: Book) {
            self.book = book
        }

        func follow() async {
            await follow(.people) { [self] in members = try await book.ask { try $0.members().count } }
        }

        func addPerson(_ name: String) -> Task<Void, Never> {
            ask(refused: { [self] in message = $0.said }) { [self] in
                _ = try await book.ask { try $0.addPerson(request: .new(name)) }
            }
        }
    }

    @Test("what is followed is on the screen at first and after each change")
    func follows() async throws {
        let model = CountModel(practice.book)
        onScreen(model.follow)
        await until { model.members == 24 }
        await model.addPerson("Trần Văn Mới").value
        await until { model.members == 25 }
        #expect(model.message == nil)
    }

    @Test("what the book refuses, and what it asks first, is said in its words")
    func refusals() async throws {
        let model = CountModel(practice.book)
        await model.addPerson(" ").value
        #expect(model.message?.contains("Chưa ghi gì") == true)
        await model.addPerson(try practice.core.members()[0].person.name).value
        #expect(model.message?.contains("?") == true)
    }
}
