package import Hummingbird
import Crypto
import HTTPTypes
import NIOCore

/// The files that pages load beside themselves: one stylesheet, one sheet of icons.
///
/// Their addresses carry a hash of what they hold, so a browser may keep them for ever.
package enum Assets {
    /// The stylesheet's address.
    package static let stylesheet = Asset.stylesheet.address
    /// The address of what keeps an open page up to date.
    package static let script = Asset.script.address
    /// The address of the sheet of icons; one of them is `#i-` and its name.
    package static let icons = Asset.icons.address
    /// The address of what a shared screen for guests runs.
    package static let kioskScript = Asset.kioskScript.address

    /// What a page that stands alone carries along: the stylesheet's text and the sheet of icons.
    package static let carried = (
        styles: String(decoding: Asset.stylesheet.bytes, as: UTF8.self),
        icons: String(decoding: Asset.icons.bytes, as: UTF8.self)
    )

    /// Adds the routes to a process's router.
    package static func add<Context: RequestContext>(to router: Router<Context>) {
        for asset in [Asset.stylesheet, .icons, .script, .kioskScript] {
            router.get(RouterPath("/assets/\(asset.name)")) { request, _ in
                asset.response(to: request)
            }
        }
    }
}

private struct Asset: Sendable {
    let name: String
    let contentType: String
    let bytes: [UInt8]
    let hash: String

    var address: String { "/assets/\(name)?v=\(hash)" }

    init(_ name: String, _ contentType: String, _ parts: [[UInt8]]) {
        self.name = name
        self.contentType = contentType
        bytes = Array(parts.joined())
        hash = SHA256.hash(data: bytes).prefix(6).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    static let stylesheet = Asset(
        "amends.css",
        "text/css; charset=utf-8",
        [
            PackageResources.foundation_css, PackageResources.desk_css,
            PackageResources.charts_css, PackageResources.sheets_css, PackageResources.guests_css,
            PackageResources.media_css,
        ]
    )
    static let icons = Asset("icons.svg", "image/svg+xml", [PackageResources.icons_svg])
    static let script = Asset(
        "amends.js",
        "text/javascript; charset=utf-8",
        [PackageResources.amends_js]
    )
    static let kioskScript = Asset(
        "kiosk.js",
        "text/javascript; charset=utf-8",
        [PackageResources.kiosk_js]
    )

    func response(to request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: contentType, .eTag: "\"\(hash)\"", .xContentTypeOptions: "nosniff",
        ]
        headers[.cacheControl] =
            request.uri.queryParameters.get("v") == hash
            ? "public, max-age=31536000, immutable" : "no-cache"
        if request.headers[.ifNoneMatch] == "\"\(hash)\"" {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
