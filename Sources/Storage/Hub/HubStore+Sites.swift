import Recovery
package import Wire

extension HubStore {
    /// What a site is told when its node joins without the ceremony of a code.
    package func addSiteForSimulation(
        number: UInt32
    ) throws -> (site: UInt32, writer: WriterNumber, epoch: Epoch) {
        try write(author: "simulation", now: .init(milliseconds: 0)) { transaction in
            let ledger = transaction.ledger
            return (number, try ledger.newWriter(site: number), ledger.epoch)
        }
    }
}
