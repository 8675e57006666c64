package import Recovery

/// A person's number at this node, never given to anybody else.
package struct PersonID: Hashable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Somebody who works at this node's site.
package struct Person: Hashable, Sendable {
    package let id: PersonID
    package let profile: Profile
    /// Whether the person may sign in.
    package let isActive: Bool

    /// The name under which the person's acts are recorded.
    package var name: String { profile.name }
    /// What the person may decide.
    package var role: StaffRole { profile.role }

    /// What is known of a person, and may be changed.
    package struct Profile: Hashable, Sendable {
        package let name: String
        package let role: StaffRole
        /// The team that the person works in; empty when none.
        package let team: String
        /// The language of the person's pages, such as `pt`; nil follows the browser.
        package let language: String?

        /// The longest name and the longest team.
        ///
        /// In Unicode scalars: a letter may bear any number of marks.
        package static let characterCountMax = 80

        /// Checks what was typed; spaces around and between words shrink to one.
        ///
        /// - Throws: ``PersonError`` naming the first rule that is broken.
        package init(
            name: String,
            role: StaffRole,
            team: String = "",
            language: String? = nil
        ) throws(PersonError) {
            let name = Self.spacedOnce(name)
            let team = Self.spacedOnce(team)
            guard Self.isPlain(name), name.unicodeScalars.contains(where: \.properties.isAlphabetic)
            else { throw .badName }
            guard Self.isPlain(team) else { throw .badTeam }
            if let language {
                guard (2...3).contains(language.utf8.count),
                    language.utf8.allSatisfy((UInt8(ascii: "a")...UInt8(ascii: "z")).contains)
                else { throw .badLanguage(language) }
            }
            self.init(stored: name, role, team, language)
        }

        /// Takes what was checked when it was stored.
        init(stored name: String, _ role: StaffRole, _ team: String, _ language: String?) {
            (self.name, self.role, self.team, self.language) = (name, role, team, language)
        }

        /// What two names must not share: case, accents and characters that show nothing do not
        /// tell people apart.
        static func folded(_ name: String) -> String {
            var seen = ""
            seen.unicodeScalars.append(
                contentsOf: spacedOnce(name).unicodeScalars.filter {
                    !$0.properties.isDefaultIgnorableCodePoint
                }
            )
            return seen.foldedForSearch
        }

        private static func spacedOnce(_ text: String) -> String {
            text.split(separator: " ").joined(separator: " ")
        }

        /// Whether a text is short enough, in one line, and cannot turn the line around it.
        private static func isPlain(_ text: String) -> Bool {
            text.unicodeScalars.count <= characterCountMax
                && text.unicodeScalars.allSatisfy { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator: false
                    default: !scalar.properties.isBidiControl
                    }
                }
        }
    }
}

extension StaffRole {
    /// Whether the role may look after the people of a house; one such person always remains.
    package var looksAfterPeople: Bool { NodeStore.rolesInCharge.contains(self) }
}

/// Why people stay as they are, and what to do about it.
package enum PersonError: Error, Equatable, Spoken {
    case badName
    case badTeam
    case badLanguage(String)
    /// Another has the name, or had it: what was done under it is theirs.
    case nameTaken(String, isActive: Bool)
    case noSuchPerson
    case alreadyActive(String)
    case notActive(String)
    case nobodyInCharge

    package var sentence: Sentence {
        switch self {
        case .badName:
            """
            Write a name of 1 to \(Person.Profile.characterCountMax) characters in one line, \
            with at least one letter.
            """
        case .badTeam:
            "Write a team of at most \(Person.Profile.characterCountMax) characters in one line."
        case .badLanguage(let language):
            "'\(language)' is no language. Write its code of 2 or 3 small letters, such as en."
        case .nameTaken(let name, isActive: true):
            "There is a \(name) already. Write the name so that the two can be told apart."
        case .nameTaken(let name, isActive: false):
            """
            There was a \(name) before, who keeps what was done under that name. Let the same \
            person back in, or write another's name so that the two can be told apart.
            """
        case .noSuchPerson: "There is no such person here. Choose one from the list of people."
        case .alreadyActive(let name): "\(name) may sign in already. Nothing was changed."
        case .notActive(let name): "\(name) may no longer sign in. Let the person back in first."
        case .nobodyInCharge:
            """
            Nobody would be left to look after the people here. Make somebody else a manager or \
            an operator first.
            """
        }
    }
}
