import ArgumentParser
import Node
import Recovery
import Storage
import Web
import Wire

struct StayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stay",
        abstract: "Know who is in the house, and until when.",
        subcommands: [Import.self, List.self]
    )
}

extension StayCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take in an arrivals list of the booking system: CSV or JSON Lines.",
            discussion: """
                The columns are known by their usual names in English, German, French and \
                Spanish: the booking's number, room, guest, arrival, departure or nights, rate, \
                contact and tier. The same list again changes nothing; a booking that has changed \
                is brought up to date, and what the list leaves empty stays. Dates without a time \
                count from check-in and to check-out by the house's clock. Rows that are no stay \
                are set aside: then it ends with 3.

                Example:
                  amends stay import arrivals.csv
                  amends stay import arrivals.csv --check-out 12:00 --currency EUR
                """
        )

        @Argument(help: "The file; gzip is unpacked on the way.", completion: .file())
        var file: String

        @Option(
            help: ArgumentHelp("When guests come, where the list says none.", valueName: "hh:mm"),
            transform: minute
        )
        var checkIn = StaySheet.Options().checkInMinute

        @Option(
            help: ArgumentHelp("When guests leave, where the list says none.", valueName: "hh:mm"),
            transform: minute
        )
        var checkOut = StaySheet.Options().checkOutMinute

        @Option(
            help: ArgumentHelp("The currency of prices; the house's own, by default."),
            transform: { try Currency($0) }
        )
        var currency: Currency?

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let node = try data.directory.openNode()
            _ = try node.membership()
            let list = StayImport(
                node,
                source: MappedFile(file).source,
                author: authorship.author
            )
            var options = StaySheet.Options()
            (options.checkInMinute, options.checkOutMinute) = (checkIn, checkOut)
            options.currency = currency
            let sheet = try list.open(ByteSource(path: file), options)
            let bar = ProgressBar("rows")
            let result = try list.run(sheet, now: { .now }) { result in
                let (read, total) = sheet.progress
                let share = total.map { $0 == 0 ? 1 : Double(read) / Double($0) }
                bar.show(share: share, count: result.read)
            }
            bar.end()
            if data.isJSON { print(Self.json(result)) } else { Self.tell(result) }
            if !result.setAside.isEmpty { throw NeedsPerson() }
        }

        private static func json(_ result: StayImport.Result) -> JSON {
            [
                "read": .count(result.read), "added": .count(result.added),
                "changed": .count(result.changed), "known": .count(result.known),
                "setAside": .array(
                    result.setAside.map {
                        ["line": .count($0.line), "reason": .text($0.reason)] as JSON
                    }
                ),
            ]
        }

        /// How many rows that were set aside are told of one by one.
        private static let toldCountMax = 20

        private static func tell(_ result: StayImport.Result) {
            print(
                "\(Numbers.count(result.read, "row")) read: "
                    + "\(Numbers.grouped(result.added)) new, "
                    + "\(Numbers.grouped(result.changed)) changed, "
                    + "\(Numbers.grouped(result.known)) known already, "
                    + "\(Numbers.grouped(result.setAside.count)) set aside."
            )
            guard !result.setAside.isEmpty else { return }
            var table = Table(.number("line"), .flexible("why"))
            for row in result.setAside.prefix(toldCountMax) {
                table.add(Table.Cell("\(row.line)"), Table.Cell(row.reason, .act))
            }
            table.print()
            print("See all of them with:  amends feedback set-aside list")
        }

        /// Reads a time such as `11:00`, in minutes after midnight.
        private static func minute(_ text: String) throws -> Int {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let hour = UInt(parts[0]), let minute = UInt(parts[1]),
                hour < 24, minute < 60
            else { throw ValidationError("'\(text)' is no time. Write it like 11:00.") }
            return Int(hour * 60 + minute)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the stays that have not ended, the next departure first.",
            discussion: """
                Tables end after 50 rows unless --limit says otherwise; JSON holds them all.

                Example:
                  amends stay list --limit 20
                """
        )

        @Option(help: ArgumentHelp("So many at most.", valueName: "count"))
        var limit: Int?

        @OptionGroup var data: DataOptions

        func run() throws {
            let store = try data.directory.open().store
            let countMax = limit ?? (data.isJSON ? .max : 50)
            let (stays, zone) = try store.read { reader in
                let stays = try reader.stays(
                    from: .now,
                    to: Timestamp(milliseconds: .max),
                    countMax: countMax
                )
                return (stays, try SiteTime(reader))
            }
            if data.isJSON {
                print(JSON.array(stays.map(\.json)))
            } else if stays.isEmpty {
                print(
                    """
                    Nobody is in the house or on the way, as far as is known. Take the list in:
                      amends stay import FILE
                    """
                )
            } else {
                Self.table(stays, zone).print()
                if stays.count == countMax {
                    print("\nThese are \(countMax); --limit shows more.")
                }
            }
        }

        private static func table(_ stays: [Stay], _ time: SiteTime) -> Table {
            var table = Table(
                .text("leaves"),
                .text("room"),
                .text("comes"),
                .text("booking"),
                .flexible("guest")
            )
            for stay in stays {
                table.add(
                    Table.Cell(stay.departsAt.map(time.text) ?? "-"),
                    Table.Cell(stay.place ?? "-"),
                    Table.Cell(stay.arrivesAt.map(time.text) ?? "-"),
                    Table.Cell(stay.booking ?? "-"),
                    Table.Cell(stay.guest ?? "-")
                )
            }
            return table
        }
    }
}

extension Stay {
    /// The stay as it is printed for programs.
    fileprivate var json: JSON {
        [
            "id": .text(id.description), "booking": .text(orNull: booking),
            "room": .text(orNull: place), "guest": .text(orNull: guest),
            "arrivesAt": .text(orNull: arrivesAt?.description),
            "departsAt": .text(orNull: departsAt?.description),
            "rate": .text(orNull: rate?.description), "tier": .text(orNull: tier),
        ]
    }
}
