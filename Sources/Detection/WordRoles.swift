/// What a word does to the words around it.
struct WordRoles: OptionSet {
    let rawValue: UInt16

    /// An article, auxiliary or pronoun: invisible to cues.
    static let filler = Self(rawValue: 1 << 0)
    /// Turns what follows into its opposite: not, never, without.
    static let negates = Self(rawValue: 1 << 1)
    /// Takes a negation back when it follows at once: not *only*.
    static let cancelsNegation = Self(rawValue: 1 << 2)
    /// Stands between a negation and what is not negated: nobody *told* us the pool was closed.
    static let stopsNegation = Self(rawValue: 1 << 3)
    /// Starts a new clause: but, because.
    static let breaksClause = Self(rawValue: 1 << 4)
    /// Makes the next word stronger: very, extremely.
    static let intensifies = Self(rawValue: 1 << 5)
    /// Makes the next word weaker: slightly, a bit.
    static let diminishes = Self(rawValue: 1 << 6)
    /// Says that something was good.
    static let praises = Self(rawValue: 1 << 7)
    /// Says that something was bad, so that praise beside it does not undo it.
    static let blames = Self(rawValue: 1 << 8)
    /// Announces what did not matter in the end: *despite* the bar, *worried* about noise.
    static let setsAside = Self(rawValue: 1 << 9)
    /// After a negation, excuses what was named before: noise was *no problem*.
    static let excuses = Self(rawValue: 1 << 10)
    /// A little word of English, or of another language: together they show the language.
    static let english = Self(rawValue: 1 << 11)
    static let foreign = Self(rawValue: 1 << 12)
    /// Swallowed by a negation that follows, as in "could not"; else kept, as in "could be better".
    static let swallowed = Self(rawValue: 1 << 13)
    /// Joins two things that may have nothing to do with each other.
    static let joins = Self(rawValue: 1 << 15)
    /// Makes praise of a negation: could not have been *more* helpful, cannot praise *enough*.
    static let compares = Self(rawValue: 1 << 14)

    /// What a word hands on to the next one.
    static let moods: Self = [.intensifies, .diminishes]
}

extension WordRoles {
    /// The house's word lists; words are stemmed before use, so one form of each is enough.
    static let lists: [(WordRoles, String)] = [
        ([.filler, .english], fillers), ([.negates, .english], negators),
        ([.swallowed, .english], "would could should might"),
        (.negates, foreignNegators), ([.breaksClause, .english], clauseBreakers),
        (.cancelsNegation, cancellers), (.stopsNegation, stoppers), (.intensifies, intensifiers),
        (.diminishes, diminishers), (.praises, praise), (.setsAside, asides), (.blames, blame),
        (.compares, "more better enough happier nicer friendlier highly"),
        ([], ordinary), ([.joins, .english], "and or"),
        (.excuses, excuse), (.foreign, foreignWords),
    ]

    private static let fillers = """
        a an the is was were are am be been being i we you he she it they my our your his her its
        their me us him them this that these those there here had has have having do does did to
        of in on at for with by from as so will can may must
        then than also some any
        ive im were weve youre theyre its theres id id been got get getting even quite
        """

    private static let negators = """
        not no never none without nothing nobody nowhere neither nor non hardly barely scarcely
        lack lacking cannot cant dont doesnt didnt isnt wasnt werent arent wont wouldnt couldnt
        shouldnt hasnt havent hadnt aint unable zero
        """

    private static let foreignNegators = """
        nicht kein keine keinen keinerlei nie ohne pas jamais aucun aucune ningun ninguna
        nunca niet geen nooit nao nem nenhum nessun nessuna senza
        """

    private static let clauseBreakers = """
        but however although though because except yet unless whereas while when
        """

    private static let cancellers = """
        only just wonder doubt alone sooner hesitate hesitation fault
        """

    private static let stoppers = """
        tell told inform informed warn warned know knew aware advise advised explain explained
        care cared sleep slept believe wait return come came go stay recommend understand say said
        apologise apologised apologize offer offered happy pleased
        """

    private static let intensifiers = """
        very extremely really terribly incredibly absolutely totally completely so utterly
        constantly always awfully horribly unbelievably seriously
        """

    private static let diminishers = "bit slightly little somewhat rather minor fairly tad kinda"

    private static let praise = """
        good great excellent perfect perfectly wonderful fantastic amazing lovely nice superb clean
        spotless immaculate quiet peaceful fast quick quickly friendly helpful polite kind courteous
        welcoming comfortable comfy cosy cozy beautiful delicious tasty fresh fine smooth efficient
        attentive pleasant outstanding brilliant awesome exceptional impeccable pleased
        satisfied love enjoy best ideal bonus spacious well flawless reliable strong powerful
        plenty accommodating professional charming super fabulous worth modern special impressed
        """

    /// Besides the single words of ``Dissatisfaction``.
    private static let blame = """
        noise noisy loud smell odour odor stain stained dirt mould mold leak leaked blocked clogged
        faulty cold freezing late slow wrong missing lost stolen closed wait queue overcharged
        cockroach roach bedbug bug ant mouse rat hair smoke dust stuck locked
        """

    /// Common words one letter away from a cue, known so that they are not taken for misspellings.
    private static let ordinary = """
        overlook unclear extensive expansive changed towers surely stairs lights heating healthy
        waiter waitress stuff closet closer attached bought stated started staring bathed
        """

    private static let asides = "despite spite regardless notwithstanding worried afraid feared"

    private static let excuse = """
        problem issue bother bothered concern disturb disturbed trouble matter affect affected
        """

    private static let foreignWords = """
        der die das und ist ein eine einen wir war sehr mit auf dem den im zu fur aber auch
        el la los las y que muy es una con por para pero en del lo se fue nos estaba
        le les et est tres des une nous dans etait pour avec mais du au pas ne
        il che di e molto era per ma della con una sono het een van zijn wij maar ook
        o os as um uma muito nao com para mas foi yang dan di untuk tidak sangat kamar
        """
}
