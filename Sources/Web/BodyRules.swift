import HTTPTypes
package import Hummingbird

/// What a request's body may be.
package struct BodyRules: Sendable {
    package var contentType: String
    package var byteCountMax: Int

    package init(contentType: String, byteCountMax: Int) {
        self.contentType = contentType
        self.byteCountMax = byteCountMax
    }

    /// Checks what the head of a request says of its body, before any of it is read.
    ///
    /// - Returns: the body's size in bytes; the most allowed, when the head does not say.
    /// - Throws: ``Problem``.
    package func check(_ request: Request) throws -> Int {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }
        guard type.map(String.init) == contentType else {
            throw Problem(
                .unsupportedMediaType,
                "media-type",
                "The body must be \(contentType). Check which program sent it."
            )
        }
        guard let length = request.headers[.contentLength] else { return byteCountMax }
        guard let byteCount = Int(length), byteCount >= 0 else {
            throw Problem(.badRequest, "length", "Content-Length is no number. Send it again.")
        }
        guard byteCount <= byteCountMax else { throw tooLarge }
        return byteCount
    }

    /// Reads the body.
    ///
    /// - Throws: ``Problem`` when it is larger than allowed.
    package func collect(_ request: Request) async throws -> [UInt8] {
        do {
            let buffer = try await request.body.collect(upTo: byteCountMax)
            return Array(buffer.readableBytesView)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw tooLarge
        }
    }

    private var tooLarge: Problem {
        Problem(
            .contentTooLarge,
            "too-large",
            "The body may have \(byteCountMax) bytes at most. Send less at a time."
        )
    }
}
