import Hummingbird
import Storage
import TestSupport
import Testing
import Web

@testable import Node

/// Holds the pages' acts and the operations for programs together.
@Suite struct PageActsAPITests {
    /// How a program does what a form of a page does.
    private enum Way {
        /// By this operation, the root aside.
        case by(String)
        /// Not at all, and why.
        case pagesOnly(String)
    }

    private static let onCase: [String: Way] = [
        "acknowledge": .by("POST acknowledge"), "take": .by("POST take"),
        "undo": .by("POST undo"), "move": .by("POST move"), "note": .by("POST notes"),
        "words": .by("POST words"), "remedy": .by("POST remedies"),
        "remedy-step": .by("POST remedies/{remedy}"), "close": .by("POST close"),
        "reopen": .by("POST reopen"), "name": .by("POST classify"),
        "severity": .by("POST severity"), "pass": .by("POST assign"), "merge": .by("POST merge"),
        "unmerge": .by("POST unmerge"), "bind": .by("POST links"),
        "unbind": .by("DELETE links/{other}"), "guest": .by("POST guests"),
        "tell": .by("POST tell"), "cause": .by("POST cause"), "leave": .by("POST leave"),
        "promise": .by("POST promises"), "promise-end": .by("POST promises/{promise}"),
        "contact": .by("POST contacts"), "reply": .by("POST messages"),
        "message": .by("POST messages/{message}"), "stay": .by("POST stay"),
        "late": .by("POST late"),
        "failure": .by("POST failure"), "mood": .by("POST mood"), "split": .by("POST split"),
        "unsplit": .by("POST unsplit"), "teach": .by("POST teach"), "visit": .by("POST visit"),
        "files": .by("POST files"),
    ]

    private static let inHouse: [String: Way] = [
        "/log": .by("POST /cases"), "/brief/drill": .by("POST /cases"),
        "/sign-in": .by("POST /session"), "/sign-out": .by("DELETE /session"),
        "/set-up": .pagesOnly("whoever reads the node's own log opens the house, once"),
        "/me/language": .pagesOnly("a language is of somebody's own pages"),
        "/me/secret": .by("POST /me/secret"), "/people": .by("POST /people"),
        "/people/{person}": .by("PUT /people/{person}"),
        "/people/{person}/leave": .by("POST /people/{person}/leave"),
        "/people/{person}/return": .by("POST /people/{person}/return"),
        "/people/{person}/secret": .by("POST /people/{person}/secret"),
        "/alarms/texts": .by("PUT /alarms/texts"),
        "/snooze": .by("POST /alarms/{alarm}/snooze"),
        "/keys": .pagesOnly("keys are of somebody's own screen"),
        "/views": .pagesOnly("views are of somebody's own screen"),
        "/bulk": .pagesOnly("a program asks for each case by itself"),
        "/bulk/{number}/undo": .pagesOnly("a program asks for each case by itself"),
        "/conflicts": .by("POST /conflicts/{conflict}"),
        "/conflicts/undo": .by("POST /conflicts/{conflict}/undo"),
        "/handover": .by("POST /handovers"),
        "/handover/{handover}/take": .by("POST /handovers/{handover}/take"),
        "/handover/cases": .by("POST /handovers/cases"), "/roster": .by("POST /roster"),
        "/roster/copy": .by("POST /roster/copy"),
        "/roster/{duty}/cancel": .by("DELETE /roster/{duty}"),
        "/calendar": .by("PUT /calendar"), "/places": .by("POST /places"),
        "/places/{place}/close": .by("DELETE /places/{place}"),
        "/places/settings": .by("PUT /places/settings"),
        "/places/kept/{form}/take": .by("POST /kept-forms/{form}/take"),
        "/places/kept/{form}/drop": .by("POST /kept-forms/{form}/drop"),
        "/stays": .by("POST /stays"), "/stays/{stay}": .by("PUT /stays/{stay}"),
        "/stays/worth": .pagesOnly("a person decides what a guest is worth to the house"),
        "/routing": .by("PUT /routing"),
        "/scenarios/{code}/edit": .by("PUT /scenarios/{code}/overlay"),
        "/scenarios/{code}/withdraw": .by("DELETE /scenarios/{code}/overlay"),
        "/process": .pagesOnly("the manager answers for what the document says"),
        "/reviews/{reference}": .pagesOnly("a person judges how another spoke with a guest"),
        "/training": .pagesOnly("a person says of themselves that they have practised"),
        "/stories": .pagesOnly("a story's words and a guest's consent are people's matter"),
        "/stories/{story}": .pagesOnly("as above"),
        "/stories/{story}/agree": .pagesOnly("as above"),
        "/stories/{story}/approve": .pagesOnly("as above"),
        "/stories/{story}/withdraw": .pagesOnly("as above"),
        "/webhooks": .by("POST /webhooks"),
        "/webhooks/{hook}/remove": .by("DELETE /webhooks/{webhook}"),
        "/webhooks/{hook}/test": .pagesOnly(
            "'amends webhook test' and the page wait for the other"
        ),
        "/g/{token}": .by("POST /feedback"), "/kiosk/{token}": .by("POST /feedback"),
        "/s/{code}": .pagesOnly("guests answer by their own address"),
        "/s2/{code}": .pagesOnly("guests answer by their own address"),
    ]

    private static let ways = onCase.reduce(into: inHouse) { ways, act in
        var way = act.value
        if case .by(let operation) = way {
            way = .by(operation.replacing(" ", with: " /cases/{reference}/"))
        }
        ways["/cases/{reference}/\(act.key)"] = way
    }

    @Test func `every act of a page is an operation too, or says why it is none`() async throws {
        try await withDirectory { directory in
            let store = try newHub(directory).addNode("LIS", directory + "/lis", hubURL: "")
            let pages = try HousePages(store, try store.membership(), ways: MessageWays())
            let router = Router(context: HouseContext.self)
            pages.add(to: router)
            let acts = Set(
                router.routes.filter { $0.method == .post }.map(\.path.description)
                    .filter { !$0.hasPrefix("/api/") }
            )
            #expect(acts.count > 50)
            for act in acts.sorted() {
                let isKnown = Self.ways[act] != nil
                #expect(isKnown, "POST \(act) has no operation and no reason")
            }
            for known in Self.ways.keys.sorted() {
                let isAct = acts.contains(known)
                #expect(isAct, "POST \(known) is no act of a page any more")
            }
            let endpoints = NodeAPI(pages: pages).description.endpoints
            let operations = Set(
                endpoints.map { "\($0.method) \($0.path.dropFirst(NodeAPI.root.count))" }
            )
            #expect(operations.count == endpoints.count)
            for case (let act, .by(let operation)) in Self.ways {
                let isOffered = operations.contains(operation)
                #expect(isOffered, "\(act): there is no \(operation)")
            }
        }
    }
}
