import Recovery
import Storage
import Web
import Wire

/// A case's pictures and recordings as its page shows them.
struct CaseFilesPart: Sendable {
    let pictures: [Item]
    let recordings: [Item]
    let elsewhere: [Item]
    let isFull: Bool
    let limit: String
    /// Where the form leads back to.
    let from: String

    struct Item: Sendable {
        var path: String
        var name: String
        var words: String
    }

    init(_ attachments: [Attachment], _ pages: HousePages, _ reference: String, from: String = "")
        throws
    {
        let files = AttachmentFiles(of: pages.store)
        let now = WallClock.now()
        var (pictures, recordings, elsewhere): ([Item], [Item], [Item]) = ([], [], [])
        for attachment in attachments {
            let item = Item(
                path: "/cases/\(reference)/files/\(attachment.id)",
                name: attachment.name.isEmpty
                    ? attachment.isPicture ? say("Picture") : say("Recording") : attachment.name,
                words: "\(attachment.author), \(pages.time.near(attachment.addedAt, now))"
            )
            if attachment.digest.map(files.has) != true {
                elsewhere.append(item)
            } else if attachment.isPicture {
                pictures.append(item)
            } else {
                recordings.append(item)
            }
        }
        (self.pictures, self.recordings, self.elsewhere) = (pictures, recordings, elsewhere)
        isFull = attachments.count >= Attachment.countMax
        limit = say(
            """
            \(Attachment.countMax) at most, \(Attachment.byteCountMax / 1_000_000) MB each. \
            Where and when it was taken is not kept.
            """
        )
        self.from = from
    }
}
