@testable import Wire

/// A value written out field by field, for people, one line each.
struct Readable {
    private(set) var lines: [String] = []

    init(_ value: Any) { write("", value) }

    private mutating func write(_ path: String, _ value: Any) {
        if let text = Self.leaf(value) {
            lines.append("\(path) = \(text)")
            return
        }
        if let batch = value as? ChangeBatch {
            write(path, batch.heads.indices.map { batch.change(at: $0) })
            return
        }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            if let some = mirror.children.first {
                write(path, some.value)
            } else {
                lines.append("\(path) = none")
            }
            return
        }
        if mirror.displayStyle == .collection, mirror.children.isEmpty {
            lines.append("\(path) = none")
        }
        for (index, child) in mirror.children.enumerated() {
            let label = child.label ?? "[\(index)]"
            let isIndex = label.hasPrefix("[")
            write(path.isEmpty ? label : isIndex ? path + label : "\(path).\(label)", child.value)
        }
    }

    private static func leaf(_ value: Any) -> String? {
        switch value {
        case let value as ChangeID: "\(value)"
        case let value as WriterNumber: "\(value.rawValue)"
        case let value as Scope: scope(value)
        case let value as Stamp:
            "\(value.milliseconds) ms, count \(value.rawValue & Stamp.countMax)"
        case let value as ChainHash: hex(value.high) + hex(value.low)
        case let value as Digest: hex(value.first) + " " + hex(value.second)
        case let value as Token: hex(value.rawValue)
        case let value as Epoch: hex(value.rawValue)
        case let value as ExchangeReply.TokenHash: hex(value.rawValue)
        case let value as Cell: cell(value)
        case let value as String: quoted(value)
        case let value as Bool: value ? "yes" : "no"
        case let value as any BinaryInteger: "\(value)"
        default: nil
        }
    }

    private static func scope(_ scope: Scope) -> String {
        scope == .everyone ? "everyone" : scope == .nobody ? "nobody" : "site \(scope.rawValue)"
    }

    private static func cell(_ cell: Cell) -> String {
        switch cell {
        case .null: "null"
        case .integer(let number): "\(number)"
        case .text(let text): quoted(text)
        }
    }

    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0.escaped(asASCII: true) }
        return "\"\(scalars.joined())\""
    }

    static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
