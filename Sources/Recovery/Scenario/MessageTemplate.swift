/// A place in a message that is filled for each guest.
package enum TemplateSlot: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The guest's name with its form of address.
    case guest = 1
    /// The moment by which the guest hears from us or the failure is fixed.
    case time
    /// The name of the person who writes.
    case name
    /// The name of the house.
    case house
    /// The room.
    case room
    /// An amount of money.
    case amount
    /// The reference of the case.
    case reference
    /// A direct telephone number.
    case phone
}

/// A message with slots such as `{guest}`; it cannot be sent while a slot is empty.
package struct MessageTemplate: Hashable, Sendable {
    /// The message as written.
    package let text: String
    private let pieces: [Piece]

    private enum Piece: Hashable, Sendable {
        case words(String)
        case slot(TemplateSlot)
    }

    /// A message whose slots are all known.
    ///
    /// - Throws: ``TemplateError`` for the first slot that is not.
    package init(_ text: String) throws(TemplateError) {
        let (pieces, errors) = Self.scan(text)
        if let error = errors.first { throw error }
        self.text = text
        self.pieces = pieces
    }

    /// The slots of the message.
    package var slots: Set<TemplateSlot> {
        Set(
            pieces.compactMap { piece in
                if case .slot(let slot) = piece { slot } else { nil }
            }
        )
    }

    /// The message for one guest.
    ///
    /// - Throws: ``TemplateError/unfilled(_:)`` when a slot has no value or a blank one.
    package func filled(_ values: [TemplateSlot: String]) throws(TemplateError) -> String {
        var message = ""
        var unfilled: [TemplateSlot] = []
        for piece in pieces {
            switch piece {
            case .words(let words): message += words
            case .slot(let slot):
                if let value = values[slot], !value.allSatisfy(\.isWhitespace) {
                    message += value
                } else if !unfilled.contains(slot) {
                    unfilled.append(slot)
                }
            }
        }
        guard unfilled.isEmpty else { throw .unfilled(unfilled) }
        return message
    }

    /// Everything that is wrong with the slots of a message, in order.
    package static func errors(in text: String) -> [TemplateError] { scan(text).errors }

    private static func scan(_ text: String) -> (pieces: [Piece], errors: [TemplateError]) {
        var pieces: [Piece] = []
        var errors: [TemplateError] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if brace > rest.startIndex { pieces.append(.words(String(rest[..<brace]))) }
            let after = rest.index(after: brace)
            guard rest[brace] == "{", let end = rest[after...].firstIndex(of: "}") else {
                errors.append(.strayBrace)
                rest = rest[after...]
                continue
            }
            let word = String(rest[after..<end])
            if let slot = TemplateSlot.named(word) {
                pieces.append(.slot(slot))
            } else {
                errors.append(.unknownSlot(word))
            }
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        return (pieces, errors)
    }
}

/// Why a message cannot be used.
package enum TemplateError: Error, Hashable, Sendable, Spoken {
    /// No such slot exists.
    case unknownSlot(String)
    /// A brace opens or closes nothing.
    case strayBrace
    /// These slots have no value yet.
    case unfilled([TemplateSlot])

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .unknownSlot(let word):
            """
            There is no slot {\(word)}; use one of \
            \(TemplateSlot.names.map { "{\($0)}" }.joined(separator: " ")).
            """
        case .strayBrace: "Write a slot as {guest}, with both braces, or leave the brace out."
        case .unfilled(let slots):
            "Fill in \(slots.map(\.words).joined(separator: ", ")) before sending."
        }
    }
}
