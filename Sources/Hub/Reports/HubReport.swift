import HTTPTypes
import Hummingbird
import NIOCore
package import Storage
import Synchronization
import Web

/// One of headquarters' pages, to be read elsewhere.
package struct HubReport: Sendable {
    /// Which page.
    package enum Kind: Sendable {
        case failures, signals, recovery, value, brief
        /// One kind of failure by code.
        case trends(String), causes(String)
    }

    /// In which form.
    package enum Form: Sendable {
        /// A page that stands alone; its figures lead to the hub at an address, where one is named.
        case html(hub: String?)
        case csv, json
    }

    package let kind: Kind
    /// One site by code; all when nil.
    package var site: String?
    /// How many weeks; the page's own choice when nil.
    package var weekCount: Int?
    /// A day of the last week; the last whole week when nil.
    package var until: String?

    package init(_ kind: Kind) { self.kind = kind }

    /// The report as of now.
    ///
    /// - Throws: `Problem` for what the page refuses, and for a brief in figures.
    package func bytes(_ form: Form, of store: HubStore) async throws -> [UInt8] {
        let isPage = if case .html = form { true } else { false }
        let pages = try HubPages(store, standAlone: isPage)
        let response = try await blocking { try self.response(form, pages) }
        let bytes = try await response.bytes()
        guard case .html(let hub) = form else { return bytes }
        return Array(StandAlonePage(String(decoding: bytes, as: UTF8.self), hub: hub).html.utf8)
    }

    private func response(_ form: Form, _ pages: HubPages) throws -> Response {
        switch kind {
        case .failures:
            let page = FailuresPage(pages: pages)
            let view = FailuresPage.View(weeks: weekCount, until: until, site: site)
            return switch form {
            case .html: try page.response(.report, view)
            case .csv: try page.csv(.report, view)
            case .json: try page.json(.report, view)
            }
        case .trends(let code):
            let page = FailurePage(pages: pages)
            let view = FailurePage.View(code: code, weeks: weekCount, until: until)
            return switch form {
            case .html: try page.response(.report, view)
            case .csv: try page.csv(view)
            case .json: try page.json(view)
            }
        case .causes(let code):
            let page = CausesPage(pages: pages)
            let view = CausesPage.View(code: code, weeks: weekCount, until: until, site: site)
            return switch form {
            case .html: try page.response(.report, view)
            case .csv: try page.csv(.report, view)
            case .json: try page.json(.report, view)
            }
        case .signals, .recovery, .value, .brief: return try others(form, pages)
        }
    }

    private func others(_ form: Form, _ pages: HubPages) throws -> Response {
        switch kind {
        case .recovery:
            let page = RecoveryPage(pages: pages)
            let view = RecoveryPage.View(weeks: weekCount, until: until, site: site)
            return switch form {
            case .html: try page.response(.report, view)
            case .csv: try page.csv(.report, view)
            case .json: try page.json(.report, view)
            }
        case .value:
            let page = ValuePage(pages: pages)
            let view = ValuePage.View(weeks: weekCount, until: until)
            return switch form {
            case .html: try page.response(.report, view)
            case .csv: try page.csv(view)
            case .json: try page.json(view)
            }
        case .brief:
            guard case .html = form else {
                throw Problem(.badRequest, "form", "The brief is a page: ask for it as HTML.")
            }
            let view = BriefPage.View(until: until, site: site)
            return try BriefPage(pages: pages).response(.report, view)
        case .signals, .failures, .trends, .causes:
            let page = SignalsPage(pages: pages)
            return switch form {
            case .html: try page.response(.report)
            case .csv: try page.csv()
            case .json: try page.json()
            }
        }
    }
}

extension Response {
    /// The bytes of the body.
    fileprivate func bytes() async throws -> [UInt8] {
        let gathered = Gathered()
        try await body.write(gathered)
        return gathered.bytes
    }
}

/// Gathers what a page answers.
private final class Gathered: ResponseBodyWriter, Sendable {
    private let kept = Mutex<[UInt8]>([])

    var bytes: [UInt8] { kept.withLock { $0 } }

    func write(_ buffer: ByteBuffer) { kept.withLock { $0 += buffer.readableBytesView } }
    func finish(_ trailingHeaders: HTTPFields?) {}
}
