/// Why bytes were refused.
///
/// Nothing of a refused message is used.
package enum WireError: Error, Hashable, Sendable {
    /// The bytes end before the value does.
    case truncated(needed: Int, available: Int)
    /// Bytes are left over after the last value.
    case trailing(byteCount: Int)
    /// The first four bytes are not a frame's.
    case notAFrame
    /// The frame's version is none that this program reads.
    case unknownVersion(UInt8)
    /// The frame holds another kind of message than was asked for.
    case wrongKind(expected: UInt8, found: UInt8)
    /// The frame's coding is neither stored nor deflated.
    case unknownCoding(UInt8)
    /// A count or size is above its limit.
    case tooLarge(Measure, found: UInt64, max: UInt64)
    /// The deflated bytes cannot be inflated to the declared length.
    case notInflatable(declared: Int)
    /// The plain bytes do not have the hash that the frame names.
    case corrupted(expected: UInt64, found: UInt64)
    /// A number is written longer than needed, or does not fit 64 bits.
    case badVarint(at: Int)
    /// A text is not UTF-8, or cut within a character.
    case badText(at: Int)
    /// A number is outside the range that its place allows.
    case outOfRange(Part, found: Int64)
    /// A byte that chooses between forms chooses none.
    case unknownForm(Part, found: UInt64)

    /// What a limit bounds.
    package enum Measure: String, Hashable, Sendable {
        case body = "bytes in the frame"
        case plain = "bytes after inflating"
        case texts = "bytes of text in all"
        case text = "bytes in one text"
        case changes = "changes"
        case cells = "cells"
        case bases = "bases"
        case cellBases = "bases of one cell"
        case authors = "authors"
        case author = "bytes in an author's name"
        case sections = "sections"
        case tried = "tried tokens"
        case history = "former tokens"
        case rows = "rows"
        case notices = "notices"
        case positions = "positions"
        case ranges = "ranges"
        case enrolment = "bytes in an enrolment's text"
    }

    /// Where a value stands.
    package enum Part: String, Hashable, Sendable {
        case flags, table, field, fields, writer, counter, record, base, bases, author, scope
        case stamp, site, cursor, revision, version, versions, parked
        case kind, column, shape, shapes, lengths, verdict, option, section
        case former = "former name"
        case wait = "waiting time"
        case word, records
    }
}

extension WireError: CustomStringConvertible {
    /// What is wrong and what to do next.
    ///
    /// Never carries what the message said.
    package var description: String {
        switch self {
        case .truncated(let needed, let available):
            "The message is cut: \(needed) more bytes are needed, \(available) are left. "
                + "Send the same request again."
        case .trailing(let count):
            "\(count) bytes follow the end of the message. Send the same request again; "
                + "if it happens again, something on the way alters it."
        case .notAFrame:
            "This is no sync message. Check the hub's address: a proxy or a sign-in page answered."
        case .unknownVersion(let version):
            "The message has version \(version), which this program does not read. "
                + "Upgrade the older side."
        case .wrongKind(let expected, let found):
            "The message is of kind \(found) where kind \(expected) was expected. "
                + "Check which address the request went to."
        case .unknownCoding(let coding):
            "The message is packed in way \(coding), which this program does not know. "
                + "Upgrade the older side."
        case .tooLarge(let measure, let found, let max):
            "The message has \(found) \(measure.rawValue); \(max) is the limit. "
                + "Send less at a time."
        case .notInflatable(let declared):
            "The message does not inflate to the \(declared) bytes that it announces. "
                + "Send the same request again."
        case .corrupted(let expected, let found):
            "The message was altered on the way: its hash is \(String(found, radix: 16)), "
                + "not \(String(expected, radix: 16)). Send the same request again."
        case .badVarint(let position):
            "The number at byte \(position) is not in its shortest form. Report the sender's "
                + "version: no release writes this."
        case .badText(let position):
            "The text at byte \(position) is not UTF-8. Report the sender's version: "
                + "no release writes this."
        case .outOfRange(let part, let found):
            "The \(part.rawValue) cannot be \(found). Report the sender's version: "
                + "no release writes this."
        case .unknownForm(let part, let found):
            "The \(part.rawValue) has form \(found), which this program does not know. "
                + "Upgrade the older side."
        }
    }
}
