package import Recovery

/// Which column of a source means what; saved per source and used for every later file.
///
/// Columns are named as the file names them (upper and lower case are the same) or by place: `#3`.
package struct ImportMapping: Hashable, Sendable {
    /// The columns that hold words, in the order in which they are joined.
    package var texts: [TextColumn] = []
    /// Texts that mean "nothing written", such as `No Negative`.
    package var emptyWords: [String] = []
    /// The score.
    package var score: ScoreColumn?
    /// When it happened or was written.
    package var occurred: String?
    /// When the source received it.
    package var received: String?
    /// How `8/3/2017` is meant.
    package var dateOrder = DateOrder.dayFirst
    /// How the words reached the house.
    package var channel = Value<FeedbackChannel>.constant(.survey)
    /// The point of the journey.
    package var touchpoint: Value<Touchpoint>?
    /// The room or area.
    package var place: String?
    /// The guest's name; several columns are joined with a blank.
    package var guestNames: [String] = []
    /// The guest's e-mail address.
    package var email: String?
    /// The guest's telephone number.
    package var phone: String?
    /// Whether the guest wants to be contacted.
    package var contactRequest: String?
    /// The answers that mean yes to ``contactRequest``; anything else means no.
    package var yesWords = ["yes", "y", "true", "1", "x", "ja", "oui", "sí", "si", "on"]
    /// The language.
    package var language: String?
    /// The row's id in the source.
    package var externalID: String?
    /// The site the row belongs to.
    package var site: String?
    /// The only value of ``site`` whose rows are taken.
    package var onlySite: String?

    /// A mapping that names no column: every row of it is set aside.
    package init() {}

    /// A column of words and what its box asks for.
    package struct TextColumn: Hashable, Sendable {
        /// The column.
        package var column: String
        /// What the box asks for.
        package var kind: Kind

        /// A column, by default of words of any kind.
        package init(_ column: String, _ kind: Kind = .text) {
            self.column = column
            self.kind = kind
        }

        /// What a box asks for; the raw value is the mapping's key.
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            /// Anything.
            case text
            /// A heading.
            case title
            /// What was bad.
            case complaint
            /// What was good.
            case praise
            /// The column's own question.
            case answer
        }
    }

    /// The column of scores.
    package struct ScoreColumn: Hashable, Sendable {
        /// The column.
        package var column: String
        /// The scale of every row, unless ``scaleColumn`` names another.
        package var scale: ScoreScale
        /// A column that names each row's own scale by its top (5, 7, 10 or 100).
        package var scaleColumn: String?
        /// Words and codes that stand for a score or for none.
        package var words: [ScoreWord] = []

        /// A column whose cells are numbers on `scale`.
        package init(_ column: String, scale: ScoreScale) {
            self.column = column
            self.scale = scale
        }
    }

    /// A word or code in place of a score.
    package struct ScoreWord: Hashable, Sendable {
        /// The cell's whole text; upper and lower case are the same.
        package let word: String
        /// What it stands for; nil when it means "no answer".
        package let score: Int?

        /// A word and its score, nil for "no answer".
        package init(word: String, score: Int?) {
            self.word = word
            self.score = score
        }
    }

    /// A choice that is the same for the file or read from a column.
    package enum Value<Choice: CatalogueChoice & Hashable>: Hashable, Sendable {
        /// The same for every row.
        case constant(Choice)
        /// Named in a column; a name that the program does not know is kept as another column.
        case column(String)
    }
}
