import Recovery

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        var end = start[...]
        while end.last?.isWhitespace == true { end = end.dropLast() }
        return String(end)
    }

    /// With its first letter as a capital.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// A place as people say it: a bare number is a room's.
    var asPlace: String {
        !isEmpty && allSatisfy(\.isNumber) ? say("Room \(self)") : String(self)
    }
}
