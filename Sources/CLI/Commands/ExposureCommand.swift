import ArgumentParser
import Node
import Recovery
import Storage
import Web

struct ExposureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exposure",
        abstract: "Say how busy a house was: what rates are counted against.",
        subcommands: [Import.self]
    )
}

extension ExposureCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take in a file of room nights, arrivals and covers, a row a day.",
            discussion: """
                Columns are known by their names: date, room_nights, arrivals, covers; one of \
                the three is enough. A day that is known gets the new figures. Rows that cannot \
                be read, or tell of one day twice, are shown with their lines, and it ends with \
                3; the others are taken in. At the hub, name the site.

                Example:
                  amends exposure import occupancy.csv --data lisbon
                  amends exposure import occupancy.csv --site LIS --data hub
                """
        )

        @Argument(help: "The file; gzip is unpacked on the way.", completion: .file())
        var file: String

        @Option(help: ArgumentHelp("The site, at the hub.", valueName: "code"))
        var site: String?

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let place = try data.directory.open()
            let number = try siteNumber(place.store)
            let read = try ExposureFile(ByteSource(path: file))
            let result = try place.store.change(author: authorship.author, now: .now) {
                try $0.tellExposure(read.days, site: number)
            }
            if data.isJSON {
                print(json(result, read.faults))
            } else {
                tell(result, read.faults)
            }
            if !read.faults.isEmpty { throw NeedsPerson() }
        }

        private func siteNumber(_ store: any RecordStore) throws -> UInt32? {
            try store.read { reader in
                guard reader.role == .hub else {
                    guard site == nil else {
                        throw Refusal("A node speaks for its own site. Leave --site out.")
                    }
                    return nil
                }
                guard let site else { throw Refusal("At the hub, name the site: --site LIS.") }
                let directory = try reader.sites()
                guard let number = directory.number(code: site), number != 0 else {
                    throw Refusal("There is no site \(site). See: amends hub site list")
                }
                return number
            }
        }

        private func json(_ result: ExposureResult, _ faults: [ExposureFile.Fault]) -> JSON {
            [
                "added": .count(result.added), "changed": .count(result.changed),
                "unchanged": .count(result.unchanged),
                "faults": .array(
                    faults.map { ["line": .count($0.line), "reason": .text($0.reason)] }
                ),
            ]
        }

        private func tell(_ result: ExposureResult, _ faults: [ExposureFile.Fault]) {
            print(
                "\(Numbers.count(result.added, "day")) added, "
                    + "\(Numbers.grouped(result.changed)) changed, "
                    + "\(Numbers.grouped(result.unchanged)) known already."
            )
            for fault in faults { print("line \(fault.line): \(fault.reason)") }
        }
    }
}
