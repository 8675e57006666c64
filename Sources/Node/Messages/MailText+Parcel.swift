import Recovery
import Storage

extension MailText {
    /// The message of a parcel to an address, from a house.
    init(_ parcel: Parcel, to address: MailAddress, from sender: MailAddress, house: String) {
        self.init(
            Head(
                subject: parcel.subject.isEmpty ? "Your message to \(house)" : parcel.subject,
                key: parcel.key,
                writtenAt: parcel.writtenAt,
                isByPerson: true
            ),
            to: address,
            from: Sender(house, sender),
            text: parcel.text
        )
    }
}
