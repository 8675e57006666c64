import ArgumentParser
import Node
import Recovery
import Storage
import Sync
import Web
import Wire

extension SyncCommand {
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look whether what is here is whole, and the same as at the hub.",
            discussion: """
                At a node: exchanges what is new, hashes every record and every own change, and \
                compares with the hub; what travels grows with the differences. At a hub: hashes \
                every record and compares with the sums that it keeps. Changes nothing. Ends \
                with 3 when something differs.

                Examples:
                  amends sync verify
                  amends sync verify --offline
                """
        )

        @Flag(help: "Only look at this node's own files.")
        var offline = false

        @OptionGroup var data: DataOptions

        func run() async throws {
            let finding: Soundness
            switch try data.directory.open() {
            case .hub(let hub): finding = Soundness(try hub.check(), isCompared: false)
            case .node(let node) where offline:
                finding = Soundness(try node.held().check, isCompared: false)
            case .node(let node): finding = try await Soundness.comparing(node)
            }
            finding.print(isJSON: data.isJSON)
            if !finding.isSound { throw NeedsPerson() }
        }
    }

    struct Repair: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mend what 'amends sync verify' finds.",
            discussion: """
                A node fetches everything from the hub afresh; its own changes stay, also those \
                not sent yet. A hub adds its sums up anew, and the sites prove themselves \
                against them. --dry-run says what would be done, and does nothing.

                Examples:
                  amends sync repair --dry-run
                  amends sync repair
                """
        )

        @Flag(help: "Only say what would be done.")
        var dryRun = false

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() async throws {
            switch try data.directory.open() {
            case .hub(let hub): try repair(hub)
            case .node(let node): try await repair(node)
            }
        }

        private func repair(_ hub: HubStore) throws {
            let check = try hub.check()
            if !check.isSound, !dryRun {
                try hub.repair(check.scopes, now: .now, author: authorship.author)
            }
            let count = Numbers.count(check.scopes.count, "sum")
            report(
                Soundness(check, isCompared: false),
                would: "\(count) would be added up anew.",
                did: "\(count) added up anew; sites that differ fetch everything afresh."
            )
        }

        private func repair(_ node: NodeStore) async throws {
            let finding = try await Soundness.comparing(node)
            if !finding.isSound, !dryRun {
                try node.fetchAfresh(now: .now, author: authorship.author)
                let after = try await Soundness.comparing(node)
                guard after.differences.isEmpty, after.check.scopes.isEmpty else {
                    after.print(isJSON: data.isJSON)
                    throw Refusal(
                        "Everything was fetched afresh, and there is a difference still. Report "
                            + "it with 'amends support-snapshot' of both sides."
                    )
                }
            }
            report(
                finding,
                would: "Everything would be fetched from the hub afresh; own changes stay.",
                did: "Everything was fetched afresh, and is proved equal to the hub."
            )
            // The log is the only place where own changes are: nobody can mend it.
            if !finding.check.changes.isEmpty { throw NeedsPerson() }
        }

        private func report(_ finding: Soundness, would: String, did: String) {
            if data.isJSON {
                return print(finding.json.with([("repaired", .bool(!dryRun && !finding.isSound))]))
            }
            finding.print(isJSON: false)
            if !finding.isSound { print(dryRun ? would : did) }
        }
    }
}

/// What was found out about a store, for people and programs.
struct Soundness {
    let check: StoreCheck
    var differences: [Comparison.Difference] = []
    /// Whether the hub was asked too.
    let isCompared: Bool
    private var traffic: (questions: Int, bytes: Int)?

    init(_ check: StoreCheck, isCompared: Bool) {
        self.check = check
        self.isCompared = isCompared
    }

    private init(_ result: ComparisonResult) {
        self.init(result.check, isCompared: true)
        differences = result.differences
        traffic = (result.questionCount, result.bytesUp + result.bytesDown)
    }

    var isSound: Bool { check.isSound && differences.isEmpty }

    /// Brings a node in step with its hub and compares the two.
    ///
    /// - Throws: ``Refusal`` when the hub cannot be asked, or has news all the time.
    static func comparing(_ node: NodeStore) async throws -> Soundness {
        let transport = try HTTPTransport(node)
        let result: Result<Soundness, any Error>
        do { result = .success(try await comparing(node, transport)) } catch {
            result = .failure(error)
        }
        try await transport.shutdown()
        return try result.get()
    }

    private static func comparing(
        _ node: NodeStore,
        _ transport: HTTPTransport
    ) async throws -> Soundness {
        for _ in 0..<3 {
            let done = try await syncNow(node, transport, within: .seconds(120))
            if let blocker = done.blocker, blocker.trouble != .digestDiffers {
                throw Refusal("\(blocker.trouble.sentence) \(blocker.trouble.nextStep)")
            }
            let result = try await compareWithHub(node, transport)
            if !result.isBehind { return Soundness(result) }
        }
        throw Refusal("The hub has news all the time. Try again in a quieter minute.")
    }

    var json: JSON {
        [
            "sound": .bool(isSound),
            "records": .count(check.recordCount),
            "comparedWithHub": .bool(isCompared),
            "differences": .array(
                differences.map {
                    ["record": .text($0.record.description), "kind": .text($0.kind.rawValue)]
                }
            ),
            "wrongSums": .array(check.scopes.map { .integer(Int64($0.rawValue)) }),
            "alteredChanges": .array(check.changes.map { .text($0.description) }),
            "questions": .count(traffic?.questions ?? 0),
            "bytes": .count(traffic?.bytes ?? 0),
        ]
    }

    func print(isJSON: Bool) {
        if isJSON { return Swift.print(json) }
        let count = Numbers.count(check.recordCount, "record")
        if let traffic {
            Swift.print(
                "\(count) compared with the hub in \(Numbers.count(traffic.questions, "question")) "
                    + "and \(Numbers.bytes(traffic.bytes))."
            )
        } else {
            Swift.print("\(count) looked at.")
        }
        for scope in check.scopes {
            let name =
                scope == .everyone ? "Everyone's records" : "Site \(scope.rawValue)'s records"
            Swift.print("\(name) do not add up to the sum that was kept.")
        }
        for change in check.changes.prefix(20) {
            Swift.print("The own change \(change) was altered in the log, or is missing.")
        }
        for one in differences.prefix(20) {
            Swift.print("\(one.record): \(words(one.kind))")
        }
        if differences.count > 20 {
            Swift.print("... and \(differences.count - 20) more: --json lists them.")
        }
        if isSound {
            Swift.print(isCompared ? "Both sides are the same." : "What is here is whole.")
        }
    }

    private func words(_ kind: Comparison.Difference.Kind) -> String {
        switch kind {
        case .missingHere: "only the hub has it"
        case .missingAtHub: "only this node has it"
        case .differs: "the two sides differ"
        }
    }
}
