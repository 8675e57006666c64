import Foundation
import GRDB
import Hub
import Hummingbird
import Logging
import Recovery
import Storage
import Sync
import Web
import Wire

/// A hub in a process of its own, assembled as `amends hub serve` assembles it.
final class HubUnderTest {
    private let child: Child
    let url: String

    /// Serves a directory, in the clear or by a certificate and its key.
    init(directory: String, files: [String] = []) throws {
        child = try Child(["hub", directory] + files)
        let line = try child.line()
        guard let url = line.split(separator: " ").last, url.hasPrefix("http") else {
            throw Complaint("the hub said: \(line)")
        }
        self.url = String(url)
    }

    var process: Int32 { child.identifier }

    func usage() throws -> Usage { try child.usage() }

    func stop() { child.stop() }

    /// Has headquarters write so many items, each with its case, for every site.
    func addRows(_ count: Int) throws {
        try child.write("rows \(count)")
        _ = try child.line()
    }

    /// Has headquarters edit the first cases.
    func edit(_ count: Int) throws {
        try child.write("edit \(count)")
        _ = try child.line()
    }

    /// The child's side: serves until it is asked to stop, and does what lines tell it.
    static func serve(directory: String, files: [String]) async throws {
        let desk = try Headquarters(directory: directory)
        Thread.detachNewThread {
            while let line = readLine() {
                do { try desk.obey(line) } catch { exit(1) }
            }
            // Nobody is there to measure any more.
            exit(0)
        }
        var settings = HubSettings(
            directory: directory,
            listen: ListenAddress(host: "127.0.0.1", port: 0),
            logger: Logger(label: "hub") { _ in SwiftLogNoOpLogHandler() },
            announce: put
        )
        if files.count == 2 {
            settings.certificate = try HubCertificate(
                certificatePath: files[0],
                keyPath: files[1],
                logger: settings.logger
            )
        }
        try await buildHub(settings).runService()
    }
}

/// What headquarters does beside the hub that serves.
private struct Headquarters: Sendable {
    private let store: HubStore

    init(directory: String) throws { store = try HubStore(path: directory + "/hub.db") }

    func obey(_ line: String) throws {
        let words = line.split(separator: " ")
        let count = words.count > 1 ? Int(words[1]) ?? 0 : 0
        switch words.first {
        case "rows": try addRows(count)
        case "edit": try edit(count)
        default: break
        }
        try Usage.now().print()
    }

    private func addRows(_ count: Int) throws {
        var workload = Workload(seed: 999)
        try store.write(author: "headquarters", now: WallClock.now()) { transaction in
            for _ in 0..<count { try transaction.add(workload.item(), scope: .everyone) }
        }
    }

    private func edit(_ count: Int) throws {
        var workload = Workload(seed: 998)
        let cases = try store.database.read { try SiteUnderTest.cases(count, $0) }
        try store.write(author: "headquarters", now: WallClock.now()) { transaction in
            for id in cases {
                guard let row = try transaction.row(Catalogue.recoveryCase, id) else { continue }
                try transaction.edit(row, fields: workload.edit())
            }
        }
    }
}

/// A hub's directory as it is before anyone has pushed, and what sites need to push there.
struct HubTemplate {
    let path: String
    let epoch: Epoch
    /// How far everyone's sequence goes.
    let everyone: Int64
    let sites: [EnrolReply]
    /// By site; none where nodes tell the hub their keys themselves.
    let keys: [UInt32: SigningKey]

    /// Makes a hub with so many sites, whose keys it may know.
    init(path: String, siteCount: Int, hasKeys: Bool = false) throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
        let store = try HubStore(path: path + "/hub.db")
        try store.begin(epoch: Epoch(rawValue: 0x0A3E_4D5))
        _ = try store.write(author: "benchmark", now: WallClock.now()) {
            try $0.publishScenarios(ScenarioLibrary.files)
        }
        var random = SystemRandomNumberGenerator()
        sites = try (1...siteCount).map { number in
            let joinCode = JoinCode(using: &random)
            _ = try store.addSite(
                code: "S\(number)",
                name: "Hotel \(number)",
                timeZone: "UTC",
                currency: "EUR",
                joinCode: joinCode,
                author: "benchmark",
                now: WallClock.now()
            )
            return try store.enrol(joinCode, now: WallClock.now()) {
                Credential(site: $0, using: &random)
            }
        }
        var keys: [UInt32: SigningKey] = [:]
        for site in sites where hasKeys {
            let key = SigningKey()
            try store.addKey(key.publicKey, site: site.site, now: WallClock.now())
            keys[site.site] = key
        }
        self.keys = keys
        let news = try store.news(for: 0)
        epoch = news.epoch
        everyone = news.heads[0, default: 0]
        try store.database.close()
        self.path = path
    }

    /// Makes the directory of a site's node, which joined without a network.
    func makeNode(_ site: EnrolReply, at path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
        let store = try NodeStore(path: path + "/node.db")
        try store.enrol(
            NodeStore.Enrolment(
                site: site.site,
                siteCode: site.siteCode,
                siteName: site.siteName,
                hubURL: "http://127.0.0.1",
                credential: site.credential,
                writer: site.writer,
                epoch: site.epoch,
                hubLives: [WriterNumber(rawValue: 1)]
            )
        )
        try store.database.close()
    }

    /// A fresh copy.
    func copied(to path: String) throws {
        try FileManager.default.copyItem(atPath: self.path, toPath: path)
    }
}
