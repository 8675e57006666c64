import Logging
package import Recovery
import ServiceLifecycle
import Storage
import Web

/// By what mail leaves headquarters.
package struct HubMail: Sendable {
    /// A program of the host that takes `-t -i` as sendmail does.
    package let path: String
    /// Whom the mail is from.
    package let from: MailAddress
    /// Where headquarters' pages are, so that the figures lead there; nil when nobody said.
    package let link: String?

    package init(path: String, from: MailAddress, link: String?) {
        (self.path, self.from, self.link) = (path, from, link)
    }
}

/// Mails the weekly brief to those who are to have it, once each, until the hub stops.
struct BriefMailService: Service {
    let store: HubStore
    let mail: HubMail
    /// How often it looks whether one is due.
    let lookEvery: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            let store = store
            do { try await blocking { try store.reviewBriefs() } } catch {
                logger.error("The hub could not look through the briefs it mailed: \(error)")
            }
            while !Task.isCancelled {
                do {
                    while try await sendNext(now: WallClock.now()) {}
                } catch {
                    logger.error("The hub could not mail the brief: \(error)")
                }
                // Cancelled is how it ends.
                try? await Task.sleep(for: lookEvery)
            }
        }
    }

    /// Mails the next brief that is due; false when there is none.
    func sendNext(now: Timestamp) async throws -> Bool {
        let store = store
        guard let parcel = try await blocking({ try store.takeBrief(now: now) }) else {
            return false
        }
        let answer = await carry(parcel, now)
        try await blocking { try store.settle(parcel, answer, now: now) }
        switch answer {
        case .taken: break
        case .later(let why): logger.warning("A brief waits: \(why).")
        case .refused(let why), .unknown(let why):
            logger.error("A brief needs a person, see 'amends hub mail show': \(why).")
        }
        return true
    }

    private func carry(_ parcel: BriefParcel, _ now: Timestamp) async -> CarrierAnswer {
        let message: MailText
        do { message = try await text(parcel, now) } catch {
            return .later("the brief could not be made: \(error)")
        }
        do {
            let path = mail.path
            let (ending, complaint) = try await blocking {
                try ChildProcess.mail(path, message.bytes)
            }
            return CarrierAnswer(mailEndedWith: ending.code, complaint)
        } catch { return .later("the program for mail did not start") }
    }

    private func text(_ parcel: BriefParcel, _ now: Timestamp) async throws -> MailText {
        let store = store
        let sunday = CalendarDay(daysSince1970: parcel.monday + 6)
        var report = HubReport(.brief)
        (report.site, report.until) = (parcel.site, "\(sunday)")
        let html = try await report.bytes(.html(hub: mail.link), of: store)
        let view = BriefPage.View(until: "\(sunday)", site: parcel.site)
        let content = try await blocking {
            try BriefPage(pages: try HubPages(store)).content(.report, view)
        }
        return MailText(
            MailText.Head(
                subject: "\(content.heading): the week to \(HubTime.day(parcel.monday + 6))",
                key: parcel.key,
                writtenAt: now,
                isByPerson: false
            ),
            to: parcel.recipient,
            from: MailText.Sender("Amends, headquarters", mail.from),
            text: content.text,
            page: MailText.Page(name: "brief-\(sunday).html", html: html)
        )
    }
}
