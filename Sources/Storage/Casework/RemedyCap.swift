package import Recovery

/// More would be given than helps, and nobody said why.
package struct RemedyCapError: Error, Hashable, Spoken {
    /// The most that helps.
    package let cap: Money
    /// What the case would cost.
    package let total: Money

    /// How much of the price affected helps, in percent.
    ///
    /// Beyond it a guest is not more content, and at last less (Haesevoets et al. 2017).
    package static let percent = 150

    /// What to do next.
    package var sentence: Sentence {
        """
        \(total) is more than \(cap), \(Self.percent) % of the price affected: beyond that, more \
        does not help. Give less, or say why it must be so much.
        """
    }
}

extension RecordTransaction {
    /// Where nobody named the price affected, it is that of one night of the stay.
    ///
    /// - Throws: ``RemedyCapError`` when too much would be given without a reason, or `MoneyError`.
    func checkCap(_ proposal: RemedyProposal, in found: RecoveryCase) throws {
        guard let cost = proposal.cost,
            let price = try proposal.affectedPrice ?? reader.affectedPrice(of: found),
            price.currency == cost.currency || proposal.affectedPrice != nil
        else { return }
        let cap = try price.percent(RemedyCapError.percent)
        let total = try reader.given(in: found.id, cost.currency).adding(cost)
        guard try total.exceeds(cap) else { return }
        guard !proposal.reason.allSatisfy(\.isWhitespace) else {
            throw RemedyCapError(cap: cap, total: total)
        }
        try note("\(total) given, above \(cap): \(proposal.reason)", about: found)
    }
}

extension StoreReader {
    /// What one night costs in the stay of a case: the price affected, where nobody names another.
    package func affectedPrice(of found: RecoveryCase) throws -> Money? {
        try stay(of: found)?.rate
    }

    /// The most that helps in a case, by the price of a night; nil where that is not known.
    package func remedyCap(of found: RecoveryCase) throws -> Money? {
        try affectedPrice(of: found)?.percent(RemedyCapError.percent)
    }
}
