import CoreBridge
import Foundation

/// The screens that can be gone to; ``ClubScreens`` says what stands there.
enum Route: Hashable, Codable {
    case roll
    case weigh(meeting: UUID)
    case members
    /// Somebody new, of whom a part of the name is typed already.
    case addPerson(name: String)
    case card(UUID)
    case editPerson(UUID)
    case consents(UUID)
    case manyConsents
    case membership(UUID)
    case death(UUID)
    /// Who lives with a person is chosen there.
    case livesWith(UUID)
    /// A group; none to make one.
    case group(UUID?)
    case board
    /// Who takes a post is chosen there.
    case appoint(role: UInt32)
    /// A visit to somebody who is chosen first.
    case visitWhom
    case visit(UUID)
    case visits(UUID)
    case correctVisit(UUID)
    case decisions
    case sent
    case settings
    case appearance
    case licences
    case users
    case phonePeople
    case ownPin
}
