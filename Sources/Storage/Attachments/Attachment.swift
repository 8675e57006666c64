package import Recovery
package import Wire

/// A picture or recording of a case.
///
/// The record is synced, the bytes stay at the house: see ``AttachmentFiles``.
package struct Attachment: Sendable {
    /// The record.
    package let row: StoredRow

    /// The picture or recording in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// The case.
    package var recoveryCase: ChangeID? { row.reference(AttachmentField.recoveryCase) }
    /// Its media type, such as `image/jpeg`.
    package var kind: String { row.text(AttachmentField.kind) ?? "application/octet-stream" }
    /// What the one who added it called it.
    package var name: String { row.text(AttachmentField.name) ?? "" }
    /// Its size in bytes.
    package var byteCount: Int { row.number(AttachmentField.byteCount).map(Int.init) ?? 0 }
    /// The SHA-256 of its bytes, under which they lie; nil when it is none.
    package var digest: FileDigest? {
        row.text(AttachmentField.digest).flatMap(FileDigest.init)
    }
    /// When it was added.
    package var addedAt: Timestamp {
        row.time(AttachmentField.addedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// Who added it.
    package var author: String { row.author }
    /// Whether it is something to look at, not to listen to.
    package var isPicture: Bool { kind.hasPrefix("image/") }

    /// The most that one case may have.
    package static let countMax = 12
    /// The largest file, in bytes: 5 MB.
    package static let byteCountMax = 5_000_000
}

/// Why a picture or recording was not taken, and what to do.
package enum AttachmentRefusal: Error, Hashable, Spoken {
    /// A case has so many already.
    case tooMany(countMax: Int)
    /// It has more bytes than that.
    case tooLarge(byteCountMax: Int)
    /// There is no such picture or recording at the case.
    case noSuchFile(String)
    /// It was added elsewhere, or the directory was restored without its files.
    case elsewhere

    /// What to do next.
    package var sentence: Sentence {
        switch self {
        case .tooMany(let max):
            "A case has \(max) pictures and recordings at most. Describe the rest in a note."
        case .tooLarge(let max):
            """
            A picture or recording may have \(max / 1_000_000) MB at most. Take it again with a \
            lower resolution, or make it shorter.
            """
        case .noSuchFile(let name):
            "The case has no picture or recording \(name). Open the case anew."
        case .elsewhere:
            "This file is not here. It is kept at the house where it was added."
        }
    }
}

extension RecordTransaction {
    /// Adds a picture or recording whose bytes are kept already.
    ///
    /// - Throws: ``AttachmentRefusal/tooMany(countMax:)``, ``CaseworkError/noSuchCase(_:)``, or
    ///   `CaseMoveError` when the case is merged.
    @discardableResult
    package func attach(
        _ file: KeptFile,
        named name: String,
        kind: String,
        to id: ChangeID
    ) throws -> ChangeID {
        let found = try recoveryCase(id)
        if found.state == .merged { throw CaseMoveError.isMerged }
        let present = try rows(
            Catalogue.attachment,
            where: AttachmentField.recoveryCase,
            is: .reference(found.id)
        ).map(Attachment.init)
        // Somebody tapped twice: it is there.
        if let same = present.first(where: { $0.digest == file.digest }) { return same.id }
        guard present.count < Attachment.countMax else {
            throw AttachmentRefusal.tooMany(countMax: Attachment.countMax)
        }
        return try create(
            Catalogue.attachment,
            scope: found.row.scope,
            [
                AttachmentField.recoveryCase: .reference(found.id), .kind: .words(kind),
                .name: .words(name), .byteCount: .number(file.byteCount),
                .digest: .text(file.digest.text), .addedAt: .time(now),
            ]
        )
    }
}

extension RecordTransaction {
    /// Removes the bytes of a file that no case has.
    package func letGo(_ file: KeptFile, of files: AttachmentFiles) throws {
        let having = try rows(
            Catalogue.attachment,
            where: AttachmentField.digest,
            is: .text(file.digest.text)
        )
        if having.isEmpty { files.remove(file.digest) }
    }
}

extension StoreReader {
    /// A case's pictures and recordings, oldest first.
    package func attachments(of id: ChangeID) throws -> [Attachment] {
        try rows(Catalogue.attachment, where: AttachmentField.recoveryCase, is: .reference(id))
            .map(Attachment.init)
            .sorted { ($0.addedAt, $0.id) < ($1.addedAt, $1.id) }
    }
}
