import Recovery
import Storage
import Wire

/// Bodies that one site's node would send one after the other, all encoded beforehand; they are
/// signed as they leave.
struct Pushes {
    /// Rows in one body: feedback items with their cases, two changes each.
    static let rowCount = 1_000

    let site: UInt32
    /// By which they are signed; nil where the site shows its credential.
    let key: SigningKey?
    let credential: String
    let bodies: [[UInt8]]

    init(_ site: EnrolReply, of hub: HubTemplate, count: Int) {
        self.site = site.site
        key = hub.keys[site.site]
        credential = site.credential
        var workload = Workload(seed: UInt64(site.site))
        var previous = ChainHash(rootOf: site.writer)
        var token = Token(firstOf: site.writer)
        var first: Int64 = 1
        bodies = (0..<count).map { index in
            var changes = ChangeBatch()
            for row in 0..<Int64(Self.rowCount) {
                let feedback = ChangeID(site.writer, first + 2 * row)
                for change in workload.item().changes(feedback, scope: site.site) {
                    changes.append(change)
                }
            }
            changes.chain(from: previous)
            let next = Token(rawValue: UInt64(site.site) << 32 | UInt64(index + 1))
            let request = ExchangeRequest(
                site: site.site,
                writer: site.writer,
                attempt: UInt64(index + 1),
                epoch: hub.epoch,
                tried: [token],
                next: next,
                history: [],
                cursor: Cursor(everyone: hub.everyone, site: first - 1),
                waitSeconds: 0,
                salvage: ChangeBatch(),
                sections: [
                    ExchangeRequest.Section(
                        writer: site.writer,
                        total: 2 * Int64(Self.rowCount * count),
                        first: first,
                        previous: previous,
                        changes: changes
                    )
                ]
            )
            token = next
            first += Int64(changes.count)
            previous = changes.heads.last?.hash ?? previous
            return request.encoded()
        }
    }
}

extension Workload.Item {
    /// The changes that create the item and its case, next to each other.
    func changes(_ feedback: ChangeID, scope: UInt32) -> [Change] {
        let ownCase = ChangeID(feedback.writer, feedback.counter + 1)
        let reference = (CaseField.feedback.rawValue, Cell.integer(feedback.rawValue))
        func change(_ id: ChangeID, _ type: RecordType, _ fields: [(UInt8, Cell)]) -> Change {
            Change(
                id: id,
                table: type.number,
                record: id,
                scope: Scope(rawValue: scope),
                fields: fields.filter { $0.1 != .null }.map { Change.Field($0.0, $0.1) },
                stamp: Stamp(milliseconds: at, count: id == feedback ? 0 : 1),
                author: "import",
                endsTransaction: id != feedback
            )
        }
        return [
            change(feedback, Catalogue.feedback, self.feedback),
            change(ownCase, Catalogue.recoveryCase, [reference] + recoveryCase),
        ]
    }
}
