import ArgumentParser
import Node
import Recovery
import Storage
import Web

extension ScenarioCommand {
    struct Routing: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "See and choose who gets first what the program recognises.",
            discussion: """
                A house begins with triage: a person confirms the name before a team is called. A \
                kind goes direct once its figures are good.
                """,
            subcommands: [Show.self, Set.self],
            defaultSubcommand: Show.self
        )
    }
}

extension ScenarioCommand.Routing {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how each kind of failure goes, and what the figures advise.",
            discussion: """
                Example:
                  amends scenario routing show
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let routing = try data.directory.openNode().read {
                try RoutingTable(try $0.scenarios(), $0)
            }
            guard !data.isJSON else { return print(routing.json) }
            var table = Table(
                .text("code"),
                .text("goes"),
                .number("judged"),
                .number("wrong team"),
                .flexible("advice")
            )
            for line in routing.lines {
                table.add(
                    Table.Cell(line.scenario.code.description),
                    Table.Cell(line.standing.mode.words),
                    Table.Cell("\(line.count.routed)"),
                    Table.Cell("\(line.count.misrouted)"),
                    Table.Cell(line.advice.words)
                )
            }
            table.print()
        }
    }

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Choose how one kind of failure goes, or the whole house.",
            discussion: """
                The way 'house' takes a kind's own way back.

                Examples:
                  amends scenario routing set EN-02 direct
                  amends scenario routing set house triage
                """
        )

        @Argument(
            help: "The scenario, such as EN-02, or 'house' for all without a way of their own."
        )
        var kind: String

        @Argument(help: "triage, direct, or house.")
        var way: String

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let isHouse = kind.lowercased() == "house"
            let mode = RoutingMode.named(way)
            guard mode != nil || (way == "house" && !isHouse) else {
                throw Refusal("Write triage or direct; a kind may also go as the house does.")
            }
            let store = try data.directory.openNode()
            let code = isHouse ? nil : kind.uppercased()
            if let code {
                let scenarios = try store.read { try $0.scenarios() }
                guard scenarios.contains(where: { $0.scenario.code.description == code }) else {
                    throw Refusal.noScenario(kind)
                }
            }
            try store.setRouting(of: code, to: mode, author: authorship.author, now: .now)
            if data.isJSON {
                print(["scenario": .text(orNull: code), "mode": .text(way)] as JSON)
            } else {
                let what = code ?? "What has no way of its own"
                print("\(what) goes \(mode?.words ?? "as the house does").")
            }
        }
    }
}

extension RoutingMode {
    fileprivate var words: String {
        switch self {
        case .triage: "to triage first"
        case .direct: "straight to its team"
        }
    }
}

extension RoutingAdvice {
    fileprivate var words: String {
        switch self {
        case .wait(let more): "\(more) more to judge"
        case .goDirect: "ready to go direct"
        case .keepTriage: "keep in triage"
        case .stayDirect: "stay direct"
        case .fallBack: "too often wrong: goes back to triage"
        }
    }
}
