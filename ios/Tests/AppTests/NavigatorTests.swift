import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@testable import ClubbookApp

@MainActor
@Suite("Where somebody is in the app")
struct NavigatorTests {
    private let person = UUID()

    private func inFolder(_ work: (URL) throws -> Void) throws {
        let folder = try temporaryFolder("navigator")
        defer { try? FileManager.default.removeItem(at: folder) }
        try work(folder)
    }

    private func form(_ navigator: Navigator) -> any SavedForm { navigator.form(of: navigator.steps.last) }

    @Test("is found again by the next process, with what was typed there")
    func outlives() throws {
        try inFolder { folder in
            let before = Navigator(FileForms(folder))
            before.go(.card(person))
            before.go(.visit(person))
            form(before)["note"] = "đau lưng"
            let after = Navigator(FileForms(folder))
            #expect(after.path == [.card(person), .visit(person)])
            #expect(form(after)["note"] == "đau lưng")
        }
    }

    @Test("is left with what was typed: the same screen begins anew, and so does another in its place")
    func left() throws {
        try inFolder { folder in
            let navigator = Navigator(FileForms(folder))
            navigator.go(.visit(person))
            form(navigator)["note"] = "đau lưng"
            navigator.back()
            navigator.go(.visit(person))
            #expect(form(navigator)["note"] == nil)
            form(navigator)["note"] = "khỏe"
            navigator.replace(with: .editPerson(person))
            #expect(form(navigator)["note"] == nil)
        }
    }

    @Test("keeps what was typed below while a screen is opened over it and swiped away")
    func below() throws {
        try inFolder { folder in
            let navigator = Navigator(FileForms(folder))
            navigator.go(.visit(person))
            form(navigator)["note"] = "đau lưng"
            navigator.go(.visits(person))
            navigator.steps.removeLast()
            #expect(navigator.path == [.visit(person)])
            #expect(form(navigator)["note"] == "đau lưng")
        }
    }

    @Test("tells a screen from the same screen further down")
    func twice() throws {
        try inFolder { folder in
            let navigator = Navigator(FileForms(folder))
            navigator.go(.card(person))
            navigator.go(.card(person))
            navigator.form(of: navigator.steps[0])["leaving"] = "moved"
            #expect(Set(navigator.steps).count == 2)
            #expect(form(navigator)["leaving"] == nil)
        }
    }

    @Test("does not give the next screen what one that was left is still ending")
    func stillEnding() throws {
        try inFolder { folder in
            let navigator = Navigator(FileForms(folder))
            navigator.go(.visit(person))
            let leaving = form(navigator)
            navigator.back()
            leaving["saved"] = "Đã lưu"
            navigator.go(.visit(person))
            #expect(form(navigator)["saved"] == nil)
            #expect(Navigator(FileForms(folder)).form(of: navigator.steps.last)["saved"] == nil)
        }
    }

    @Test("has said what was saved until the next step")
    func done() throws {
        try inFolder { folder in
            let navigator = Navigator(FileForms(folder))
            navigator.go(.card(person))
            navigator.go(.editPerson(person))
            navigator.back(done: "Đã lưu")
            #expect(navigator.done == "Đã lưu")
            navigator.go(.consents(person))
            #expect(navigator.done == nil)
        }
    }

    @Test("gives whom somebody chose to the screen before, once, and to no other")
    func chosen() throws {
        try inFolder { folder in
            let navigator = Navigator(FileForms(folder))
            let other = UUID()
            navigator.go(.card(person))
            navigator.go(.livesWith(person))
            navigator.back(choosing: other)
            #expect(navigator.path == [.card(person)])
            let chosen = navigator.takeChosen()
            #expect(chosen?.on == .livesWith(person) && chosen?.person == other)
            #expect(navigator.takeChosen() == nil)
            navigator.go(.livesWith(person))
            navigator.back(choosing: other)
            navigator.home()
            #expect(navigator.takeChosen() == nil)
        }
    }
}

@MainActor
@Suite("Where each is in the app")
struct NavigatorsTests {
    private let lan = UUID()
    private let minh = UUID()

    private func inFolder(_ work: (URL) throws -> Void) throws {
        let folder = try temporaryFolder("navigators")
        defer { try? FileManager.default.removeItem(at: folder) }
        try work(folder)
    }

    private func at(_ person: UUID) -> StartModel.Standing { .atPhone(person: person, mayUse: true) }

    @Test("whoever comes back to a locked phone is where they were, also in the next process")
    func comesBack() throws {
        try inFolder { folder in
            let navigators = Navigators(folder)
            navigators.navigator(for: at(lan)).go(.members)
            #expect(navigators.navigator(for: .whoHoldsIt).path.isEmpty)
            #expect(navigators.navigator(for: at(lan)).path == [.members])
            #expect(Navigators(folder).navigator(for: at(lan)).path == [.members])
            #expect(navigators.navigator(for: at(lan)) === navigators.navigator(for: .atPhone(person: lan, mayUse: false)))
        }
    }

    @Test("somebody else begins at the first screen, and nothing that was typed before is left")
    func somebodyElse() throws {
        try inFolder { folder in
            let navigators = Navigators(folder)
            let lans = navigators.navigator(for: at(lan))
            lans.go(.visit(minh))
            lans.form(of: lans.steps.last)["note"] = "đau lưng"
            let minhs = Navigators(folder).navigator(for: at(minh))
            #expect(minhs.path.isEmpty)
            minhs.go(.visit(minh))
            #expect(minhs.form(of: minhs.steps.last)["note"] == nil)
            #expect(Navigators(folder).navigator(for: at(lan)).path.isEmpty)
        }
    }

    @Test("what was typed to connect is given up once somebody is at the phone, and whoever was there once no club knows it")
    func connects() throws {
        try inFolder { folder in
            let navigators = Navigators(folder)
            navigators.navigator(for: .connect).form()["club"] = "12"
            #expect(Navigators(folder).navigator(for: .connect).form()["club"] == "12")
            navigators.navigator(for: at(lan)).go(.members)
            #expect(navigators.navigator(for: .connect).form()["club"] == nil)
            #expect(navigators.navigator(for: at(lan)).path.isEmpty)
        }
    }
}
