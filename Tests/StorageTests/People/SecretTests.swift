import Recovery
import Testing

@testable import Storage

@Suite struct SecretTests {
    @Test(arguments: ["2580", "1357", "13579024", "1223", "9087", "correct ", "🦉🦉🦉🦉🦉🦉🦉🦉"])
    func `a good secret is taken`(text: String) throws {
        let secret = try Secret(text)
        #expect(secret.kind == (text.allSatisfy(\.isNumber) ? .pin : .password))
    }

    @Test(arguments: [
        "0000", "1234", "4321", "7890", "0987", "8901", "11111111", "1212", "12121", "123123",
        "25802580", "123456789", "987654321", "111111111111",
    ])
    func `digits that are easy to guess are refused`(text: String) {
        #expect(throws: SecretError.tooEasy(text.count <= 8 ? .pin : .password)) {
            try Secret(text)
        }
    }

    @Test func `PINs have 4 to 8 digits and passwords 8 to 200 characters`() throws {
        #expect(throws: SecretError.pinTooShort(digits: 3)) { try Secret("258") }
        #expect(throws: SecretError.passwordTooShort(characters: 0)) { try Secret("") }
        #expect(throws: SecretError.passwordTooShort(characters: 7)) { try Secret("123456x") }
        #expect(try Secret("12345678x").kind == .password)
        #expect(try Secret("135790246").kind == .password)
        #expect(try Secret(String(repeating: "é", count: 200)).kind == .password)
        #expect(throws: SecretError.passwordTooLong(characters: 201)) {
            try Secret(String(repeating: "é", count: 201))
        }
        // Digits of other scripts are letters of a password.
        #expect(throws: SecretError.passwordTooShort(characters: 4)) { try Secret("٢٥٨٠") }
    }

    @Test func `a refusal says which of the two it is about`() {
        #expect(SecretError.pinTooShort(digits: 3).description.contains("PIN has 4 to 8 digits"))
        #expect(SecretError.tooEasy(.pin).description.hasPrefix("This PIN is easy"))
        #expect(SecretError.passwordTooLong(characters: 201).description.contains("at most 200"))
    }

    @Test func `secrets and tokens do not print themselves`() throws {
        var random = SystemRandomNumberGenerator()
        let token = SessionToken(using: &random)
        let printed = "\(try Secret("hunter2 hunter3")) \(String(reflecting: token)) \(token)"
        #expect(printed == "a password a session's token a session's token")
        #expect(String(reflecting: try Secret("258025")) == "a PIN")
    }

    @Test func `scrypt is the one that others have`() throws {
        // What OpenSSL derives from 258025 with the salt 0 to 15, N = 2^14, r = 8 and p = 1.
        let key: [UInt8] = [
            0x19, 0xdf, 0xc1, 0xfd, 0x39, 0xf2, 0x7c, 0x05,
            0xc8, 0x4c, 0x6b, 0xfd, 0xae, 0x40, 0x9c, 0x32,
            0x5e, 0x17, 0xf9, 0xee, 0xe7, 0xfd, 0xf5, 0xaf,
            0x6c, 0x36, 0x56, 0xd3, 0x40, 0x91, 0xaf, 0xfd,
        ]
        let stored = [14, 8, 1] + Array(0..<16) + key
        let hash = try #require(SecretHash(bytes: stored))
        #expect(hash.cost == .standard)
        #expect(hash.bytes == stored)
        #expect(try hash.matches("258025"))
        #expect(try !hash.matches("258026"))
    }

    @Test func `what was stored at another cost is checked at that cost`() throws {
        let former = try SecretHash(of: Secret("258025"), cost: .cheap)
        let read = try #require(SecretHash(bytes: former.bytes))
        #expect(read == former)
        #expect(try read.matches("258025"))
        #expect(try !read.matches("258026"))
        let present = try SecretHash(of: Secret("258025"), cost: .standard)
        #expect(present.bytes.count == 51)
        #expect(Array(present.bytes.prefix(3)) == [14, 8, 1])
        #expect(try present.matches("258025"))
        #expect(try !present.matches("258026"))
        #expect(present.bytes != former.bytes)
    }

    @Test func `the same secret is stored differently each time`() throws {
        let some = try SecretHash(of: Secret("258025"), cost: .cheap)
        #expect(try some != SecretHash(of: Secret("258025"), cost: .cheap))
    }

    @Test func `a damaged hash is none, and costs nothing to refuse`() throws {
        let bytes = try SecretHash(of: Secret("258025"), cost: .cheap).bytes
        #expect(SecretHash(bytes: []) == nil)
        #expect(SecretHash(bytes: bytes.dropLast()) == nil)
        #expect(SecretHash(bytes: bytes + [0]) == nil)
        for (place, value) in [(0, UInt8(0)), (0, 21), (1, 0), (1, 33), (2, 0), (2, 17)] {
            var damaged = bytes
            damaged[place] = value
            #expect(SecretHash(bytes: damaged) == nil)
        }
    }

    @Test func `nobody's hash matches nothing`() throws {
        #expect(try !SecretHash(nobodysAt: .cheap).matches(""))
    }

    @Test(arguments: [([1, 2], [1, 2], true), ([1, 2], [1, 3], false), ([1], [1, 0], false)])
    func `bytes are compared to the last`(some: [UInt8], others: [UInt8], same: Bool) {
        #expect(areEqual(some, others) == same)
    }
}
