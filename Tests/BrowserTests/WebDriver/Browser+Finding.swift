import Foundation

/// Something in a page.
struct Element: Sendable {
    fileprivate static let key = "element-6066-11e4-a52e-4f735466cecf"

    let browser: Browser
    private let id: String

    fileprivate init?(_ browser: Browser, _ value: JSONValue) {
        guard let id = value[Self.key].text else { return nil }
        (self.browser, self.id) = (browser, id)
    }

    /// The element as an argument of a script.
    var reference: JSONValue { .object([Self.key: .text(id)]) }

    var text: String {
        get async throws { try await browser.send(.GET, "/element/\(id)/text").text ?? "" }
    }

    var isShown: Bool {
        get async throws { try await browser.send(.GET, "/element/\(id)/displayed").isTrue }
    }

    func attribute(_ name: String) async throws -> String? {
        try await browser.send(.GET, "/element/\(id)/attribute/\(name)").text
    }

    /// Clicks or taps where a person would: what is covered by something else takes no click.
    func click() async throws {
        // People scroll what they want into the middle, clear of what floats at the edges.
        try await browser.run("arguments[0].scrollIntoView({block: 'center'})", reference)
        _ = try await browser.send(.POST, "/element/\(id)/click")
    }

    func type(_ text: String) async throws {
        _ = try await browser.send(.POST, "/element/\(id)/value", ["text": .text(text)])
    }
}

extension Browser {
    /// How elements are found.
    enum Locator: CustomStringConvertible {
        case css(String)
        /// A button by all its words.
        case button(String)
        /// A link by all its words.
        case link(String)
        /// A link or button whose words hold these.
        case control(String)

        fileprivate var query: (using: String, value: String) {
            switch self {
            case .css(let selector): ("css selector", selector)
            case .button(let words): ("xpath", "//button[normalize-space()=\(Self.quoted(words))]")
            case .link(let words): ("xpath", "//a[normalize-space()=\(Self.quoted(words))]")
            case .control(let words):
                (
                    "xpath",
                    "//*[self::a or self::button][contains(normalize-space(), "
                        + "\(Self.quoted(words)))]"
                )
            }
        }

        private static func quoted(_ words: String) -> String { "\"\(words)\"" }

        var description: String {
            switch self {
            case .css(let selector): selector
            case .button(let words): "the button '\(words)'"
            case .link(let words): "the link '\(words)'"
            case .control(let words): "a link or button '\(words)'"
            }
        }
    }

    /// How long a page may take; longer than any should, for machines that are busy.
    static let patience = Duration.seconds(20)

    /// Everything of a kind that is in the page now.
    func all(_ locator: Locator) async throws -> [Element] {
        let (using, value) = locator.query
        return try await send(
            .POST,
            "/elements",
            ["using": .text(using), "value": .text(value)]
        ).array.compactMap { Element(self, $0) }
    }

    /// The first of a kind that can be seen; waits for it.
    func find(_ locator: Locator) async throws -> Element {
        try await wait(for: locator.description) {
            for element in try await all(locator) where try await element.isShown {
                return element
            }
            return nil
        }
    }

    func find(_ selector: String) async throws -> Element { try await find(.css(selector)) }

    /// Whether something of a kind can be seen now.
    func shows(_ locator: Locator) async throws -> Bool {
        for element in try await all(locator) where try await element.isShown { return true }
        return false
    }

    /// Clicks what leads on, and waits until the answer has taken the page's place.
    func submit(_ locator: Locator) async throws {
        try await submit {
            // A page that follows the house may draw the thing anew between the look and the click.
            _ = try await wait(for: locator.description) {
                try await find(locator).click()
                return true
            }
        }
    }

    /// Does what leads on, and waits until the answer has taken the page's place.
    func submit(_ act: () async throws -> Void) async throws {
        let former = try await find("main")
        try await act()
        _ = try await wait(for: "the next page") { () async throws -> Bool? in
            do {
                _ = try await former.isShown
                return nil
            } catch let error as BrowserError where error.isPassing { return true }
        }
        _ = try await find("main")
    }

    /// Waits until the page's path is this one.
    func arrive(at path: String) async throws {
        _ = try await wait(for: "the page \(path)") {
            try await self.path() == path ? true : nil
        }
    }

    /// Waits until the page says these words, in any letter case.
    func read(_ words: String) async throws {
        _ = try await wait(for: "'\(words)'") {
            try await pageText().localizedCaseInsensitiveContains(words) ? true : nil
        }
    }

    /// All that the page says, to eyes or to readers of screens.
    func pageText() async throws -> String {
        let text = try await run("return document.body ? document.body.textContent : ''").text
        return (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Looks again and again until `look` finds something.
    ///
    /// - Throws: ``BrowserError/neverCame(_:page:text:)`` when patience is at its end.
    func wait<Found>(
        for what: String,
        within patience: Duration = Browser.patience,
        _ look: () async throws -> Found?
    ) async throws -> Found {
        let deadline = ContinuousClock.now + patience
        while true {
            do {
                if let found = try await look() { return found }
            } catch let error as BrowserError where error.isPassing {}
            if ContinuousClock.now > deadline {
                throw BrowserError.neverCame(
                    what,
                    page: try await path(),
                    text: String(try await pageText().prefix(600))
                )
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
