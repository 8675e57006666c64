/// What stands around a page's content: the house bar, its sections, and who is at the desk.
package struct PageFrame: Sendable {
    package var title: String
    package var house: String
    package var person: Badge?
    package let sections: [Section]
    /// What a telephone, which has room for five, shows behind the word `More`.
    package let more: More?
    package var sync: Sync?
    /// What of the house's records the page shows; nil for a page that does not follow them.
    package var edition: String?
    /// The alarms that call the person, by id.
    package var alarms: String?
    /// What keys do, as the script reads it; nil when they do nothing.
    package var keys: String?
    /// The code of the page's language.
    package let language = Language.spoken.code
    package let direction = Language.spoken.direction
    package let stylesheet = Assets.stylesheet
    package let script = Assets.script

    package init(
        title: String,
        house: String,
        person: Badge? = nil,
        sections: [Section] = [],
        sync: Sync? = nil,
        edition: String? = nil,
        alarms: String? = nil,
        keys: String? = nil
    ) {
        self.title = title
        self.house = house
        self.person = person
        self.sections = sections.enumerated().map { index, section in
            var section = section
            section.isBehindMore = sections.count > Self.footCount && index >= Self.footCount - 1
            return section
        }
        more = More(self.sections.filter(\.isBehindMore))
        self.sync = sync
        self.edition = edition
        self.alarms = alarms
        self.keys = keys
    }

    /// How many ways a telephone's foot has room for.
    private static let footCount = 5

    /// The sections for which a telephone's foot has no room.
    package struct More: Sendable {
        package let sections: [Section]
        /// Whether the page is one of them.
        package let isCurrent: Bool

        /// nil where there is none.
        fileprivate init?(_ sections: [Section]) {
            guard !sections.isEmpty else { return nil }
            self.sections = sections
            isCurrent = sections.contains(where: \.isCurrent)
        }
    }

    /// One of the pages that the bar leads to.
    package struct Section: Sendable {
        package var name: String
        package var path: String
        package var icon: String
        package var isCurrent: Bool
        /// How many wait there, and what is counted.
        package var count: Int?
        package var counted: String
        fileprivate(set) var isBehindMore = false

        package init(
            _ name: String,
            _ path: String,
            icon: String,
            isCurrent: Bool,
            count: Int? = nil,
            counted: String = ""
        ) {
            self.name = name
            self.path = path
            self.icon = icon
            self.isCurrent = isCurrent
            self.count = count
            self.counted = counted
        }
    }

    /// Someone, as a small round picture with a name beside it.
    package struct Badge: Sendable {
        package var name: String
        package var initials: String
        package var duty: String

        package init(name: String, duty: String) {
            self.name = name
            self.duty = duty
            initials = Self.initials(of: name)
        }

        /// The first letters of the first and last word of a name; "?" for nobody.
        package static func initials(of name: String) -> String {
            let words = name.split(separator: " ")
            let letters = [words.first, words.count > 1 ? words.last : nil]
                .compactMap { $0?.first.map { String($0).uppercased() } }
            return letters.isEmpty ? "?" : letters.joined()
        }
    }

    /// How the house stands with the hub, in a word and an icon.
    package struct Sync: Sendable {
        package var words: String
        package var icon: String

        package init(_ words: String, icon: String) {
            self.words = words
            self.icon = icon
        }
    }
}
