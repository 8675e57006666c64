import GRDB
package import Recovery

/// As which site a node belongs to which hub.
package struct Membership: Hashable, Sendable {
    package var site: UInt32
    package var siteCode: String
    package var siteName: String
    package var hubURL: String
    package var credential: String
    /// Certificates in PEM of those whom it believes about the hub's address; nil: whom the
    /// system believes.
    package var hubAuthority: String?
}

extension NodeStore {
    /// Reads as which site this node belongs to which hub.
    ///
    /// - Throws: ``NodeError/notEnrolled`` before it has joined.
    package func membership() throws -> Membership {
        try database.read { database in
            guard let site = try Settings.integer(.site, in: database),
                let siteCode = try Settings.text(.siteCode, in: database),
                let siteName = try Settings.text(.siteName, in: database),
                let hubURL = try Settings.text(.hubURL, in: database),
                let credential = try Settings.text(.credential, in: database)
            else { throw NodeError.notEnrolled }
            return Membership(
                site: UInt32(site),
                siteCode: siteCode,
                siteName: siteName,
                hubURL: hubURL,
                credential: credential,
                hubAuthority: try Settings.text(.hubAuthority, in: database)
            )
        }
    }

    /// Looks for the hub at another address, or believes others about it, from the next start on.
    ///
    /// The hub is known by its key, wherever it is.
    /// - Throws: ``NodeError/notEnrolled`` before it has joined.
    package func findHub(
        at hubURL: String,
        authority: String?,
        author: String,
        now: Timestamp
    ) throws {
        _ = try membership()
        try database.write { database in
            try Settings.set(.hubURL, hubURL, in: database)
            try Settings.setOrRemove(.hubAuthority, authority, in: database)
            let trust = authority == nil ? "" : ", known by an authority of one's own"
            try Journal.add("\(author) said that the hub is at \(hubURL)\(trust).", now, database)
        }
    }
}
