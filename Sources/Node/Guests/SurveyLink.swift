import Recovery
import Storage
import Web

/// On a case's page: the address at which its guest says how well it was put right.
struct SurveyLink: Sendable {
    let path: String
    /// The whole address as a code; nil until the house has said where telephones reach it.
    let code: Code?
    /// What the guest answered.
    let score: Int?

    struct Code: Sendable {
        let address: String
        let qr: QRCode
    }

    /// The link for a case that is put right; nil before.
    init?(to found: RecoveryCase, _ key: GuestKey, _ reader: StoreReader) throws {
        guard found.isPutRight else { return nil }
        path = "/s/\(key.code(.survey, of: found.id))"
        score = found.recoveryScore
        guard let house = try reader.guestSettings().address else {
            code = nil
            return
        }
        code = Code(address: house + path, qr: try QRCode(house + path))
    }
}
