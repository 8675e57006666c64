import GRDB
/// As which site a node belongs to which hub.
package struct Membership: Hashable, Sendable {
    package var site: UInt32
    package var siteCode: String
    package var siteName: String
    package var hubURL: String
    package var credential: String
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
                credential: credential
            )
        }
    }
}
