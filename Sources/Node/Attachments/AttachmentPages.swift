import HTTPTypes
import Hummingbird
import NIOCore
import Recovery
import Storage
import Synchronization
import Web
import Wire

extension HousePages {
    /// Adds what takes in and shows pictures and recordings.
    func addAttachments(to router: RouterGroup<HouseContext>) {
        router.post("/cases/:reference/files") { request, context in
            let staff = try context.signedIn()
            let acts = CaseActs(pages: self, staff: staff, reference: try context.reference())
            return try await uploads.pass {
                let form = try await Self.form(request)
                guard staff.session.accepts(formToken: form.fields["form"] ?? "") else {
                    throw Problem(
                        .forbidden,
                        "form",
                        say(
                            """
                            The desk changed hands since this page was made. Open it and repeat \
                            it.
                            """
                        )
                    )
                }
                return try await blocking { try acts.attach(form) }
            }
        }
        router.get("/cases/:reference/files/:file") { _, context in
            let staff = try context.signedIn()
            let acts = CaseActs(pages: self, staff: staff, reference: try context.reference())
            let name = try context.parameters.require("file")
            return try await blocking { try acts.file(name) }
        }
    }

    /// What may come beside the file itself, in bytes.
    private static let formByteCountMax = 64 * 1024

    private static func form(_ request: Request) async throws -> MultipartForm {
        let rules = BodyRules(
            contentType: "multipart/form-data",
            byteCountMax: Attachment.byteCountMax + formByteCountMax
        )
        do {
            _ = try rules.check(request)
            return try MultipartForm(
                try await rules.collect(request),
                contentType: request.headers[.contentType] ?? ""
            )
        } catch let problem as Problem where problem.status == .contentTooLarge {
            throw AttachmentRefusal.tooLarge(byteCountMax: Attachment.byteCountMax)
        }
    }
}

/// Lets so many files come in at once, and no more: each is in memory until it is on disk.
final class UploadGate: Sendable {
    private let count = Mutex(0)
    static let countMax = 6

    func pass<Result>(_ body: () async throws -> Result) async throws -> Result {
        let mayPass = count.withLock { count in
            guard count < Self.countMax else { return false }
            count += 1
            return true
        }
        guard mayPass else {
            throw Problem(
                .serviceUnavailable,
                "busy",
                say("Many pictures are coming in at once. Try again in a moment."),
                retryAfterSeconds: 2
            )
        }
        defer { count.withLock { $0 -= 1 } }
        return try await body()
    }
}

extension CaseActs {
    /// The longest name of a file that is kept, in characters.
    private static let fileNameLengthMax = 80

    /// Keeps a picture or recording: first its bytes, then that the case has it.
    func attach(_ form: MultipartForm) throws -> Response {
        guard let file = form.file else { throw MediaRefusal.empty }
        let response = try attach(file.bytes, named: file.name).response
        // Back to where it was added from.
        return form.fields["from"] == "words"
            ? .seeOther("/cases/\(reference)/words") : response
    }

    /// Keeps bytes as a picture or recording of the case.
    ///
    /// - Throws: ``MediaRefusal`` or ``AttachmentRefusal``.
    func attach(
        _ bytes: [UInt8],
        named name: String
    ) throws -> (file: ChangeID, response: Response) {
        let media = try CleanMedia(bytes)
        let name = Self.fileName(name)
        let found = try permitted(isAuthorLetIn: true)
        let present = try pages.store.read { try $0.attachments(of: found.id) }
        guard
            present.count < Attachment.countMax
                || present.contains(where: { $0.digest == FileDigest(of: media.bytes) })
        else {
            throw AttachmentRefusal.tooMany(countMax: Attachment.countMax)
        }
        // Bytes take their time: they are on disk before the transaction, which others wait for.
        let files = AttachmentFiles(of: pages.store)
        let kept = try files.keep(media.bytes)
        do {
            var id = ChangeID(rawValue: 0)
            let response = try act(isAuthorLetIn: true) {
                // Another's refusal may have taken the same bytes away meanwhile.
                if !files.has(kept.digest) { _ = try files.keep(media.bytes) }
                id = try $0.attach(kept, named: name, kind: media.kind.type, to: $1.id)
            }
            return (id, response)
        } catch {
            try pages.store.change(author: staff.name, now: WallClock.now()) {
                try $0.letGo(kept, of: files)
            }
            throw error
        }
    }

    /// What the sender called it, without folders and what no name holds.
    private static func fileName(_ name: String) -> String {
        let last = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
        let plain = last.filter { !$0.unicodeScalars.contains { $0.value < 32 } }
        return String(plain.trimmed.prefix(fileNameLengthMax))
    }

    /// A picture or recording with its bytes.
    struct FileContent {
        let attachment: Attachment
        let bytes: [UInt8]
        /// The how-manieth of the case, from 1.
        let number: Int
        let reference: String
    }

    /// A picture or recording, for those who may see its case.
    ///
    /// - Throws: ``AttachmentRefusal``, or a problem when the case is sealed.
    func content(of name: String) throws -> FileContent {
        let (found, isSealed) = try readable()
        if isSealed {
            let now = WallClock.now()
            try pages.store.recordOpening(of: found.reference, by: staff.name, now: now)
        }
        let attachments = try pages.store.read { try $0.attachments(of: found.id) }
        guard let index = attachments.firstIndex(where: { $0.id.description == name }) else {
            throw AttachmentRefusal.noSuchFile(name)
        }
        guard let digest = attachments[index].digest,
            let bytes = try AttachmentFiles(of: pages.store).bytes(digest)
        else { throw AttachmentRefusal.elsewhere }
        return FileContent(
            attachment: attachments[index],
            bytes: bytes,
            number: index + 1,
            reference: found.reference
        )
    }

    /// The same as a file to look at or to keep.
    func file(_ name: String) throws -> Response {
        let content = try content(of: name)
        guard let kind = MediaKind(type: content.attachment.kind) else {
            throw AttachmentRefusal.elsewhere
        }
        let fileName = "\(content.reference)-\(content.number).\(kind.suffix)"
        return Response(
            status: .ok,
            headers: [
                .contentType: kind.type,
                .contentDisposition: "attachment; filename=\"\(fileName)\"",
                .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "default-src 'none'; sandbox",
                // What a guest's room looks like does not stay on a shared terminal.
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: content.bytes))
        )
    }

    /// The case, for somebody who may see it, and whether others may not.
    private func readable() throws -> (RecoveryCase, isSealed: Bool) {
        let scenarios = try pages.desk.scenarios()
        let found = try pages.store.read { try $0.recoveryCase(named: reference) }
        let scenario = scenarios.scenario(of: found)
        guard found.isOpen(to: staff.session.person, scenario) else {
            throw Problem(
                .forbidden,
                "sealed",
                say("\(found.reference) is sealed. Ask \(found.readers) to open this.")
            )
        }
        return (found, found.isSealed(scenario))
    }
}
