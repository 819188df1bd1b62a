import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@testable import ClubbookApp

@MainActor
@Suite("The screens that somebody has open")
struct OpenScreensTests {
    private let person = UUID()

    private func inFolder(_ work: (URL) throws -> Void) throws {
        let folder = try temporaryFolder("screens")
        defer { try? FileManager.default.removeItem(at: folder) }
        try work(folder)
    }

    private func last(_ screens: OpenScreens) -> Navigator { screens.navigator(at: screens.routes.count) }

    private func form(_ screens: OpenScreens) -> any SavedForm { screens.form(at: screens.routes.count) }

    private func open(_ routes: Route..., in folder: URL) -> OpenScreens {
        let screens = OpenScreens(FileForms(folder))
        for route in routes { last(screens).go(route) }
        return screens
    }

    @Test("are found again by the next process, with what was typed there")
    func outlive() throws {
        try inFolder { folder in
            form(open(.card(person), .visit(person), in: folder))["note"] = "đau lưng"
            let after = OpenScreens(FileForms(folder))
            #expect(after.routes == [.card(person), .visit(person)])
            #expect(form(after)["note"] == "đau lưng")
        }
    }

    @Test("are left with what was typed: the same screen begins anew, and so does another in its place")
    func left() throws {
        try inFolder { folder in
            let screens = open(.visit(person), in: folder)
            form(screens)["note"] = "đau lưng"
            last(screens).back()
            last(screens).go(.visit(person))
            #expect(form(screens)["note"] == nil)
            form(screens)["note"] = "khỏe"
            last(screens).replace(with: .editPerson(person))
            #expect(screens.routes == [.editPerson(person)])
            #expect(form(screens)["note"] == nil)
        }
    }

    @Test("keep what was typed below while another stands over it and is swiped away")
    func below() throws {
        try inFolder { folder in
            let screens = open(.visit(person), in: folder)
            form(screens)["note"] = "đau lưng"
            last(screens).go(.visits(person))
            screens.steps.removeLast()
            #expect(screens.routes == [.visit(person)])
            #expect(form(screens)["note"] == "đau lưng")
        }
    }

    @Test("are told from the same screen further down")
    func twice() throws {
        try inFolder { folder in
            let screens = open(.card(person), .card(person), in: folder)
            screens.form(at: 1)["leaving"] = "moved"
            #expect(Set(screens.steps).count == 2)
            #expect(form(screens)["leaving"] == nil)
        }
    }

    @Test("do not get what one that was left is still ending")
    func stillEnding() throws {
        try inFolder { folder in
            let screens = open(.visit(person), in: folder)
            let leaving = form(screens)
            last(screens).back()
            leaving["saved"] = "Đã lưu"
            last(screens).go(.visit(person))
            #expect(form(screens)["saved"] == nil)
            #expect(form(OpenScreens(FileForms(folder)))["saved"] == nil)
        }
    }

    @Test("of an app that knew other screens are gone with what was typed there")
    func unreadable() throws {
        try inFolder { folder in
            let screens = open(.visit(person), in: folder)
            form(screens)["note"] = "của bà Lan"
            FileForms(folder)["screens"]["routes"] = #"[{"loan":{}}]"#
            let after = OpenScreens(FileForms(folder))
            #expect(after.routes.isEmpty)
            #expect(FileForms(folder)["form 1"]["note"] == nil)
            last(after).go(.visit(UUID()))
            #expect(form(after)["note"] == nil)
        }
    }

    @Test("hear no second tap: one that is not in sight any more leads nowhere")
    func secondTap() throws {
        try inFolder { folder in
            let screens = open(.members, .card(person), .livesWith(person), in: folder)
            let chooser = last(screens)
            let other = UUID()
            for _ in 0..<2 { chooser.back(choosing: other) }
            #expect(screens.routes == [.members, .card(person)])
            #expect(last(screens).takeChosen()?.person == other)
            #expect(last(screens).takeChosen() == nil)
            let card = last(screens)
            for _ in 0..<2 { card.go(.visit(person)) }
            #expect(screens.routes == [.members, .card(person), .visit(person)])
            card.replace(with: .sent)
            card.back()
            #expect(screens.routes.count == 3)
        }
    }

    @Test("go back over the one where somebody was chosen, and say what was saved until the next step")
    func done() throws {
        try inFolder { folder in
            let screens = open(.visitWhom, .visit(person), in: folder)
            last(screens).back(done: "Đã lưu", over: .visitWhom)
            #expect(screens.routes.isEmpty)
            let first = screens.navigator(at: 0)
            #expect(first.done == "Đã lưu" && first.isFirst)
            first.back()
            #expect(first.done == "Đã lưu")
            first.go(.consents(person))
            #expect(first.done == nil)
            screens.home()
            #expect(screens.routes.isEmpty)
        }
    }
}

@MainActor
@Suite("The screens of each")
struct ScreensOfEachTests {
    private let lan = UUID()
    private let minh = UUID()

    private func inFolder(_ work: (URL) throws -> Void) throws {
        let folder = try temporaryFolder("each")
        defer { try? FileManager.default.removeItem(at: folder) }
        try work(folder)
    }

    private func at(_ person: UUID) -> StartModel.Standing { .atPhone(person: person, mayUse: true) }

    @Test("whoever comes back to a locked phone is where they were, also in the next process")
    func comesBack() throws {
        try inFolder { folder in
            let each = ScreensOfEach(folder)
            each.screens(for: at(lan)).navigator(at: 0).go(.members)
            #expect(each.screens(for: .whoHoldsIt).routes.isEmpty)
            #expect(each.screens(for: at(lan)).routes == [.members])
            #expect(ScreensOfEach(folder).screens(for: at(lan)).routes == [.members])
            #expect(each.screens(for: at(lan)) === each.screens(for: .atPhone(person: lan, mayUse: false)))
        }
    }

    @Test("somebody else begins at the first screen, and nothing that was typed before is left")
    func somebodyElse() throws {
        try inFolder { folder in
            let lans = ScreensOfEach(folder).screens(for: at(lan))
            lans.navigator(at: 0).go(.visit(minh))
            lans.form(at: 1)["note"] = "đau lưng"
            let minhs = ScreensOfEach(folder).screens(for: at(minh))
            #expect(minhs.routes.isEmpty)
            minhs.navigator(at: 0).go(.visit(minh))
            #expect(minhs.form(at: 1)["note"] == nil)
            #expect(ScreensOfEach(folder).screens(for: at(lan)).routes.isEmpty)
        }
    }

    @Test("what was typed to connect is given up once somebody is at the phone, and whoever was there once no club knows it")
    func connects() throws {
        try inFolder { folder in
            let each = ScreensOfEach(folder)
            each.screens(for: .connect).form(at: 0)["club"] = "12"
            #expect(ScreensOfEach(folder).screens(for: .connect).form(at: 0)["club"] == "12")
            each.screens(for: at(lan)).navigator(at: 0).go(.members)
            #expect(each.screens(for: .connect).form(at: 0)["club"] == nil)
            #expect(each.screens(for: at(lan)).routes.isEmpty)
        }
    }
}
