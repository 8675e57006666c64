import Recovery
package import Wire

/// Something that guests often get wrong, and what they should be told.
package struct GuestLessonCase: Sendable {
    /// The case in which it was found out.
    package let recoveryCase: RecoveryCase
    /// What guests should know.
    package let words: String
    /// Whether they are told now.
    package let lesson: GuestLesson
}

extension RecordTransaction {
    /// Says that a failure came from what guests do not know, so that somebody tells them.
    ///
    /// What they should know is the answer to the last question of the analysis.
    ///
    /// - Throws: ``CaseworkError/nothingToTeach`` while that answer is missing.
    package func askToTeachGuests(in id: ChangeID) throws {
        let found = try recoveryCase(id)
        let words = try causeAnalysis(of: found.id)?.analysis.answers[.guestInformation] ?? ""
        guard words.contains(where: { !$0.isWhitespace }) else {
            throw CaseworkError.nothingToTeach
        }
        guard try tag(.needed, on: found) else { return }
        try note("Guests need to know: \(words)", about: found)
    }

    /// Says how guests are told now: by a sign, in the letter before they arrive.
    ///
    /// - Throws: ``CaseworkError/noReason`` when nothing says how.
    package func teachGuests(because id: ChangeID, _ how: String) throws {
        let found = try recoveryCase(id)
        guard how.contains(where: { !$0.isWhitespace }) else { throw CaseworkError.noReason }
        guard try tag(.told, on: found) else { return }
        try note("Guests are told now: \(how)", about: found)
    }

    /// Whether the case had not come so far before.
    private func tag(_ lesson: GuestLesson, on found: RecoveryCase) throws -> Bool {
        var marks = found.marks
        marks.tag(lesson)
        guard marks != found.marks else { return false }
        try edit(found.row, [CaseField.tags: .words(marks.tags)])
        return true
    }
}

extension StoreReader {
    /// What guests need to know, what nobody tells them yet first, then the newest; so many at
    /// most.
    package func guestLessons(countMax: Int) throws -> [GuestLessonCase] {
        let found = try rows(
            Catalogue.recoveryCase,
            """
            WHERE instr(tags, '\(GuestLesson.needed.rawValue)') > 0
            ORDER BY instr(tags, '\(GuestLesson.told.rawValue)') > 0, openedAt DESC LIMIT ?
            """,
            [.integer(Int64(max(0, countMax)))]
        ).map(RecoveryCase.init)
        return try found.compactMap { found in
            guard let lesson = found.marks.lesson else { return nil }
            let cause = try rows(
                Catalogue.causeAnalysis,
                where: CauseAnalysisField.recoveryCase,
                is: .reference(found.id)
            ).first.map(CauseAnalysisRecord.init)
            return GuestLessonCase(
                recoveryCase: found,
                words: cause?.analysis.answers[.guestInformation] ?? found.summary,
                lesson: lesson
            )
        }
    }

    /// How many things guests need to know that nobody tells them yet.
    package func openLessonCount() throws -> Int {
        let statement = try RawStatement(
            database,
            """
            SELECT COUNT(*) FROM recovery_case
            WHERE instr(tags, '\(GuestLesson.needed.rawValue)') > 0
                AND instr(tags, '\(GuestLesson.told.rawValue)') = 0
            """
        )
        defer { statement.reset() }
        return try statement.step() ? Int(statement.integer(0)) : 0
    }
}
