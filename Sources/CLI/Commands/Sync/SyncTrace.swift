import ArgumentParser
import Recovery
import Storage
import Web
import Wire

extension SyncCommand {
    struct Trace: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow one change: where it was made, what the hub did, who has it.",
            discussion: """
                Names a change as 'amends case show' and 'amends conflicts show' do, or a case. \
                Each side tells the part of the way that it knows: ask at the node that made \
                it, then at the hub. Ends with 3 when the change waits somewhere.

                Examples:
                  amends sync trace 4.17 --data lis
                  amends sync trace LIS-12 --data hub
                """
        )

        @Argument(help: "A change such as 4.17, or a case such as LIS-12.")
        var change: String

        @OptionGroup var data: DataOptions

        func run() throws {
            let trace = try data.directory.open().store.read { reader in
                if let id = RecordID(change) {
                    return try reader.trace(ChangeID(rawValue: id.rawValue))
                }
                return try reader.trace(try reader.recoveryCase(named: change).id)
            }
            if data.isJSON { print(json(trace)) } else { tell(trace) }
            if trace.hops.contains(where: \.isWaiting) { throw NeedsPerson() }
        }

        private func json(_ trace: ChangeTrace) -> JSON {
            [
                "change": .text(trace.change.description),
                "former": .text(orNull: trace.former?.description),
                "site": .text(orNull: trace.site),
                "type": .text(orNull: trace.type),
                "record": .text(orNull: trace.record?.description),
                "fields": .array(trace.fields.map { .text($0) }),
                "hops": .array(
                    trace.hops.map { hop in
                        [
                            "at": .text(orNull: hop.at?.description), "what": .text(hop.words),
                            "waits": .bool(hop.isWaiting),
                        ]
                    }
                ),
            ]
        }

        private func tell(_ trace: ChangeTrace) {
            var facts = FactSheet()
            facts.add("change", trace.change.description)
            facts.add("made by", trace.site)
            facts.add("record", trace.record.map { "\(trace.type ?? "?") \($0)" })
            facts.add("sets", trace.fields.joined(separator: ", "))
            facts.print()
            for hop in trace.hops {
                print("  \(hop.at?.description ?? "                    ")  \(hop.words)")
            }
        }
    }
}
