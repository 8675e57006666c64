import Recovery
import Testing

struct GuestAddressTests {
    @Test(
        arguments: [
            ("m.lindqvist@example.com", "m.lindqvist@example.com"),
            ("Marta Lindqvist <ml+hotel@mail.example>", "ml+hotel@mail.example"),
            ("+46 (70) 123-45 67", "+46701234567"), ("room 412, 0351/4455667", "03514455667"),
            ("call 118", nil), ("at the pool", nil), ("a@b", nil), ("", nil),
        ] as [(String, String?)]
    )
    func `an address or a number is found in what somebody wrote`(text: String, found: String?) {
        #expect(GuestAddress(text)?.text == found)
    }

    @Test(
        arguments: [
            "a b@example.com", "a@example.com\nBcc: all@example.com", "a,b@example.com",
            "<a@example.com>", "a@example.com, b@example.com", "a@@example.com", ".a@example.com",
            "a@example..com", "a@-example.com", "-a@example.com", "\"a\"@example.com",
            "a@[1.2.3.4]",
            "ä@example.com", "a@example.com;x",
        ]
    )
    func `nothing that could mean more than one address is one`(text: String) {
        #expect(throws: MailAddressError.self) { try MailAddress(text) }
    }

    @Test(
        arguments: [
            ("a@example.com", .sms, .email), ("+4670123456", .sms, .sms),
            ("+4670123456", .webForm, .phone), (nil, .email, .email), (nil, .inPerson, nil),
            (nil, .survey, nil), ("at the pool", .kiosk, nil),
        ] as [(String?, FeedbackChannel, FeedbackChannel?)]
    )
    func `the channel that a guest asks for follows from what they left`(
        contact: String?,
        cameBy: FeedbackChannel,
        preferred: FeedbackChannel?
    ) {
        #expect(GuestAddress.preferredChannel(contact: contact, cameBy: cameBy) == preferred)
    }
}
