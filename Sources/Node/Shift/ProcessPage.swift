import Hummingbird
import Recovery
import Storage
import Web

/// The house's process, from its live settings, to read, print and sign.
struct ProcessPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var house: String
        var version: String
        var asOf: String
        var readAt: String?
        var hasReadBefore: Bool
        var sections: [Section]
        var canSee: Bool
        var summary: String
        var readers: [Reader]
    }

    private struct Section: Sendable {
        var title: String
        var words: String
        var columns: [String]
        var hasRows: Bool
        var rows: [Row]
    }

    private struct Row: Sendable {
        var head: String
        var cells: [String]
    }

    private struct Reader: Sendable {
        var name: String
        var duty: String
        var words: String
        var hasRead: Bool
    }

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let people = try pages.store.people().filter(\.isActive)
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let document = try ProcessDocument(settings(scenarios, reader))
            let version = try self.version(scenarios, reader)
            let readings = try reader.processReadings()
            let own = readings.filter { $0.person == staff.name }
            let readers = people.map { self.reader($0, readings, version, now) }
                .sorted { ($0.hasRead ? 1 : 0, $0.name) < ($1.hasRead ? 1 : 0, $1.name) }
            return Content(
                frame: try pages.frame(say("Our process"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/process").tabs,
                formToken: staff.session.formToken,
                house: pages.house,
                version: version.description,
                asOf: "\(pages.time.date(now)) \(pages.time.clock(now))",
                readAt: own.first { $0.version == version.description }
                    .map { pages.time.near($0.readAt, now) },
                hasReadBefore: !own.isEmpty,
                sections: document.sections.map(Self.section),
                canSee: staff.role.covers(.supervisor),
                summary: Self.summary(readers.count { $0.hasRead }, of: readers.count),
                readers: readers
            )
        }
        return try pages.page("process", content)
    }

    private func settings(
        _ scenarios: [String: PublishedScenario],
        _ reader: StoreReader
    ) throws -> ProcessDocument.Settings {
        ProcessDocument.Settings(
            house: try pages.clockHouse(scenarios, reader),
            hoursText: try reader.serviceHoursText(),
            ladder: try .standard(zone: pages.time.zone),
            limits: try reader.ownCurrency().map { try reader.limits(in: $0) } ?? [],
            ways: pages.ways
        )
    }

    /// The version, which is one for all languages that a document is read in.
    private func version(
        _ scenarios: [String: PublishedScenario],
        _ reader: StoreReader
    ) throws -> ProcessVersion {
        try Language.$spoken.withValue(.english) {
            ProcessVersion(of: ProcessDocument(try settings(scenarios, reader)).text)
        }
    }

    private static func section(_ section: ProcessDocument.Section) -> Section {
        Section(
            title: section.title,
            words: section.words,
            columns: section.columns,
            hasRows: !section.rows.isEmpty,
            rows: section.rows.map { Row(head: $0.first ?? "", cells: Array($0.dropFirst())) }
        )
    }

    private func reader(
        _ person: Person,
        _ readings: [ProcessReading],
        _ version: ProcessVersion,
        _ now: Timestamp
    ) -> Reader {
        let own = readings.filter { $0.person == person.name }
        let reading = own.first { $0.version == version.description }
        let before = own.last.map {
            say("read an earlier version, \(pages.time.near($0.readAt, now))")
        }
        return Reader(
            name: person.name,
            duty: Staff.duty(person),
            words: reading.map { say("read \(pages.time.near($0.readAt, now))") } ?? before
                ?? say("has not read any"),
            hasRead: reading != nil
        )
    }

    private static func summary(_ count: Int, of all: Int) -> String {
        count == all
            ? say("Everybody has read this version.")
            : say("\(count) of \(all) have read this version; \(all - count) have not.")
    }

    struct Form: Decodable, Sendable { var version: String }

    /// Writes down that somebody has read the version that their page showed.
    func take(_ form: Form, _ staff: Staff) throws -> Response {
        let scenarios = try pages.desk.scenarios()
        let version = try pages.store.read { try self.version(scenarios, $0) }
        guard form.version == version.description else {
            throw Problem(
                .conflict,
                "version",
                say("The process has changed since you opened it. Read what is new, then sign.")
            )
        }
        try pages.store.change(author: staff.name, now: WallClock.now()) {
            try $0.readProcess(version)
        }
        return .seeOther("/process")
    }
}
