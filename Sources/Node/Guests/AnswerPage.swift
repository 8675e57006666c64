import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Where a guest comes back to: that the words arrived, what happens next, and the answer.
struct AnswerPage {
    let visit: GuestVisit

    private var pages: HousePages { visit.pages }
    private var language: Language { visit.language }

    private struct Content: Sendable {
        var guest: GuestFrame
        var steps: [Step]
        var answers: [Answer]
        var survey: String?
        var qr: QRCode
        var address: String
        var quote: String?
        var again: String?
    }

    private struct Step: Sendable {
        var icon: String
        var words: String
        var isOpen = false
    }

    private struct Answer: Sendable {
        var when: String
        var text: String
    }

    func response(_ code: String) throws -> Response {
        let kiosk = visit.kiosk
        guard let id = pages.guests.key.id(.answer, of: code) else { return try visit.unknown() }
        let scenarios = try pages.desk.scenarios()
        let found = try pages.store.read { reader in
            try reader.guestView(of: id).map { view in
                let standing = try view.recoveryCase.flatMap {
                    try reader.survey(of: $0.id, .first)?.standing
                }
                return (view: view, standing: standing)
            }
        }
        guard let (view, standing) = found else { return try visit.unknown() }
        let scenario = view.recoveryCase.flatMap(scenarios.scenario(of:))
        let address = "\(visit.address)/a/\(code)"
        let content = Content(
            guest: visit.frame(
                visit.isSent
                    ? language.say("Thank you, this is with us now")
                    : language.say("This is where it stands"),
                kiosk: kiosk.map { .reading($0) }
            ),
            steps: steps(view, scenario?.target(afterStay: false) ?? .t2),
            answers: view.answers.map { Answer(when: said(at: $0.at), text: $0.text) },
            survey: standing == .open
                ? view.recoveryCase.map {
                    "/s/\(pages.guests.key.code(.survey, of: $0.id))\(visit.query)"
                } : nil,
            qr: try QRCode(address),
            address: address,
            // The next guest at a shared screen does not read what this one wrote.
            quote: kiosk == nil && !view.feedback.text.isEmpty ? view.feedback.text : nil,
            again: kiosk.map { "/kiosk/\($0)" }
        )
        return try pages.guests.page("guest-answer", content, in: language)
    }

    // MARK: What happened and what comes next

    private func steps(_ view: GuestView, _ target: TargetClass) -> [Step] {
        let received = view.feedback.receivedAt
        var steps = [
            Step(icon: "check", words: language.say("Your words arrived: %1.", said(at: received)))
        ]
        guard let found = view.recoveryCase else {
            steps.append(Step(icon: "clock", words: reading(by: .sameDay, received), isOpen: true))
            return steps
        }
        if let readAt = view.readAt {
            steps.append(
                Step(
                    icon: "check",
                    words: language.say("A person has read it: %1.", said(at: readAt))
                )
            )
        } else if found.state.isOpen {
            let words = reading(by: target.acknowledge, received)
            steps.append(Step(icon: "clock", words: words, isOpen: true))
        }
        if found.isPutRight {
            steps.append(Step(icon: "check", words: language.say("It is put right.")))
        } else if view.feedback.isContactRequested, view.answers.isEmpty {
            let words = hearing(by: target.onScene, received)
            steps.append(Step(icon: "clock", words: words, isOpen: true))
        }
        return steps
    }

    private func reading(by time: TargetTime, _ received: Timestamp) -> String {
        switch time {
        case .minutes(let minutes):
            language.say("A person at the desk reads it by %1.", due(minutes, after: received))
        case .sameDay, .businessDays(0): language.say("The team reads it today.")
        case .businessDays: language.say("The team reads it within the next working days.")
        }
    }

    private func hearing(by time: TargetTime, _ received: Timestamp) -> String {
        switch time {
        case .minutes(let minutes):
            language.say("You hear from us by %1.", due(minutes, after: received))
        case .sameDay, .businessDays(0): language.say("You hear from us today.")
        case .businessDays: language.say("You hear from us within the next working days.")
        }
    }

    private func due(_ minutes: Int, after received: Timestamp) -> String {
        said(at: Timestamp(milliseconds: received.milliseconds + Int64(minutes) * 60_000))
    }

    private func said(at moment: Timestamp) -> String {
        GuestTime(time: pages.time, language: language).near(moment, WallClock.now())
    }
}
