extension Browser {
    /// Light or dark, as the system has it.
    enum Theme: String, CaseIterable, Sendable { case light, dark }

    /// Makes the window as wide as a phone, a tablet or a screen, with what belongs to it.
    func resize(width: Int) async throws {
        let isHeld = width < 1024
        try await chromium(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(width)), "height": 900, "deviceScaleFactor": 1,
                "mobile": .bool(isHeld),
            ]
        )
        try await chromium("Emulation.setTouchEmulationEnabled", ["enabled": .bool(isHeld)])
    }

    func use(_ theme: Theme) async throws {
        try await chromium(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": .text(theme.rawValue)]]]
        )
    }

    /// What reaches beyond the window's edge, so that the page scrolls sideways; none when the
    /// page fits.
    func overflow(width: Int) async throws -> [String] {
        try await run(
            """
            const root = document.documentElement, width = arguments[0];
            if (root.scrollWidth <= width) return [];
            return [...document.body.querySelectorAll('*')]
                .filter(node => node.getBoundingClientRect().right > width + 1
                    || node.getBoundingClientRect().left < -1)
                .slice(0, 8)
                .map(node => node.tagName.toLowerCase() + '.' + node.getAttribute('class') + ' to '
                    + Math.round(node.getBoundingClientRect().right) + ' from '
                    + Math.round(node.getBoundingClientRect().left))
                .concat('the page is ' + root.scrollWidth + ' wide');
            """,
            .number(Double(width))
        ).array.compactMap(\.text)
    }
}
