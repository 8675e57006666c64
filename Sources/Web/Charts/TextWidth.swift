/// How wide words are at most, so that nothing is drawn over them.
///
/// The widths are those of DejaVu Sans, regular and bold, the widest of the typefaces that systems
/// use for their own pages; where another one is used, words have more room than they need.
enum TextWidth {
    /// The width of a line of words, in units of the drawing.
    static func of(_ text: String, _ voice: Drawing.Voice) -> Double {
        var thousandths = 0
        for scalar in text.unicodeScalars {
            thousandths += width(scalar, isBold: voice.isBold)
        }
        return Double(thousandths) * voice.size / 1000
    }

    /// The words in lines of a width, at most `lineCountMax` (1 or more) of them.
    ///
    /// What does not fit ends in an ellipsis; a word wider than a line is cut.
    static func wrapped(
        _ text: String,
        to width: Double,
        _ voice: Drawing.Voice = .plain,
        lineCountMax: Int
    ) -> [String] {
        var lines: [String] = []
        var line = ""
        var words = text.split(separator: " ").map(String.init)[...]
        while let word = words.first {
            let longer = line.isEmpty ? word : line + " " + word
            if of(longer, voice) <= width {
                line = longer
                words.removeFirst()
            } else if lines.count == lineCountMax - 1 || line.isEmpty {
                let rest = line.isEmpty ? words.joined(separator: " ") : longer
                return lines + [cut(rest, to: width, voice)]
            } else {
                lines.append(line)
                line = ""
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// The words in as few lines of a width as they take, lines as even as they can be.
    static func balanced(
        _ text: String,
        to width: Double,
        _ voice: Drawing.Voice = .plain,
        lineCountMax: Int
    ) -> [String] {
        var lines = wrapped(text, to: width, voice, lineCountMax: lineCountMax)
        let words = lines.joined(separator: " ")
        var narrower = width - 4
        while narrower > width / 3 {
            let tried = wrapped(text, to: narrower, voice, lineCountMax: lineCountMax)
            guard tried.count == lines.count, tried.joined(separator: " ") == words else { break }
            lines = tried
            narrower -= 4
        }
        return lines
    }

    /// The words, or as many letters of them as a width holds and an ellipsis.
    static func cut(_ text: String, to width: Double, _ voice: Drawing.Voice) -> String {
        guard of(text, voice) > width else { return text }
        var kept = text
        while !kept.isEmpty, of(kept + "…", voice) > width { kept.removeLast() }
        while kept.last == " " || kept.last == "," { kept.removeLast() }
        return kept + "…"
    }

    /// Thousandths of the letters' size.
    private static func width(_ scalar: Unicode.Scalar, isBold: Bool) -> Int {
        switch scalar.value {
        case 32..<127:
            (isBold ? boldWidths : widths)[Int(scalar.value) - 32]
        case 0x00A0, 0x2009, 0x202F: 350
        case 0x0300..<0x0370, 0x200B..<0x2010, 0x20D0..<0x2100, 0xFE00..<0xFE10: 0
        case 0x00A1..<0x0250: isBold ? 800 : 720
        case 0x0250..<0x1100: isBold ? 960 : 880
        case 0x2010..<0x2100: 1000
        case 0x1F000...: 1400
        default: 1050
        }
    }

    private static let widths = [
        318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637,
        637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531, 1000, 685, 687, 699,
        771, 632, 576, 775, 752, 295, 295, 656, 558, 863, 749, 788, 604, 788, 695, 635, 611, 732,
        685, 989, 686, 611, 686, 391, 337, 391, 838, 500, 500, 613, 635, 550, 635, 616, 353, 635,
        634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592,
        525, 637, 337, 637, 838,
    ]
    private static let boldWidths = [
        349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696, 696,
        696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 581, 1000, 774, 763, 734,
        831, 684, 684, 821, 837, 373, 373, 775, 638, 996, 837, 851, 733, 851, 771, 721, 683, 813,
        774, 1104, 771, 725, 726, 458, 366, 458, 838, 500, 500, 675, 716, 593, 716, 679, 436, 716,
        712, 343, 343, 666, 343, 1042, 712, 688, 716, 716, 494, 596, 479, 712, 652, 924, 646, 652,
        583, 712, 366, 712, 838,
    ]
}
