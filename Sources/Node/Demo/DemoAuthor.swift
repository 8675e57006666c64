/// Writes what a guest says: which sentences, in which order, in whose voice.
struct DemoAuthor: Sendable {
    let site: DemoSite
    let shelf = DemoShelf.standard

    /// What there is to tell of one stay.
    struct Matter: Sendable {
        /// Places in ``DemoFailure/all``, the main one first; praise when empty.
        let failures: [Int]
        /// The planted truths that hold.
        let truths: [DemoTruth]
        let guest: String
        let room: Int
        /// 1...12.
        let month: Int
    }

    /// A finished text and the satisfaction that goes with it.
    struct Written: Sendable {
        let praise: String
        let complaint: String
        let isPraiseFirst: Bool
        let language: DemoLanguage
        /// The failures it tells of: a short text leaves the second one out.
        let failures: [Int]
        /// About 0...100, and a little beyond.
        let mood: Double
    }

    /// A text about `matter`.
    func write(_ matter: Matter, random: inout DemoRandom) -> Written {
        let story = DemoStory(
            isParty: random.chance(0.55),
            room: matter.room,
            city: site.city,
            currency: site.currency,
            month: matter.month,
            firstName: random.pick(DemoGuest.firstNames),
            guest: matter.guest
        )
        let wanted: DemoLanguage =
            random.chance(0.03) ? site.language : random.chance(0.02) ? .de : .en
        var draft = DemoDraft(story: story, mood: site.quality.scoreShift, random: random)
        let isPraise = matter.failures.isEmpty
        let language =
            isPraise ? praise(wanted, in: &draft) : complaint(matter, wanted, in: &draft)
        let voice = DemoVoice(pleased: isPraise, &draft.random)
        let praiseEnds = draft.complaint.isEmpty || !draft.isPraiseFirst
        let complaintEnds = draft.praise.isEmpty || draft.isPraiseFirst
        let praise = voice.speak(draft.praise, isEnd: praiseEnds, random: &draft.random)
        let complaint = voice.speak(draft.complaint, isEnd: complaintEnds, random: &draft.random)
        let mood = draft.mood + draft.random.normal() * (isPraise ? 9 : 13)
        random = draft.random
        return Written(
            praise: praise,
            complaint: complaint,
            isPraiseFirst: draft.isPraiseFirst,
            language: language,
            failures: draft.failures,
            mood: mood
        )
    }

    private func praise(_ wanted: DemoLanguage, in draft: inout DemoDraft) -> DemoLanguage {
        draft.mood += 88
        draft.isPraiseFirst = true
        if let foreign = shelf.foreign(wanted) {
            draft.praise(foreign.praise)
            if draft.random.chance(0.7) { draft.praise(foreign.thanks) }
            if draft.random.chance(0.8) { draft.praise(foreign.tag) }
            return wanted
        }
        if draft.random.chance(0.03) {
            draft.praise(shelf.shortPraise)
            draft.tail(shelf.shortTag)
            return .en
        }
        if draft.isWorthTelling(0.12) { draft.praise(shelf.visit) }
        if draft.random.chance(0.1) {
            draft.mood -= 24
            draft.praise(shelf.lukewarm)
        } else {
            praiseSubjects(in: &draft)
        }
        sign(in: &draft)
        return .en
    }

    private func praiseSubjects(in draft: inout DemoDraft) {
        var subjects = shelf.praise(site.kind)
        for _ in 0..<min(draft.subjectCount(), subjects.count) {
            draft.praise(subjects.remove(at: draft.random.below(subjects.count)))
        }
    }

    /// The room or a name below the text; those who write little leave it most often.
    func sign(in draft: inout DemoDraft) {
        let share = [0.97, 0.97, 0.55, 0.25][min(draft.sentenceCount, 3)]
        guard draft.random.chance(share) else { return }
        if draft.complaint.isEmpty || !draft.praise.isEmpty && !draft.isPraiseFirst {
            draft.praise(shelf.tag)
        } else {
            draft.complain(shelf.tag)
        }
    }
}
