import Hummingbird
import Recovery
import Storage

/// That a promised time was missed, and why.
struct CaseLatePart: Sendable {
    let reasons: [FormChoice]
    let reason: String?

    /// Nothing for a case that was in time.
    init?(_ punctuality: Punctuality) {
        guard case .late(let chosen) = punctuality else { return nil }
        reason = chosen.map { say($0).capitalizedFirst }
        reasons = LateReason.allCases.map {
            FormChoice(value: $0.name, words: say($0).capitalizedFirst, isChosen: $0 == chosen)
        }
    }
}

extension CaseActs {
    struct Late: Decodable, Sendable { var reason: String }

    func explain(_ form: Late) throws -> Response {
        guard let reason = LateReason.named(form.reason) else { throw Self.unknown(form.reason) }
        return try act { try $0.explainLateness(of: $1.id, reason) }
    }
}
