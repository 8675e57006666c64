import Hummingbird
import Recovery
import Storage
import Web

/// Codes to print, cut out and put up.
struct PrintSheet {
    let pages: HousePages
    /// Of which places; nil for all.
    let kind: PlaceKind?
    let countPerSheet: Int
    /// In which languages guests are asked; the house's when none is chosen.
    let languages: [Language]
    /// Where this node is reached, unless the house has said so.
    let address: String

    /// How many codes an A4 sheet can hold.
    static let counts = [8, 18, 1]

    private struct Content: Sendable {
        var frame: PageFrame
        var sheets: [Sheet]
        var heading: String
        var address: String
        var isEmpty: Bool
        var kinds: [Choice]
        var counts: [Choice]
        var languages: [Choice]
    }

    private struct Sheet: Sendable {
        var count: Int
        var codes: [Code]
    }

    private struct Code: Sendable {
        var name: String
        var address: String
        var qr: QRCode
        var lines: [Line]
    }

    private struct Line: Sendable {
        var code: String
        var direction: String
        var words: String
    }

    private struct Choice: Sendable {
        var value: String
        var words: String
        var isChosen: Bool
    }

    func response(_ staff: Staff) throws -> Response {
        let settings = try pages.store.guestSettings()
        let address = settings.address ?? self.address
        let house = settings.language.flatMap { Language.named($0) } ?? .english
        let spoken = languages.isEmpty ? [house] : languages
        let count = Self.counts.contains(countPerSheet) ? countPerSheet : Self.counts[0]
        let lines = spoken.map {
            Line(
                code: $0.code,
                direction: $0.direction,
                words: $0.say("How is your stay? Tell us here.")
            )
        }
        let content = try pages.store.read { reader in
            let places = try reader.places().filter { kind == nil || $0.kind == kind }
            let codes = try places.map { place in
                let address = address + place.path
                return Code(
                    name: place.name.asPlace,
                    address: address,
                    qr: try QRCode(address),
                    lines: lines
                )
            }
            return Content(
                frame: try pages.frame(say("Codes to print"), .places, staff, reader),
                sheets: Self.sheets(codes, count),
                heading: codes.count == 1
                    ? say("One code to print") : say("\(codes.count) codes to print"),
                address: address,
                isEmpty: codes.isEmpty,
                kinds: [Choice(value: "", words: say("All places"), isChosen: kind == nil)]
                    + PlaceKind.allCases.map {
                        Choice(value: $0.name, words: say($0.plural), isChosen: $0 == kind)
                    },
                counts: Self.counts.map {
                    Choice(
                        value: "\($0)",
                        words: $0 == 1 ? say("one a sheet") : say("\($0) a sheet"),
                        isChosen: $0 == count
                    )
                },
                languages: Language.all.map {
                    Choice(value: $0.code, words: $0.name, isChosen: spoken.contains($0))
                }
            )
        }
        return try pages.page("places-print", content)
    }

    private static func sheets(_ codes: [Code], _ count: Int) -> [Sheet] {
        stride(from: 0, to: codes.count, by: count).map { start in
            Sheet(count: count, codes: Array(codes[start..<min(start + count, codes.count)]))
        }
    }
}
