extension DemoAuthor {
    /// Tells of the failures of `matter`; the mood follows the main one.
    func complaint(
        _ matter: Matter,
        _ wanted: DemoLanguage,
        in draft: inout DemoDraft
    ) -> DemoLanguage {
        let failure = DemoFailure.all[matter.failures[0]]
        draft.mood += [88, 68, 52, 36, 22, 10][failure.severity]
        draft.failures = [matter.failures[0]]
        let isWarm = isWarm(matter.month, random: &draft.random)
        let lists = shelf.failure(matter.failures[0], warm: isWarm)
        if let told = lists.foreign[wanted], let foreign = shelf.foreign(wanted) {
            draft.complain(told)
            if draft.random.chance(0.3) { draft.praise(foreign.praise) }
            if draft.random.chance(0.7) { draft.complain(foreign.tag) }
            return wanted
        }
        if let short = lists.short, draft.random.chance(0.04) {
            draft.complain(short)
            draft.tail(shelf.shortTag)
            return .en
        }
        begin(failure, in: &draft)
        draft.complain(lists.main)
        if draft.isTalkative { draft.complain(lists.main) }
        let isPlanted = matter.truths.contains { $0.scenarios.contains(failure.code) }
        if isPlanted, let why = lists.truth, draft.random.chance(0.35) { draft.complain(why) }
        if draft.isWorthTelling(0.3) { draft.complain(lists.aftermath) }
        if draft.isWorthTelling(0.4) { reaction(in: &draft) }
        for second in matter.failures.dropFirst() {
            draft.join(shelf.also)
            draft.complain(shelf.failure(second, warm: isWarm).main)
            draft.failures.append(second)
            draft.mood -= 10
        }
        if draft.isWorthTelling(0.3) {
            draft.complain(draft.mood < 42 ? shelf.closingLow : shelf.closingMid)
        }
        sign(in: &draft)
        return .en
    }

    private func isWarm(_ month: Int, random: inout DemoRandom) -> Bool {
        guard site.climate != .tropical else { return true }
        return switch site.climate.northernMonth(month) {
        case 6...9: true
        case 1...3, 11, 12: random.chance(0.06)
        default: random.chance(0.4)
        }
    }

    /// What was good, or how the stay began.
    private func begin(_ failure: DemoFailure, in draft: inout DemoDraft) {
        let subjects = shelf.praise(site.kind, beside: failure)
        guard draft.random.chance(0.3), !subjects.isEmpty, failure.severity < 4 else {
            if draft.isWorthTelling(0.3) { draft.complain(shelf.opening) }
            return
        }
        draft.isPraiseFirst = draft.random.chance(0.6)
        draft.praise(draft.random.pick(subjects))
        if draft.isPraiseFirst, draft.random.chance(0.6) { draft.join(shelf.but) }
        draft.mood += 6
    }

    private func reaction(in draft: inout DemoDraft) {
        let kind = draft.random.unit()
        if kind < 0.35 {
            draft.complain(shelf.reactionGood)
            draft.mood += 12
        } else {
            draft.complain(kind < 0.75 ? shelf.reactionNone : shelf.reactionBad)
            draft.mood -= 8
        }
    }
}
