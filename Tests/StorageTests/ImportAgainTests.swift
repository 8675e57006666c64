import Recovery
import Storage
import Sync
import Testing
import Wire

struct ImportAgainTests {
    @Test func `a row imported again on a new disk does not keep the site's former rows out`()
        throws
    {
        let house = try TestHouse()
        func importRow(_ node: NodeStore) throws {
            try house.act(node) {
                _ = try $0.create(
                    Catalogue.feedback,
                    [FeedbackField.text: .text("Cold"), .fingerprint: .integer(99)]
                )
            }
        }
        try importRow(house.lisbon)
        try house.exchange(house.lisbon)
        let renewed = try NodeStore(inMemoryWith: .all)
        try renewed.enrol(.test(try house.hub.addSiteForSimulation(number: 1), code: "LIS"))
        try importRow(renewed)
        try house.exchange(renewed)
        #expect(try renewed.read { try $0.feedback() }.count == 2)
        let knows = try renewed.write(author: "ana", now: house.now) {
            try $0.contains(
                Catalogue.feedback,
                where: FeedbackField.fingerprint,
                is: .integer(99)
            )
        }
        #expect(knows)
    }
}
