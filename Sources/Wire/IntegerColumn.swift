/// What both ends know of each line (a change, a row) before its cells are read; numbers are
/// written as what differs from one of these where that is shorter.
struct Landmarks {
    /// The change's own id, or the row's record.
    var ids: [Int64] = []
    /// The stamp's milliseconds.
    var milliseconds: [Int64] = []
    /// The record that the change or row is about; empty until they are all known.
    var records: [Int64] = []

    func offers(_ predictor: Predictor) -> Bool {
        switch predictor {
        case .nothing, .previous: true
        case .milliseconds: !milliseconds.isEmpty
        case .id: !ids.isEmpty
        case .recordBefore: !records.isEmpty
        }
    }
}

/// What a number of a column is written relative to.
enum Predictor: UInt8, CaseIterable {
    case nothing, previous, milliseconds, id, recordBefore
}

/// How a column's numbers follow each other.
enum Layout: UInt8, CaseIterable {
    /// All are the same: one varint.
    case constant
    /// One byte each.
    case bytes
    /// Varints of a number and of how often it comes again.
    case runs
    /// A varint each, among the long numbers.
    case varints
    /// Eight bytes each, among the long numbers.
    case fixed
}

/// The header byte of a column of numbers: layout (3 bits), signed (1), predictor (3), unit (1).
struct ColumnForm {
    static let units: [Int64] = [86_400_000, 3_600_000, 60_000, 1_000]

    var layout = Layout.varints
    var isSigned = false
    var predictor = Predictor.nothing
    var unit: Int64 = 1

    var byte: UInt8 {
        layout.rawValue | (isSigned ? 8 : 0) | predictor.rawValue << 4 | (unit > 1 ? 128 : 0)
    }
}

extension PlainWriter {
    /// Writes a column of numbers in the shortest of its forms.
    ///
    /// The reader must know how many there are; `lines` says which line each number belongs to.
    mutating func integers(_ values: [Int64], on lines: [Int32], near landmarks: Landmarks) {
        guard !values.isEmpty else { return }
        var best = ColumnForm()
        best.unit = Self.unit(of: values)
        var residuals = values
        var least = Int.max
        var candidate = values
        for predictor in Predictor.allCases where landmarks.offers(predictor) {
            var form = ColumnForm()
            form.predictor = predictor
            form.unit = best.unit
            form.subtract(from: values, on: lines, near: landmarks, into: &candidate)
            let cost = form.choose(for: candidate)
            if cost < least {
                least = cost
                best = form
                swap(&residuals, &candidate)
            }
            if least <= 1 { break }
        }
        write(residuals, as: best)
    }

    mutating func integers(_ values: [Int64]) {
        integers(values, on: [], near: Landmarks())
    }

    /// The largest unit that divides all of them; times are often whole minutes or seconds.
    private static func unit(of values: [Int64]) -> Int64 {
        guard values.contains(where: { $0 != 0 }) else { return 1 }
        return ColumnForm.units.first { unit in
            values.allSatisfy { $0.isMultiple(of: unit) }
        } ?? 1
    }

    private mutating func write(_ residuals: [Int64], as form: ColumnForm) {
        numbers.byte(form.byte)
        if form.unit > 1 { numbers.varint(UInt64(form.unit)) }
        switch form.layout {
        case .constant: numbers.varint(form.natural(residuals[0]))
        case .bytes:
            for residual in residuals {
                numbers.byte(UInt8(truncatingIfNeeded: form.natural(residual)))
            }
        case .varints:
            for residual in residuals { longNumbers.varint(form.natural(residual)) }
        case .fixed:
            for residual in residuals { longNumbers.fixed(form.natural(residual)) }
        case .runs:
            var start = 0
            while start < residuals.count {
                var end = start + 1
                while end < residuals.count, residuals[end] == residuals[start] { end += 1 }
                numbers.varint(form.natural(residuals[start]))
                numbers.varint(end - start - 1)
                start = end
            }
        }
    }
}

extension ColumnForm {
    /// The number that was written as `natural`.
    func value(_ natural: UInt64) -> Int64 {
        isSigned ? Int64(zigzag: natural) : Int64(bitPattern: natural)
    }

    /// A number as it is written, which is never negative.
    func natural(_ value: Int64) -> UInt64 {
        isSigned ? value.zigzag : UInt64(bitPattern: value)
    }

    /// Chooses layout and sign for these residuals; gives the bytes that they will take.
    mutating func choose(for residuals: [Int64]) -> Int {
        var signed = Measure()
        var unsigned = Measure()
        var runByteCount = 0
        var runCount = 0
        var last = residuals[0] &+ 1
        for value in residuals {
            signed.add(value.zigzag)
            unsigned.add(UInt64(bitPattern: value))
            if value != last {
                runCount += 1
                runByteCount += value.zigzag.varintByteCount + 1
                last = value
            }
        }
        isSigned = signed.byteCount < unsigned.byteCount
        let best = isSigned ? signed : unsigned
        if runCount == 1 {
            layout = .constant
            return best.byteCount / residuals.count
        }
        // The compressor does well with equal bytes by itself; long runs are cheaper still.
        if runByteCount * 4 < best.byteCount {
            layout = .runs
            return runByteCount
        }
        if best.all < 256 {
            layout = .bytes
            return residuals.count
        }
        layout = best.byteCount > 8 * residuals.count ? .fixed : .varints
        return min(best.byteCount, 8 * residuals.count)
    }

    /// What some numbers take as varints, and all their bits together.
    private struct Measure {
        var byteCount = 0
        var all: UInt64 = 0

        mutating func add(_ value: UInt64) {
            byteCount += value.varintByteCount
            all |= value
        }
    }

    /// Takes what is predicted away from every value, wrapping, so that none is out of reach.
    func subtract(
        from values: [Int64],
        on lines: [Int32],
        near landmarks: Landmarks,
        into residuals: inout [Int64]
    ) {
        var previous: Int64 = 0
        for index in values.indices {
            let value = unit > 1 ? values[index] / unit : values[index]
            switch predictor {
            case .nothing: residuals[index] = value
            case .previous:
                residuals[index] = value &- previous
                previous = value
            case .milliseconds, .id, .recordBefore:
                residuals[index] = value &- landmark(of: lines[index], in: landmarks)
            }
        }
    }

    /// The exact opposite of `subtract`, in place.
    func restore(_ values: inout [Int64], on lines: [Int32], near landmarks: Landmarks) {
        var previous: Int64 = 0
        for index in values.indices {
            switch predictor {
            case .nothing: break
            case .previous:
                values[index] &+= previous
                previous = values[index]
            case .milliseconds, .id, .recordBefore:
                values[index] &+= landmark(of: lines[index], in: landmarks)
            }
            if unit > 1 { values[index] &*= unit }
        }
    }

    private func landmark(of line: Int32, in landmarks: Landmarks) -> Int64 {
        let line = Int(line)
        return switch predictor {
        case .milliseconds: landmarks.milliseconds[line] / unit
        case .id: landmarks.ids[line] / unit
        case .recordBefore: line == 0 ? 0 : landmarks.records[line - 1] / unit
        case .nothing, .previous: 0
        }
    }
}

extension PlainReader {
    /// Reads a column of `count` numbers, which the caller has bounded.
    mutating func integers(
        _ count: Int,
        on lines: [Int32] = [],
        near landmarks: Landmarks = Landmarks()
    ) throws(WireError) -> [Int64] {
        guard count > 0 else { return [] }
        let form = try form(near: landmarks)
        var values: [Int64] = []
        values.reserveCapacity(count)
        switch form.layout {
        case .constant:
            let value = form.value(try numbers.varint())
            values.append(contentsOf: repeatElement(value, count: count))
        case .bytes:
            // A false count ends in an error before it costs anything.
            try numbers.require(count)
            for _ in 0..<count { values.append(form.value(UInt64(try numbers.byte()))) }
        case .varints:
            try longNumbers.require(count)
            for _ in 0..<count { values.append(form.value(try longNumbers.varint())) }
        case .fixed:
            try longNumbers.require(8 * count)
            for _ in 0..<count { values.append(form.value(try longNumbers.fixed())) }
        case .runs:
            while values.count < count {
                let value = form.value(try numbers.varint())
                let more = try numbers.varint()
                guard more < UInt64(count - values.count) else {
                    throw .outOfRange(.column, found: Int64(truncatingIfNeeded: more))
                }
                values.append(contentsOf: repeatElement(value, count: Int(more) + 1))
            }
        }
        form.restore(&values, on: lines, near: landmarks)
        return values
    }

    private mutating func form(near landmarks: Landmarks) throws(WireError) -> ColumnForm {
        let byte = try numbers.byte()
        guard let layout = Layout(rawValue: byte & 7),
            let predictor = Predictor(rawValue: byte >> 4 & 7),
            landmarks.offers(predictor)
        else { throw .unknownForm(.column, found: UInt64(byte)) }
        var form = ColumnForm(
            layout: layout,
            isSigned: byte & 8 != 0,
            predictor: predictor
        )
        if byte & 128 != 0 {
            form.unit = try numbers.number(.column, max: ColumnForm.units[0])
            guard form.unit > 1 else { throw .outOfRange(.column, found: form.unit) }
        }
        return form
    }

    /// Reads a column of numbers that are each 0 to `max`.
    mutating func integers(
        _ count: Int,
        _ part: WireError.Part,
        max: Int64
    ) throws(WireError) -> [Int64] {
        let values = try integers(count)
        if let bad = values.first(where: { $0 < 0 || $0 > max }) {
            throw .outOfRange(part, found: bad)
        }
        return values
    }
}
