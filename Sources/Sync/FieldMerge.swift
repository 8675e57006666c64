package import Wire

/// What becomes of one field when a version of it arrives.
///
/// A field keeps its set of live versions, one as a rule. An edit replaces those that its author
/// saw; what is left beside it was written without knowledge of it.
package struct FieldMerge: Hashable, Sendable {
    /// The live versions afterwards, by ascending id.
    package var live: [Version]
    /// Those that the arrival replaced.
    package var replaced: [Version]

    /// Merges `arrival` into `live`.
    ///
    /// `isSuperseded` tells whether the arrival's author had seen a version; `arrivesLate`, that
    /// a later version has already taken the arrival's place.
    package init(
        live: [Version],
        arrival: Version,
        arrivesLate: Bool,
        isSuperseded: (Version) throws -> Bool
    ) rethrows {
        guard !arrivesLate else {
            self.init(live: live, replaced: [])
            return
        }
        var kept: [Version] = []
        var replaced: [Version] = []
        for version in live {
            if try isSuperseded(version) { replaced.append(version) } else { kept.append(version) }
        }
        let place = kept.firstIndex { $0.id > arrival.id } ?? kept.endIndex
        kept.insert(arrival, at: place)
        self.init(live: kept, replaced: replaced)
    }

    private init(live: [Version], replaced: [Version]) {
        self.live = live
        self.replaced = replaced
    }
}

/// The longest list of bases that a version keeps; an edit by the hub on top of its own edits
/// inherits theirs, so that a site can give the last of them back to a hub that lost them all.
package let baseCountMax = 32
