import ArgumentParser
import Hub
import Recovery
import Storage
import Web

/// By what mail leaves headquarters.
struct HubMailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The host's program for mail, which is run as 'PATH -t -i'.",
            valueName: "path"
        )
    )
    var sendmail: String?

    @Option(help: ArgumentHelp("The address that mail is from.", valueName: "address"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "Where headquarters' pages are, for the links in mail.",
            valueName: "url"
        )
    )
    var link: String?

    func validate() throws {
        if sendmail != nil, from == nil {
            throw ValidationError("Name the address that mail is from: --from hq@hotel.example.")
        }
        if let from {
            do { _ = try MailAddress(from) } catch { throw ValidationError(error.description) }
        }
    }

    /// The way that was named; nil when none was.
    func mail() throws -> HubMail? {
        guard let sendmail, let from else { return nil }
        return HubMail(path: sendmail, from: try MailAddress(from), link: link)
    }
}

struct HubMailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Mail the weekly brief.",
        subcommands: [Set.self, Show.self, Off.self]
    )

    static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
}

extension HubMailCommand {
    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say to whom the brief goes, and when.",
            discussion: """
                It leaves from the hour on, by UTC, once a week to each, while the hub serves \
                with --sendmail; what fails is tried again. Weeks that were due before are not \
                made up.

                Example:
                  amends hub mail set --to maud@hotel.example --hour 6 --data hub
                """
        )

        @Option(help: ArgumentHelp("Whom it goes to; once for each.", valueName: "address"))
        var to: [String]

        @Option(help: ArgumentHelp("The day on which it leaves.", valueName: "day"))
        var weekday = "monday"

        @Option(help: ArgumentHelp("The hour from which on it leaves, 0 to 23.", valueName: "hour"))
        var hour = 6

        @OptionGroup var place: ReportSite
        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let hub = try data.directory.openHub()
            guard let day = weekdays.firstIndex(of: weekday.lowercased()) else {
                throw Refusal.usage(BriefMailError.time.description)
            }
            let mail = try BriefMail(
                to: to.map { try MailAddress($0) },
                weekday: day,
                hour: hour,
                site: try place.site.map { code in
                    let sites = try hub.read { try $0.sites() }
                    guard let number = sites.number(code: code) else {
                        throw HubError.unknownSite(code)
                    }
                    return sites[number].code
                }
            )
            try hub.mailBrief(mail, author: authorship.author, now: .now)
            if data.isJSON {
                print(Show.json(mail, []))
            } else {
                print("\(Show.words(mail)) The hub needs --sendmail for it: amends help hub serve")
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show to whom the brief goes, and what became of the latest ones.",
            discussion: """
                Ends with 3 while one of them needs a person.

                Example:
                  amends hub mail show --data hub
                """
        )

        @OptionGroup var data: DataOptions

        /// So many of the latest are shown.
        private static let countMax = 50

        func run() throws {
            let hub = try data.directory.openHub()
            let mail = try hub.briefMail()
            let sent = try hub.sentBriefs(Self.countMax)
            if data.isJSON {
                print(Self.json(mail, sent))
            } else {
                print(mail.map(Self.words) ?? "The brief is mailed to nobody.")
                if !sent.isEmpty { Self.table(sent).print() }
            }
            if sent.contains(where: { $0.state == .refused || $0.state == .doubtful }) {
                throw NeedsPerson()
            }
        }

        static func words(_ mail: BriefMail) -> String {
            let place = mail.site.map { " of \($0)" } ?? ""
            return
                "The brief\(place) goes to \(mail.recipients.map(\.text).joined(separator: ", ")) "
                + "every \(weekdays[mail.weekday]) from \(mail.hour):00 UTC on."
        }

        private static func table(_ sent: [SentBrief]) -> Table {
            var table = Table(.text("week of"), .text("to"), .text("state"), .flexible("why"))
            for one in sent {
                table.add(
                    Table.Cell("\(CalendarDay(daysSince1970: one.monday))"),
                    Table.Cell(one.recipient),
                    Table.Cell("\(one.state)"),
                    Table.Cell(one.detail)
                )
            }
            return table
        }

        static func json(_ mail: BriefMail?, _ sent: [SentBrief]) -> JSON {
            [
                "to": .array(mail?.recipients.map { .text($0.text) } ?? []),
                "weekday": .text(orNull: mail.map { weekdays[$0.weekday] }),
                "hour": mail.map { .count($0.hour) } ?? .null,
                "site": .text(orNull: mail?.site),
                "sent": .array(
                    sent.map { one in
                        [
                            "week": .text("\(CalendarDay(daysSince1970: one.monday))"),
                            "to": .text(one.recipient), "state": .text("\(one.state)"),
                            "at": .text(one.at.description), "detail": .text(one.detail),
                        ]
                    }
                ),
            ]
        }
    }

    struct Off: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mail the brief to nobody any more.",
            discussion: """
                Example:
                  amends hub mail off --data hub
                """
        )

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            try data.directory.openHub().mailBrief(nil, author: authorship.author, now: .now)
            if data.isJSON {
                print(Show.json(nil, []))
            } else {
                print("The brief is mailed to nobody.")
            }
        }
    }
}
