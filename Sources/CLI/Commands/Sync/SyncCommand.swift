import ArgumentParser
import Node
import Recovery
import Storage
import Sync
import Web
import Wire

struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "See whether this node is in step with the hub, and bring it there.",
        subcommands: [
            Status.self, Now.self, Why.self, Peek.self, Pause.self, Resume.self, Trace.self,
            Verify.self, Repair.self,
        ]
    )
}

extension SyncCommand {
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how far this node is in step with the hub.",
            discussion: """
                Example:
                  amends sync status
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let node = try data.directory.openNode()
            let member = try node.membership()
            let status = try node.syncStatus(now: .now)
            guard !data.isJSON else {
                return print(
                    status.json.with([
                        ("site", .text(member.siteCode)), ("hub", .text(member.hubURL)),
                    ])
                )
            }
            var facts = FactSheet()
            facts.add("site", "\(member.siteCode), \(member.siteName)")
            facts.add("hub", member.hubURL)
            facts.add("unsent", unsent(status), status.unsent == 0 ? .done : .act)
            facts.add("last exchange", status.lastExchangeAt?.ago(at: .now) ?? "never")
            facts.add(
                "proved equal",
                status.isVerified ? "yes" : "not yet",
                status.isVerified ? .done : .plain
            )
            if let blocker = status.blocker {
                facts.add(
                    "in the way",
                    "\(blocker.trouble.sentence) Since \(blocker.since.ago(at: .now)).",
                    .late
                )
            }
            if let moment = status.renumberedAt {
                facts.add(
                    "two machines",
                    "This machine was taken for a copy on \(moment); switch one off.",
                    .act
                )
            }
            if status.conflicts > 0 {
                facts.add("to decide", Numbers.count(status.conflicts, "conflict"), .act)
            }
            if status.parked > 0 {
                facts.add("kept aside", Numbers.count(status.parked, "change"), .act)
            }
            facts.print()
        }

        private func unsent(_ status: SyncStatus) -> String {
            guard let seconds = status.oldestUnsentSeconds else { return "nothing" }
            return "\(Numbers.count(Int(status.unsent), "change")), "
                + "the oldest for \(Timestamp.span(seconds: seconds))"
        }
    }

    struct Why: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what keeps this node from being in step, and what to do.",
            discussion: """
                Ends with 3 when something needs a person.

                Example:
                  amends sync why
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let node = try data.directory.openNode()
            _ = try node.membership()
            let findings = SyncFinding.findings(try node.syncStatus(now: .now), now: .now)
            if data.isJSON {
                print(
                    JSON.array(
                        findings.map { ["what": .text($0.what), "next": .text($0.next)] }
                    )
                )
            } else if findings.isEmpty {
                print("Nothing: this node has sent everything and is proved equal to the hub.")
            } else {
                for finding in findings { print("\(finding.what)\n  \(finding.next)") }
            }
            if findings.contains(where: \.needsPerson) { throw NeedsPerson() }
        }
    }
}

/// One reason why a node is not in step.
struct SyncFinding: Equatable {
    var what: String
    var next: String
    var needsPerson = true

    /// The reasons that a status holds, the gravest first.
    static func findings(_ status: SyncStatus, now: Timestamp) -> [SyncFinding] {
        var findings: [SyncFinding] = []
        if let blocker = status.blocker {
            findings.append(
                SyncFinding(
                    what: "\(blocker.trouble.sentence) So it is since \(blocker.since).",
                    next: blocker.trouble.nextStep
                )
            )
        } else if status.lastExchangeAt == nil {
            findings.append(
                SyncFinding(
                    what: "This node has not spoken with its hub yet.",
                    next: "Run 'amends sync now' once, or 'amends node serve' for good.",
                    needsPerson: false
                )
            )
        } else if status.unsent > 0 {
            findings.append(
                unsent(status, now: now)
            )
        } else if !status.isVerified {
            findings.append(
                SyncFinding(
                    what: "What is here is not proved equal to the hub yet.",
                    next: "The next complete exchange proves it: 'amends sync now'.",
                    needsPerson: false
                )
            )
        }
        if status.parked > 0 {
            findings.append(
                SyncFinding(
                    what: "The hub keeps \(Numbers.count(status.parked, "change")) of this site "
                        + "aside.",
                    next: "See them with 'amends parked list'; the hub's operator can decide."
                )
            )
        }
        if status.conflicts > 0 {
            findings.append(
                SyncFinding(
                    what: "\(Numbers.count(status.conflicts, "field")) on which two sides differ.",
                    next: "Decide with 'amends conflicts list' and 'amends conflicts resolve'."
                )
            )
        }
        return findings
    }

    /// After how many seconds without an exchange somebody should look: five minutes.
    private static let silenceSeconds: Int64 = 300

    private static func unsent(_ status: SyncStatus, now: Timestamp) -> SyncFinding {
        let count = Numbers.count(Int(status.unsent), "change")
        let silence = status.lastExchangeAt.map { (now.milliseconds - $0.milliseconds) / 1000 }
        guard let age = status.oldestUnsentSeconds, min(age, silence ?? age) > silenceSeconds
        else {
            return SyncFinding(
                what: "\(count) not sent yet.",
                next: "They leave with the next exchange: 'amends sync now', or by themselves "
                    + "while 'amends node serve' runs.",
                needsPerson: false
            )
        }
        return SyncFinding(
            what: "\(count) not sent yet, the oldest for \(Timestamp.span(seconds: age)), and "
                + "nobody is sending them.",
            next: "Start 'amends node serve', or run 'amends sync now'."
        )
    }
}
