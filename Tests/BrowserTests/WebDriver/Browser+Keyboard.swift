extension Browser {
    /// Keys that are no letters, as WebDriver writes them.
    enum Key: String {
        case tab = "\u{E004}"
        case enter = "\u{E007}"
        case space = " "
        case escape = "\u{E00C}"
        case down = "\u{E015}"
    }

    /// Presses a key and lets it go.
    func press(_ key: Key) async throws { try await strike([key.rawValue]) }

    /// Types into whatever has the focus.
    func type(_ text: String) async throws { try await strike(text.map(String.init)) }

    private func strike(_ keys: [String]) async throws {
        let strokes = keys.flatMap { key -> [JSONValue] in
            [
                ["type": "keyDown", "value": .text(key)], ["type": "keyUp", "value": .text(key)],
            ]
        }
        _ = try await send(
            .POST,
            "/actions",
            ["actions": [["type": "key", "id": "keys", "actions": .array(strokes)]]]
        )
    }

    /// What has the focus.
    struct Focus: Hashable, Sendable {
        /// Its tag, name and words, enough to tell it from others.
        var name: String
        /// Whether it is drawn as focused, on itself or on what stands for it.
        var isMarked: Bool
        /// Whether it can be seen near its middle: not outside the window, nor below something.
        var isInSight: Bool
    }

    /// What has the focus; nil when it is the page as a whole.
    func focus() async throws -> Focus? {
        let found = try await run(
            """
            const it = document.activeElement;
            if (!it || it === document.body || it === document.documentElement) return null;
            const marked = node => {
                const style = getComputedStyle(node);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            };
            // The browser itself marks which part of a time is being typed.
            const isInParts = it.matches('[type=time], [type=date], [type=datetime-local]');
            const label = it.closest('label');
            const box = (label || it).getBoundingClientRect();
            // Of what is taller than the window, the part in it counts.
            const top = Math.min(Math.max(box.top, 0), Math.max(box.bottom - 1, box.top));
            const height = Math.min(box.bottom, innerHeight) - top;
            const x = box.left + box.width / 2, y = top + Math.min(height / 2, 40);
            const above = document.elementFromPoint(x, y);
            const owner = label || it;
            const words = (it.getAttribute('aria-label') || it.textContent || '').trim();
            return {
                name: [it.tagName.toLowerCase(), it.name || '', it.value || '', words.slice(0, 60)]
                    .filter(Boolean).join(' ').replace(/\\s+/g, ' '),
                marked: isInParts || marked(it) || (label !== null && marked(label)),
                inSight: above !== null
                    && (owner.contains(above) || above.contains(owner) && above !== document.body)
            };
            """
        )
        guard let name = found["name"].text else { return nil }
        return Focus(
            name: name,
            isMarked: found["marked"].isTrue,
            isInSight: found["inSight"].isTrue
        )
    }

    /// Presses Tab until something with these words, or this name, has the focus.
    func tab(to words: String) async throws {
        // More than any page has stops.
        for _ in 0..<200 {
            try await press(.tab)
            guard let focus = try await focus() else { continue }
            if focus.name.contains(words) { return }
        }
        throw BrowserError.neverCame("the focus on '\(words)'", page: try await path(), text: "")
    }
}
