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
        /// The system's question stays until it is answered.
        var isSlow = false
        private(set) var asked: CheckedContinuation<Void, Never>?
        private(set) var begun = 0
        private(set) var stops = 0
        private(set) var isOpen = false
        private var tell: AsyncStream<Heard>.Continuation?

        func askSystem() async -> Bool {
            if isSlow { await withCheckedContinuation { asked = $0 } }
            return answer
        }

        func listen() -> AsyncStream<Heard> {
            begun += 1
            isOpen = true
            let (heard, tell) = AsyncStream.makeStream(of: Heard.self)
            tell.onTermination = { _ in Task { @MainActor in self.isOpen = false } }
            self.tell = tell
            return heard
        }

        func stop() { stops += 1 }

        func answers() {
            asked?.resume()
            asked = nil
        }

        func begins() { tell?.yield(.begun) }

        func hears(_ words: String) { tell?.yield(.soFar(words)) }

        func ends(_ heard: Heard) {
            tell?.yield(heard)
            tell?.finish()
        }
    }

    private let ear = Ear()
    private let kept = KeptForm()

    private func model() -> DictationModel {
        let model = DictationModel(kept) { ear }
        model.open()
        return model
    }

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

    @Test("what the system answers after the screen has gone has nobody listened to, and nobody told")
    func askedTooLate() async {
        ear.mayListen = false
        ear.isSlow = true
        for answer in [true, false] {
            ear.answer = answer
            let model = model()
            model.begin()
            let asking = model.askSystem()
            await until { ear.asked != nil }
            model.cut()
            ear.answers()
            await asking?.value
            #expect(ear.begun == 0 && !model.isListening && model.notHeard == nil)
        }
    }

    @Test("a tap before the microphone is open stops nothing, another one does")
    func shakes() async {
        let model = model()
        model.begin()
        model.stop()
        #expect(ear.stops == 0)
        model.stop()
        #expect(ear.stops == 1 && model.isListening)
    }

    @Test("once the microphone is open a tap stops it, before any word")
    func open() async {
        let model = model()
        model.begin()
        ear.begins()
        await until { model.mayStop }
        model.stop()
        #expect(ear.stops == 1)
    }

    @Test("a phone that cannot listen by itself is offered nothing, also when that shows only then, until its settings may be others")
    func notOffered() async {
        let none = DictationModel(kept) { nil }
        none.open()
        #expect(!none.isOffered && none.begin() == nil)
        let model = model()
        let listening = model.begin()
        ear.ends(.failed(.notThisPhone))
        await listening?.value
        #expect(!model.isOffered && model.notHeard == .notThisPhone)
        model.open()
        #expect(model.isOffered && model.notHeard == .notThisPhone)
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

    @Test("another model of the same form, and a screen that comes back, take nothing from the one that listens")
    func another() async {
        let model = model()
        let listening = model.begin()
        ear.hears("bà ăn")
        await until { !model.soFar.isEmpty }
        _ = DictationModel(kept) { ear }
        model.open()
        #expect(model.isListening)
        ear.ends(.whole("bà ăn được"))
        await listening?.value
        #expect(model.said == "bà ăn được")
    }

    @Test("what listens is prepared once, and only when the screen is there")
    func prepares() {
        var prepared = 0
        let model = DictationModel(kept) {
            prepared += 1
            return ear
        }
        #expect(prepared == 0 && !model.isOffered)
        model.open()
        model.open()
        #expect(prepared == 1 && model.isOffered)
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
