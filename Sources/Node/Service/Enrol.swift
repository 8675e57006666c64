package import Storage
package import Sync
import Web
import Wire

/// Asks a hub to accept this node as the site that a join code was made for.
///
/// Nothing is stored yet: `NodeStore.enrol` does that.
///
/// - Throws: ``EnrolError``.
package func enrol(
    hubURL: String,
    joinCode: String,
    authority: HubAuthority? = nil
) async throws(EnrolError) -> NodeStore.Enrolment {
    guard let invitation = Invitation(joinCode) else { throw .joinCodeRefused }
    let transport = HTTPTransport(hubURL: hubURL, credential: nil, authority: authority)
    let joining = Joining(
        invitation: invitation,
        hubURL: hubURL,
        authority: authority,
        transport: transport
    )
    let answer: Result<NodeStore.Enrolment, EnrolError>
    do throws(EnrolError) { answer = .success(try await joining.run()) } catch {
        answer = .failure(error)
    }
    do { try await transport.shutdown() } catch {
        throw .failed(hubURL: hubURL, .hubUnreachable, detail: "\(error)")
    }
    return try answer.get()
}

/// One try to join.
private struct Joining {
    let invitation: Invitation
    let hubURL: String
    let authority: HubAuthority?
    let transport: HTTPTransport
    let signer = NodeSigner(clock: WallClock.now)
    let key = SigningKey()

    func run() async throws(EnrolError) -> NodeStore.Enrolment {
        do throws(TransportFailure) {
            let (answer, hubKey) = try await ask()
            let bytes = try answer.message()
            let reply: EnrolReply
            do { reply = try EnrolReply(decoding: bytes) } catch { throw TransportFailure(error) }
            return enrolment(reply, hubKey)
        } catch {
            throw EnrolError(error, hubURL: hubURL)
        }
    }

    private func ask() async throws(TransportFailure) -> (HubAnswer, hubKey: VerifyingKey?) {
        let body = EnrolRequest(code: invitation.code.description).encoded()
        let trust = invitation.hubMark.map { NodeSigner.Trust.mark($0) } ?? .first
        for _ in 0..<2 {
            let request = try signer.sign(
                body,
                path: SyncEndpoint.enrolPath,
                contentType: SyncEndpoint.contentType,
                by: key,
                as: "new",
                offering: key.publicKey,
                trusting: trust
            )
            let answer = try await transport.sendShown(
                body,
                to: SyncEndpoint.enrolPath,
                fields: request.fields
            )
            // A hub from before there were keys named none in its code, and signs nothing.
            if trust == .first, answer.fields[MessageSignature.signatureName] == nil {
                return (answer, nil)
            }
            let hubKey = try answer.proved(by: signer, request)
            guard answer.problem == "clock" else { return (answer, hubKey) }
            do throws(SignatureError) { _ = try signer.takeTime(of: answer) } catch {
                throw TransportFailure(.hubNotProved, detail: error.description)
            }
        }
        throw TransportFailure(.requestAltered, detail: "the hub refuses its own time")
    }

    private func enrolment(_ reply: EnrolReply, _ hubKey: VerifyingKey?) -> NodeStore.Enrolment {
        NodeStore.Enrolment(
            site: reply.site,
            siteCode: reply.siteCode,
            siteName: reply.siteName,
            hubURL: hubURL,
            credential: reply.credential,
            writer: reply.writer,
            epoch: reply.epoch,
            hubLives: reply.hubLives,
            identity: hubKey.map { NodeIdentity(ring: KeyRing(present: key), hubKey: $0) },
            hubAuthority: authority?.pem
        )
    }
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
        case .failed(let hubURL, .hubNotProved, let detail):
            """
            \(hubURL): what answers there is not the hub that made this code, or its key was \
            changed since. Check the address. Who answered may have seen the code: make a fresh \
            one with 'amends hub site rejoin CODE'. (\(detail))
            """
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
