package import Storage
package import Sync
import Wire

/// Asks a hub to accept this node as the site that a join code was made for.
///
/// Nothing is stored yet: `NodeStore.enrol` does that.
///
/// - Throws: ``EnrolError``.
package func enrol(
    hubURL: String,
    joinCode: String
) async throws(EnrolError) -> NodeStore.Enrolment {
    let transport = HTTPTransport(hubURL: hubURL, credential: nil)
    let answer: Result<EnrolReply, EnrolError>
    do {
        let bytes = try await transport.enrol(EnrolRequest(code: joinCode).encoded())
        answer = .success(try EnrolReply(decoding: bytes))
    } catch let failure as TransportFailure {
        answer = .failure(EnrolError(failure, hubURL: hubURL))
    } catch let error as WireError {
        answer = .failure(EnrolError(TransportFailure(error), hubURL: hubURL))
    } catch {
        answer = .failure(.failed(hubURL: hubURL, .hubFailed, detail: "\(error)"))
    }
    do { try await transport.shutdown() } catch {
        throw .failed(hubURL: hubURL, .hubUnreachable, detail: "\(error)")
    }
    let reply = try answer.get()
    return NodeStore.Enrolment(
        site: reply.site,
        siteCode: reply.siteCode,
        siteName: reply.siteName,
        hubURL: hubURL,
        credential: reply.credential,
        writer: reply.writer,
        epoch: reply.epoch,
        hubLives: reply.hubLives
    )
}

/// Why a node could not join.
package enum EnrolError: Error, Hashable, Sendable, CustomStringConvertible {
    case joinCodeRefused
    case failed(hubURL: String, SyncTrouble, detail: String)

    init(_ failure: TransportFailure, hubURL: String) {
        self =
            failure.trouble == .credentialRefused
            ? .joinCodeRefused
            : .failed(hubURL: hubURL, failure.trouble, detail: failure.detail)
    }

    package var description: String {
        switch self {
        case .joinCodeRefused: HubError.joinCodeRefused.description
        case .failed(let hubURL, let trouble, let detail):
            "\(hubURL): \(trouble.sentence) \(Self.nextStep(trouble)) (\(detail))"
        }
    }

    /// What to do at a moment when nothing goes on by itself.
    private static func nextStep(_ trouble: SyncTrouble) -> String {
        switch trouble {
        case .hubUnreachable: "Check the address, the network and that the hub is running."
        case .hubOverloaded, .hubFailed: "Try again in a minute."
        default: trouble.nextStep
        }
    }
}
