// Small values that requests and replies have in common.

extension PlainWriter {
    /// A byte of 0 for nothing, or 1 and the value.
    mutating func option<Value>(_ value: Value?, _ write: (inout PlainWriter, Value) -> Void) {
        numbers.byte(value == nil ? 0 : 1)
        if let value { write(&self, value) }
    }

    mutating func cursor(_ cursor: Cursor) {
        numbers.varint(UInt64(cursor.everyone))
        numbers.varint(UInt64(cursor.site))
    }
}

extension PlainReader {
    /// Whether a value follows.
    mutating func option() throws(WireError) -> Bool {
        let byte = try numbers.byte()
        guard byte <= 1 else { throw .unknownForm(.option, found: UInt64(byte)) }
        return byte == 1
    }

    mutating func cursor() throws(WireError) -> Cursor {
        Cursor(
            everyone: try numbers.number(.cursor, max: .max),
            site: try numbers.number(.cursor, max: .max)
        )
    }
}
