import CoreBridge

extension AddPersonRequest {
    /// Somebody of whom only the name is known.
    ///
    /// - Parameter number: in the register, which somebody else may have
    static func new(_ name: String, isMember: Bool = true, sharing number: Int64? = nil) -> AddPersonRequest {
        AddPersonRequest(
            fullName: name, fields: [], isMember: isMember, registerNo: number, isAnotherPerson: false, isNumberMeant: true)
    }
}
