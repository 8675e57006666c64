/// Whose words a message carries.
package enum MessageDirection: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// From the guest.
    case incoming = 1
    /// To the guest.
    case outgoing
}

/// What became of a message on its way out.
package enum DeliveryState: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Handed to what carries it: the host's mail, a gateway, or a person's own hands.
    case sent = 1
    /// Refused for good by what should have carried it.
    case failed
    /// Taken back before it left.
    case withdrawn
}

/// How a try to reach a guest ended.
package enum ContactResult: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The guest was spoken to.
    case reached = 1
    /// Nobody answered.
    case noAnswer
    /// Words were left with a machine or another person.
    case leftMessage
    /// The number or address is not the guest's.
    case wrongContact
}
