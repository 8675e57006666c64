import GRDB
import HTTPTypes
import Storage
import Web
import Wire

/// The problems that the hub's errors are to a client.
enum HubProblems {
    static func problem(_ error: any Error) -> Problem? {
        switch error {
        case let error as WireError: message(error)
        case let error as HubError: refusal(error)
        case let error as SignatureError: signature(error)
        case let error as DatabaseError: trouble(error)
        default: nil
        }
    }

    private static func message(_ error: WireError) -> Problem {
        switch error {
        case .unknownVersion, .unknownCoding:
            Problem(.unsupportedMediaType, "version", error.description)
        case .tooLarge: Problem(.contentTooLarge, "too-large", error.description)
        default: Problem(.badRequest, "message", error.description)
        }
    }

    private static func signature(_ error: SignatureError) -> Problem {
        error == .bodyDiffers
            ? Problem(.badRequest, "content-digest", error.description)
            : Problem(.unauthorized, "signature", error.description)
    }

    private static func refusal(_ error: HubError) -> Problem {
        switch error {
        case .foreignWriter: Problem(.conflict, "foreign-writer", error.description)
        case .joinCodeRefused: Problem(.forbidden, "join-code", error.description)
        case .unknownSite, .badCode, .codeTaken, .noKey:
            Problem(.badRequest, "site", error.description)
        case .outOfNumbers: Problem(.internalServerError, "internal", error.description)
        case .epochTooSoon:
            Problem(
                .serviceUnavailable,
                "overloaded",
                error.description,
                retryAfterSeconds: 60
            )
        }
    }

    private static func trouble(_ error: DatabaseError) -> Problem? {
        switch error.resultCode {
        case .SQLITE_FULL:
            Problem(
                HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
                "disk-full",
                "The hub's disk is full. Free some space there; the node tries again by itself.",
                retryAfterSeconds: 60
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            Problem(
                .serviceUnavailable,
                "busy",
                "Another program keeps the hub's database locked. Try again.",
                retryAfterSeconds: 5
            )
        default: nil
        }
    }
}
