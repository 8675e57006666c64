extension String {
    /// Lower case, without accents: what search indexes and looks for.
    ///
    /// Letters of the Latin script lose their marks (`Ñ` becomes `n`, `ß` becomes `ss`);
    /// combining marks are dropped; other scripts are only lower-cased.
    package var foldedForSearch: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
        var result = ""
        result.reserveCapacity(utf8.count)
        for scalar in lowercased().unicodeScalars {
            switch scalar.value {
            case 0x300...0x36F: continue
            case 0xDF...0x17F: result += Self.folds[Int(scalar.value) - 0xDF]
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// What each letter from U+00DF to U+017F folds to.
    private static let folds: [String] = {
        let groups: [(String, String)] = [
            ("àáâãäåāăą", "a"), ("æ", "ae"), ("çćĉċč", "c"), ("ďđð", "d"),
            ("èéêëēĕėęě", "e"), ("ĝğġģ", "g"), ("ĥħ", "h"), ("ìíîïĩīĭįı", "i"),
            ("ĳ", "ij"), ("ĵ", "j"), ("ķĸ", "k"), ("ĺļľŀł", "l"), ("ñńņňŉŋ", "n"),
            ("òóôõöøōŏő", "o"), ("œ", "oe"), ("ŕŗř", "r"), ("śŝşšſ", "s"), ("ß", "ss"),
            ("ţťŧ", "t"), ("þ", "th"), ("ùúûüũūŭůűų", "u"), ("ŵ", "w"),
            ("ýÿŷ", "y"), ("źżž", "z"),
        ]
        var table = (0xDF...0x17F).map { value in
            UnicodeScalar(UInt32(value)).map { String($0) } ?? ""
        }
        for (letters, fold) in groups {
            for scalar in letters.unicodeScalars where (0xDF...0x17F).contains(scalar.value) {
                table[Int(scalar.value) - 0xDF] = fold
            }
        }
        return table
    }()
}
