import CQRCode
import Glibc

/// An address as a square of modules that a telephone reads, drawn as one path of SVG.
struct QRCode: Sendable {
    /// The side in modules, with the quiet zone around them.
    let side: Int
    /// The dark modules, a rectangle for each run in a row.
    let path: String

    /// The modules that stay light around the code (ISO/IEC 18004, 9.1).
    private static let quietCount = 4

    /// Draws an address with error correction M, so that a scratch or a fold does no harm.
    ///
    /// - Throws: ``QRCodeError`` for more than the largest code holds.
    init(_ text: String) throws(QRCodeError) {
        guard let code = unsafe QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else {
            throw QRCodeError(byteCount: text.utf8.count)
        }
        defer { unsafe QRcode_free(code) }
        let width = unsafe Int(code.pointee.width)
        let modules = unsafe UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        side = width + 2 * Self.quietCount
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                // The lowest bit of a module says whether it is dark.
                while column < width, unsafe modules[row * width + column] & 1 == 1 { column += 1 }
                if column > start {
                    let (x, y) = (start + Self.quietCount, row + Self.quietCount)
                    path += "M\(x) \(y)h\(column - start)v1h-\(column - start)z"
                } else {
                    column += 1
                }
            }
        }
        self.path = path
    }
}

/// An address that is too long for a code.
struct QRCodeError: Error, CustomStringConvertible {
    let byteCount: Int

    var description: String {
        "An address of \(byteCount) bytes does not fit on a code. Use a shorter one."
    }
}
