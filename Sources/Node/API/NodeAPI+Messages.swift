import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// Letters that are ready, messages, and what became of them.
    var messages: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/cases/{reference}/letters",
                "The letters that are ready for the failure, with what is still to be filled in.",
                parameters: [Self.reference],
                .ok(.list(Schemas.letter))
            ) { call in
                let (staff, found) = (try call.staff(), try self.found(call))
                guard let code = found.scenario,
                    let scenario = try pages.desk.scenarios()[code]?.scenario
                else { return .array([]) }
                let values = LetterPart.values(found, staff, pages.house)
                return .array(
                    Letter.allCases.map { letter in
                        let text = MessageCheck.prefilled(
                            letter.template(of: scenario).text,
                            values
                        )
                        return [
                            "letter": .text(letter.rawValue), "text": .text(text),
                            "unfilled": .array(
                                TemplateSlot.allCases.filter { text.contains("{\($0.name)}") }
                                    .map { .text($0.name) }
                            ),
                        ]
                    }
                )
            },
            ofCase(
                "messages",
                "What was written to the guest and by them, the oldest first.",
                .list(Schemas.message)
            ) { reader, found in
                .array(try reader.messages(of: found.id).map { try $0.json(reader) })
            },
            makes(
                "messages",
                "Write to the guest. It can be taken back for half a minute.",
                Schemas.letterOut,
                Schemas.message
            ) { call, found in try write(call, found) },
            Endpoint(
                .post,
                Self.root + "/cases/{reference}/messages/{message}",
                "Take a message back, or say what became of one about which nobody knows.",
                parameters: [
                    Self.reference,
                    Endpoint.Parameter("message", in: .path, .text(1...40), "The message's id."),
                ],
                body: .object([.needs("to", .choice(["withdrawn", "sent", "waiting"]))]),
                .ok(Schemas.message)
            ) { call in
                let (found, id) = (try self.found(call), try call.record("message"))
                _ = try message(id, of: found)
                try pages.store.write(author: call.staff().name, now: WallClock.now()) {
                    switch call.body["to"]?.text {
                    case "withdrawn": try $0.withdrawMessage(id)
                    case "sent": try $0.settleDoubt(about: id, hasLeft: true)
                    default: try $0.settleDoubt(about: id, hasLeft: false)
                    }
                }
                return try message(id, of: found)
            },
        ]
    }

    private func message(_ id: ChangeID, of found: RecoveryCase) throws -> JSON {
        try pages.store.read { reader in
            guard let message = try reader.messages(of: found.id).first(where: { $0.id == id })
            else {
                throw Problem(
                    .notFound,
                    "not-found",
                    "The case has no message \(id). Its messages are listed."
                )
            }
            return try message.json(reader)
        }
    }

    /// Sends words, or notes that somebody did, by the rules of the composer.
    private func write(_ call: Call<APICaller>, _ found: RecoveryCase) throws -> JSON {
        let (staff, now) = (try call.staff(), WallClock.now())
        let channel = call.choice("channel", FeedbackChannel.self) ?? .other
        let isByHand = call.body["byHand"]?.flag ?? false
        guard isByHand || pages.ways.channels.contains(channel) else {
            throw Problem(
                .conflict,
                "no-way-out",
                """
                No \(channel.way) leaves this house by itself. Send it yourself, and note it here \
                with 'byHand'.
                """
            )
        }
        let text = call.body["text"]?.text ?? ""
        let advice = MessageCheck.advice(on: text)
        guard advice.isEmpty || call.body["asIs"]?.flag ?? false else {
            let words = advice.map(\.description).joined(separator: " ")
            throw Problem(.conflict, "wording", "\(words) Write it anew, or send it 'asIs'.")
        }
        let next = try call.moment("nextContactAt")
        var values = LetterPart.values(found, staff, pages.house)
        values[.time] = next.map { pages.time.near($0, now) }
        var message = OutgoingMessage(
            channel,
            to: call.body["address"]?.text?.trimmed,
            try MessageTemplate(text).filled(values)
        )
        message.subject = call.body["subject"]?.text
        message.template = call.body["letter"]?.text
        message.reason = call.body["reason"]?.text
        message.nextContact = next
        let id = try pages.store.write(author: staff.name, now: now) {
            isByHand
                ? try $0.keepSentByHand(message, on: found.id)
                : try $0.send(message, on: found.id, after: pages.ways.hold)
        }
        return try self.message(id, of: found)
    }
}

extension GuestMessage {
    /// A message and what became of it.
    func json(_ reader: StoreReader) throws -> JSON {
        let entry = try reader.outboxEntry(id)
        let delivery = try reader.deliveries(of: id).last
        return [
            "id": .text(id.description), "direction": .text(direction.name),
            "channel": .text(channel.name), "address": .text(orNull: address),
            "subject": .text(orNull: subject), "text": .text(text),
            "writtenAt": .text(writtenAt.description), "author": .text(row.author),
            "state": .text(Self.state(direction, entry?.state, delivery?.state)),
            "detail": .text(orNull: entry?.detail ?? delivery?.detail),
        ]
    }

    /// What ``state(_:_:_:)`` may be.
    static let states =
        ["waiting", "leaving", "doubtful", "received", "elsewhere"] + DeliveryState.names

    private static func state(
        _ direction: MessageDirection,
        _ state: OutboxState?,
        _ delivery: DeliveryState?
    ) -> String {
        switch (state, delivery) {
        case (.waiting, _): "waiting"
        case (.carrying, _): "leaving"
        case (.doubtful, _): "doubtful"
        case (nil, let delivery?): delivery.name
        case (nil, nil): direction == .incoming ? "received" : "elsewhere"
        }
    }
}
