/// Words that argue with the guest, defend the house or feign sympathy.
struct DefensivePhrase: Hashable, Sendable {
    /// The words, in lower case.
    let words: String
    /// What to write instead.
    let instead: Sentence

    /// What to do, in one sentence.
    var advice: Sentence { "Replace \"\(words)\": \(instead)." }

    /// The phrases that a text contains, in the order of the list.
    static func found(in text: String) -> [DefensivePhrase] {
        let padded = " " + text.plainWords.joined(separator: " ") + " "
        return all.filter { padded.contains(" \($0.words) ") }
    }

    private static let all: [DefensivePhrase] = [
        (ownUp, "not our fault, not our responsibility, beyond our control, out of our hands"),
        (ownUp, "nothing we can do, cannot be held, not to blame, these things happen"),
        (stateFact, "our policy, company policy, our records show, as stated"),
        (stateFact, "according to our records, terms and conditions state, as you were informed"),
        (noBlame, "you should have, you could have, you failed to, you did not tell"),
        (noBlame, "you didn't tell, if you had, your mistake, your fault, you misunderstood"),
        (noBlame, "you must understand, you have to understand, you must have, calm down"),
        (noDoubt, "you claim, you allege, allegedly, your alleged, misunderstanding"),
        (noDoubt, "no other guest, nobody else, no one else, never had a complaint"),
        (noDoubt, "first complaint, hard to believe, we find it surprising"),
        (meanIt, "sorry you feel, sorry if, apologise if, apologize if, sorry that you feel"),
        (meanIt, "any inconvenience, the inconvenience"),
        (meanIt, "we value your feedback, your feedback is important"),
        (noBut, "sorry but, apologise but, apologize but, but you, however you"),
    ].flatMap { instead, phrases in
        phrases.split(separator: ", ").map {
            DefensivePhrase(words: String($0), instead: instead)
        }
    }

    private static var ownUp: Sentence { "say what went wrong and that it is ours to put right" }
    private static var stateFact: Sentence {
        "say what you will do, not which rule or record you have"
    }
    private static var noBlame: Sentence { "say what you will do, not what the guest did" }
    private static var noDoubt: Sentence {
        "accept what the guest says, without comparing or doubting"
    }
    private static var meanIt: Sentence { "name what went wrong, so that the apology is meant" }
    private static var noBut: Sentence { "end the sentence after the apology" }
}

extension String {
    /// The words in lower case, with straight apostrophes and without other punctuation.
    var plainWords: [String] {
        lowercased()
            .map { character in
                if character == "\u{2019}" { return "'" as Character }
                return character.isLetter || character.isNumber || character == "'"
                    ? character : " "
            }
            .split(separator: " ").map { String($0) }
    }
}
