import Foundation
import Recovery
import Storage
import Sync
import Wire

/// The hub's intake without a network, in this process: where its time goes, and what a
/// profiler is pointed at.
struct InsideRun {
    private let options: IngestBenchmark.Options
    private let directory: String

    init(_ options: IngestBenchmark.Options, directory: String) {
        self.options = options
        self.directory = directory
    }

    func print() throws {
        let path = directory + "/inside"
        let template = try HubTemplate(path: path, siteCount: 1)
        let bodyCount = max(1, options.rowCount / Pushes.rowCount)
        let pushes = Pushes(template.sites[0], of: template, count: bodyCount)
        let store = try HubStore(path: path + "/hub.db")
        var reading = 0.0
        var applying = 0.0
        for body in pushes.bodies {
            let start = try Usage.now().processorSeconds
            let request = try ExchangeRequest(receiving: body)
            let middle = try Usage.now().processorSeconds
            let results = try store.exchange(
                [request],
                now: WallClock.now(),
                newEpoch: Epoch(rawValue: 1)
            )
            _ = try results[0].get().encoded()
            reading += middle - start
            applying += try Usage.now().processorSeconds - middle
        }
        let count = Double(bodyCount * Pushes.rowCount)
        put(
            String(
                format: "inside one process: %.2f us a row to read, %.2f to apply",
                reading * 1e6 / count,
                applying * 1e6 / count
            )
        )
    }
}
