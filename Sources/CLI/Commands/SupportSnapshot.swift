import ArgumentParser
import Foundation
import Node
import Recovery
import Storage
import Sync
import Web

struct SupportSnapshot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support-snapshot",
        abstract: "Print what somebody who helps from afar needs, and nothing of a guest.",
        discussion: """
            Counts, positions, hashes, what stands in the way, and whether the file is sound, as \
            JSON. No words, names, addresses, keys or codes are in it: read it before it is sent.

            Example:
              amends support-snapshot --data lis
            """
    )

    @OptionGroup var data: DataOptions

    func run() throws {
        let place = try data.directory.open()
        let facts = try place.store.read { try $0.supportFacts() }
        var members: [(String, JSON)] = [
            ("version", .text(Product.version)), ("at", .text(Timestamp.now.description)),
            ("role", .text(try data.directory.role?.rawValue ?? "none")),
            ("schema", .count(facts.schema)), ("integrity", .text(facts.integrity)),
            ("bytes", .count(facts.byteCount)),
            ("diskFreeBytes", .integer(orNull: try freeByteCount())),
        ]
        if case .node(let node) = place {
            members.append(("sync", try node.syncStatus(now: .now).json))
        }
        members += [
            ("rows", object(facts.rows.map { ($0.table, .count($0.count)) })),
            ("numbers", object(facts.numbers.map { ($0.name, .integer($0.value)) })),
            (
                "lives",
                .array(
                    facts.lives.map {
                        [
                            "writer": .integer(Int64($0.writer)), "count": .integer($0.count),
                            "hash": .text($0.hash),
                        ]
                    }
                )
            ),
            ("parked", object(facts.parked.map { ($0.reason, .count($0.count)) })),
        ]
        print(object(members))
    }

    private func object(_ members: [(String, JSON)]) -> JSON {
        ([:] as JSON).with(members)
    }

    private func freeByteCount() throws -> Int64? {
        let values = try FileManager.default.attributesOfFileSystem(
            forPath: data.directory.path
        )
        return (values[.systemFreeSize] as? NSNumber)?.int64Value
    }
}
