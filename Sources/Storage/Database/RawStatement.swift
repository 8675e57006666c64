import GRDB
import GRDBSQLite
import Wire

/// A prepared statement used through SQLite's own calls, several times faster than through
/// values: for the paths that run once per change.
///
/// Valid inside the transaction in which it was made. Parameters count from 1, columns from 0.
struct RawStatement {
    private let statement: Statement
    private let database: Database

    init(_ database: Database, _ sql: String) throws {
        self.database = database
        statement = try database.cachedStatement(sql: sql)
        reset()
    }

    private var handle: OpaquePointer { unsafe statement.sqliteStatement }

    func bind(_ index: Int, _ number: Int64) {
        unsafe sqlite3_bind_int64(handle, Int32(index), number)
    }

    func bindNull(_ index: Int) { unsafe sqlite3_bind_null(handle, Int32(index)) }

    func bind(_ index: Int, _ text: String) {
        var text = text
        text.withUTF8 { utf8 in unsafe bindText(index, utf8, transient) }
    }

    /// Binds UTF-8 that stays where it is until the statement has run: it is not copied.
    @unsafe func bindText(_ index: Int, staying utf8: UnsafeBufferPointer<UInt8>) {
        unsafe bindText(index, utf8, nil)
    }

    private func bindText(
        _ index: Int,
        _ utf8: UnsafeBufferPointer<UInt8>,
        _ keeping: sqlite3_destructor_type?
    ) {
        guard let bytes = utf8.baseAddress else {
            // No bytes may have no address, which SQLite would take for NULL.
            unsafe sqlite3_bind_text(handle, Int32(index), "", 0, transient)
            return
        }
        let characters = unsafe UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
        unsafe sqlite3_bind_text(handle, Int32(index), characters, Int32(utf8.count), keeping)
    }

    func bind(_ index: Int, blob: [UInt8]) {
        if blob.isEmpty {
            unsafe sqlite3_bind_zeroblob(handle, Int32(index), 0)
        } else {
            unsafe blob.withUnsafeBytes { bytes in
                _ = unsafe sqlite3_bind_blob(
                    handle,
                    Int32(index),
                    bytes.baseAddress,
                    Int32(bytes.count),
                    transient
                )
            }
        }
    }

    func bind(_ index: Int, _ cell: Cell) {
        switch cell {
        case .null: bindNull(index)
        case .integer(let number): bind(index, number)
        case .text(let text): bind(index, text)
        }
    }

    /// Runs a statement that returns no rows and makes it ready for the next.
    func run() throws {
        defer { reset() }
        while try step() {}
    }

    /// Moves to the next row; false after the last.
    func step() throws -> Bool {
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let message = unsafe String(cString: sqlite3_errmsg(database.sqliteConnection))
            reset()
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(handle, Int32(column)) }

    func text(_ column: Int) -> String {
        guard let bytes = unsafe sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        return unsafe String(
            decoding: UnsafeBufferPointer(start: bytes, count: count),
            as: UTF8.self
        )
    }

    func blob(_ column: Int) -> [UInt8] {
        guard let bytes = unsafe sqlite3_column_blob(handle, Int32(column)) else { return [] }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    }

    func cell(_ column: Int) -> Cell {
        switch unsafe sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(integer(column))
        default: .text(text(column))
        }
    }
}

/// Tells SQLite to copy what is bound.
///
/// The C macro for it is not imported.
private let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
