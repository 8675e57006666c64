/// Words that show an unhappy guest without naming what failed.
///
/// They open a case in triage, where a person names the scenario. A strong word is enough by
/// itself; mild ones have to come together, or come with a poor score.
enum Dissatisfaction {
    /// One phrase a line end or comma.
    static let strong = phrases(
        """
        terrible, awful, horrible, horrendous, horrid, worst, appalling, disgusting, disgusted,
        dreadful, atrocious, unacceptable, disappointed, disappointing, disappointment, nightmare,
        unprofessional, incompetent, filthy, dirty, unclean, gross, rude, rudely, unfriendly,
        unhelpful, impolite, arrogant, broken, run down, rundown, dump, dingy, grubby, mouldy,
        moldy, smelly, stinks, stank, rip off, ripoff, scam, avoid, beware, stay away, steer clear,
        never again, not recommend, not stay again, not return, not come back, not go back,
        not be back, poor, poorly, lousy, pathetic, ridiculous, shocking, ruined, refund, complain,
        complained, angry, furious, upset, unhappy, dissatisfied, frustrated, frustrating, annoying,
        annoyed, irritating, unpleasant, uncomfortable, unsafe, waste of money, look elsewhere,
        stay elsewhere, go elsewhere, let down, let us down, lets it down, mediocre, subpar,
        substandard, inadequate, neglected, falling apart, worn out, not worth, overrated, hated,
        misleading, misled, insult, ignored, shabby, dilapidated, filth, disaster, horror, bad,
        worse, crap, useless, failed, stuffy, damp, mildew, sloppy, disgrace, disgraceful,
        dishonest, downside, left a lot to be desired, out of order, cracked, peeling, stained,
        leaking, tiny, cramped, dated, outdated, overpriced, over priced, pricey, too small,
        too expensive, limited, nothing special
        """
    )

    /// Opinions that hotels hear every day and can seldom act on at once.
    static let mild = phrases(
        """
        small, expensive, old fashioned, tired, worn, costly, slow, too hard, hard bed, lumpy,
        thin walls, dark, dull, noisy, noise, loud, problem, issue, drawback, negative,
        unfortunately, sadly, complaint, minus, flaw, weak, could be better, could have been better,
        needs updating, need updating, needs work, in need of repair, could improve, boring,
        tasteless, bland, confusing, strange, weird, missing, only thing, soulless, inconvenient,
        narrow, cons, shame, pity, not big, renovation, closed, smell, could do better
        """
    )

    /// The same for feedback in other languages, which English cues cannot read.
    static let foreign = phrases(
        """
        schlecht, schlechte, schmutzig, dreckig, laut, lautes, enttauscht, enttauschend, kaputt,
        unfreundlich, unverschamt, katastrophe, schimmel, defekt, ekelhaft, unmoglich, nie wieder,
        sucio, sucia, malo, mala, pesimo, pesima, ruido, ruidoso, ruidosa, roto, rota,
        decepcionado, decepcionante, horroroso, asqueroso, averiado, bruyant, bruyante, decevant,
        decevante, decu, decue, casse, cassee, mauvais, mauvaise, degoutant, moisissure, en panne,
        sporco, sporca, rumoroso, rumorosa, deludente, deluso, delusa, pessimo, pessima, rotto,
        vies, vieze, smerig, lawaai, teleurgesteld, teleurstellend, slecht, slechte, kapot
        """
    )

    /// The lists in the order in which a ``CueIndex`` numbers them after the rules.
    static let lists = [strong, mild, foreign]
    static let mildPlace = 1
    static let foreignPlace = 2

    private static func phrases(_ list: String) -> [String] {
        list.split(whereSeparator: { $0 == "," || $0 == "\n" }).map(String.init)
    }
}
