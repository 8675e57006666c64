import CZlib
import Foundation
import Wire

/// zlib and xz, for what our own form is compared with.
enum Zlib {
    /// How many bytes zlib makes of `plain` at level 6.
    static func compressedByteCount(_ plain: [UInt8]) -> Int {
        var count = UInt(compressBound(UInt(plain.count)))
        var output = [UInt8](repeating: 0, count: Int(count))
        let status = unsafe compress2(&output, &count, plain, UInt(plain.count), 6)
        precondition(status == Z_OK, "the bound is enough")
        return Int(count)
    }

    /// What a gzip file or raw streams end to end inflate to.
    static func inflated(_ bytes: [UInt8], windowBits: Int32) -> [UInt8] {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else {
            return []
        }
        defer { unsafe inflateEnd(&stream) }
        var input = bytes
        var result: [UInt8] = []
        var window = [UInt8](repeating: 0, count: 1 << 20)
        unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe stream.next_in = input.baseAddress
            unsafe stream.avail_in = UInt32(input.count)
            var status = Z_OK
            while status == Z_OK {
                status = unsafe window.withUnsafeMutableBufferPointer { output in
                    unsafe stream.next_out = output.baseAddress
                    unsafe stream.avail_out = UInt32(output.count)
                    let status = unsafe inflate(&stream, Z_NO_FLUSH)
                    let goesOn = unsafe status == Z_STREAM_END && stream.avail_in > 0
                    return unsafe goesOn ? inflateReset(&stream) : status
                }
                unsafe result.append(
                    contentsOf: window.prefix(window.count - Int(stream.avail_out))
                )
            }
        }
        return result
    }

    /// What a frame of ours deflates: its columns, their words by number if it says so.
    static func columns(ofFrame frame: [UInt8]) -> [UInt8] {
        // Magic 4, version 1, kind 1, coding 1, length (varint), hash 8, and with words a length.
        var start = 7
        while frame[start] >= 0x80 { start += 1 }
        start += 9
        if frame[6] == 2 {
            while frame[start] >= 0x80 { start += 1 }
            start += 1
        }
        let body = Array(frame[start...])
        return frame[6] == 0 ? body : inflated(body, windowBits: -15)
    }

    /// How many bytes the `xz` tool makes of `plain` at -9e; nil without the tool.
    static func xzByteCount(_ plain: [UInt8]) throws -> Int? {
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appendingPathComponent("wire-\(UInt64.random(in: 0 ... .max)).bin")
        try Data(plain).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try output(of: ["xz", "-9e", "--stdout", file.path])?.count
    }

    /// What a command writes; nil when it fails.
    static func output(of command: [String]) throws -> Data? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data : nil
    }
}
