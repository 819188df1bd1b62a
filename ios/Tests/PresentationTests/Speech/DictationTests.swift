import ClubbookTesting
import CoreBridge
import Observation
import Presentation
import Testing

@MainActor
@Suite("Speaking instead of typing", .timeLimit(.minutes(1)))
struct DictationTests {
    /// Hears what a test says.
    @Observable
    final class Ear: Dictation {
        var mayListen = true
        var answer = true
        private(set) var begun = 0
        private(set) var stops = 0
        private(set) var isOpen = false
        private var tell: AsyncStream<Heard>.Continuation?

        func askSystem() async -> Bool { answer }

        func listen() -> AsyncStream<Heard> {
            begun += 1
            isOpen = true
            let (heard, tell) = AsyncStream.makeStream(of: Heard.self)
            tell.onTermination = { _ in Task { @MainActor in self.isOpen = false } }
            self.tell = tell
            return heard
        }

        func stop() { stops += 1 }

        func hears(_ words: String) { tell?.yield(.soFar(words)) }

        func ends(_ heard: Heard) {
            tell?.yield(heard)
            tell?.finish()
        }
    }

    private let ear = Ear()
    private let kept = KeptForm()

    private func model() -> DictationModel { DictationModel(kept, ear) }

    @Test("what is heard is shown as it comes, and is said when it ends")
    func heard() async {
        let model = model()
        let listening = model.begin()
        #expect(model.isListening)
        ear.hears("bà ăn")
        ear.hears("bà ăn được")
        await until { model.soFar == "bà ăn được" }
        #expect(model.said == nil)
        ear.ends(.whole("Bà ăn được"))
        await listening?.value
        #expect(model.said == "Bà ăn được")
        #expect(!model.isListening && model.soFar.isEmpty && model.notHeard == nil)
        #expect(model.take() == "Bà ăn được")
        #expect(model.take() == nil)
    }

    @Test("whoever taps stop gets what the phone still works out, and a second tap waits no longer")
    func stops() async {
        let model = model()
        model.begin()
        ear.hears("bà ăn")
        await until { !model.soFar.isEmpty }
        model.stop()
        #expect(ear.stops == 1 && model.isListening)
        model.stop()
        #expect(model.said == "bà ăn" && !model.isListening)
        await until { !ear.isOpen }
    }

    @Test("the microphone is asked for with a reason before anything listens, and a refusal is said")
    func asks() async {
        ear.mayListen = false
        ear.answer = false
        let model = model()
        model.begin()
        #expect(model.asksForMicrophone && ear.begun == 0)
        model.leaveQuestion()
        #expect(!model.asksForMicrophone && model.askSystem() == nil)
        model.begin()
        await model.askSystem()?.value
        #expect(model.notHeard == .notAllowed && !model.isListening)
        ear.answer = true
        model.begin()
        await model.askSystem()?.value
        #expect(model.isListening && model.notHeard == nil && ear.begun == 1)
    }

    @Test("a phone that cannot listen by itself is offered nothing, also when that shows only then")
    func notOffered() async {
        #expect(!DictationModel(kept, nil).isOffered)
        let model = model()
        let listening = model.begin()
        ear.ends(.failed(.notThisPhone))
        await listening?.value
        #expect(!model.isOffered && model.notHeard == .notThisPhone)
    }

    @Test("what was heard before a fault is kept and the fault is none; where nothing was heard it is said")
    func faults() async {
        let model = model()
        let first = model.begin()
        ear.hears("bà ăn được")
        ear.ends(.failed(.notNow))
        await first?.value
        #expect(model.said == "bà ăn được" && model.notHeard == nil)
        for (ends, why) in [(Heard.failed(.notNow), NotHeard.notNow), (.whole(" "), .nothing)] {
            let again = model.begin()
            ear.ends(ends)
            await again?.value
            #expect(model.notHeard == why && model.said == "bà ăn được")
        }
    }

    @Test("what was heard, said or not, outlives the process and comes once")
    func outlives() async {
        let first = model()
        let listening = first.begin()
        ear.ends(.whole("Bà ăn được."))
        await listening?.value
        first.begin()
        ear.hears("Bà ngủ ít")
        await until { !first.soFar.isEmpty }
        let second = model()
        #expect(second.said == "Bà ăn được. Bà ngủ ít" && !second.isListening)
        #expect(second.take() != nil)
        #expect(model().said == nil)
    }

    @Test("cut it ends at once with what was heard, and a second tap begins no second listening")
    func cut() async {
        let model = model()
        model.begin()
        #expect(model.begin() == nil && ear.begun == 1)
        ear.hears("bà ăn được")
        await until { !model.soFar.isEmpty }
        model.cut()
        model.cut()
        #expect(model.said == "bà ăn được" && !model.isListening)
        await until { !ear.isOpen }
    }

    @Test(
        "what is said comes after what stands there",
        arguments: [
            ("", " Bà ăn được ", "Bà ăn được"),
            ("Đau hông.", "Bà ăn được", "Đau hông. Bà ăn được"),
            ("Đau hông\n", "Bà ăn được", "Đau hông\nBà ăn được"),
            ("Đau hông ", " ", "Đau hông "),
        ])
    func joins(there: String, said: String, whole: String) {
        #expect(there.withSaid(said) == whole)
    }
}
