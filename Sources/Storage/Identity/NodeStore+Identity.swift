import GRDB
package import Wire

/// By which keys a node and its hub know each other.
package struct NodeIdentity: Hashable, Sendable {
    package var ring: KeyRing
    /// The hub's key; nil for a node from before there were keys, until the hub has said it.
    package var hubKey: VerifyingKey?

    package init(ring: KeyRing, hubKey: VerifyingKey?) {
        self.ring = ring
        self.hubKey = hubKey
    }
}

extension NodeStore {
    /// By which keys this node and its hub know each other.
    ///
    /// - Returns: nil when the node has never had a key.
    /// - Throws: ``KeyError`` when its keys are lost or cannot be used.
    package func identity() throws -> NodeIdentity? {
        let (ownKey, hubKey) = try database.read { database in
            (
                try Settings.text(.ownKey, in: database),
                try Settings.text(.hubKey, in: database)
            )
        }
        let path = KeyRing.path(besideDatabase: database.path)
        guard let ring = try KeyRing(path: path) else {
            // The database says that there was one.
            guard ownKey == nil else { throw KeyError.damaged(path: path) }
            return nil
        }
        return NodeIdentity(ring: ring, hubKey: hubKey.flatMap(IdentityField.key))
    }

    /// Writes this node's keys down, and by which key it knows the hub.
    ///
    /// - Throws: ``KeyError``, or the database's error.
    package func keep(_ identity: NodeIdentity) throws {
        try identity.ring.write(path: KeyRing.path(besideDatabase: database.path))
        try database.write { database in
            try Settings.set(.ownKey, identity.ring.present.publicKey.mark.text, in: database)
            if let hubKey = identity.hubKey {
                try Settings.set(.hubKey, IdentityField.text(hubKey), in: database)
            }
        }
    }

    /// Believes another key of the hub from now on, as the hub said by the former one.
    package func trust(_ hubKey: VerifyingKey) throws {
        try database.write { database in
            try Settings.set(.hubKey, IdentityField.text(hubKey), in: database)
        }
    }

    /// Lets this node be known anew by its hub, with all that it holds.
    ///
    /// - Throws: ``KeyError/otherSite(found:wanted:)`` when the code was another site's, or another
    ///   hub's.
    package func rejoin(_ enrolment: Enrolment) throws {
        let membership = try membership()
        guard enrolment.site == membership.site, enrolment.siteCode == membership.siteCode else {
            throw KeyError.otherSite(found: enrolment.siteCode, wanted: membership.siteCode)
        }
        if let identity = enrolment.identity { try keep(identity) }
        try database.write { database in
            try Settings.set(.hubURL, enrolment.hubURL, in: database)
            try Settings.set(.credential, enrolment.credential, in: database)
            try Settings.setOrRemove(.hubAuthority, enrolment.hubAuthority, in: database)
        }
    }
}
