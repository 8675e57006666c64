/// The name of a room or area, as cases, codes and arrivals lists share it.
///
/// A room is known by its number: `Room 412`, `Zi. 0412` and `412` are one room.
package struct RoomName: Hashable, Sendable {
    /// The name on one line, without the word for a room and the zeros before a number.
    package let text: String

    /// Reads a name; nil for nothing.
    package init?(_ typed: String) {
        var words = typed.split(whereSeparator: \.isWhitespace)
        while words.count > 1, Self.isWordForRoom(words[0]), words[1].first?.isNumber == true {
            words.removeFirst()
        }
        let name = words.joined(separator: " ")
        let isNumber = !name.isEmpty && name.allSatisfy(\.isNumber)
        let number = name.drop { $0 == "0" }
        text = isNumber && !number.isEmpty ? String(number) : name
        if text.isEmpty { return nil }
    }

    /// Whether two names mean one room: letters' case and accents do not matter.
    package func isSame(as other: RoomName) -> Bool {
        text == other.text || text.foldedForSearch == other.text.foldedForSearch
    }

    private static func isWordForRoom(_ word: Substring) -> Bool {
        let letters = word.filter { $0 != "." && $0 != ":" }
        return letters == "#" || wordsForRoom.contains(String(letters).foldedForSearch)
    }

    private static let wordsForRoom: Set<String> = [
        "room", "rm", "no", "nr", "zimmer", "zi", "chambre", "ch", "habitacion", "hab", "quarto",
        "kamer", "camera",
    ]
}
