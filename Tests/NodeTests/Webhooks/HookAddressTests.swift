import Foundation
import Recovery
import Storage
import Testing

@testable import Node

@Suite struct HookAddressTests {
    @Test(arguments: [
        "https://pms.example/amends", "http://192.168.1.20:9000/told?by=amends",
        "http://10.0.0.7", "https://[2001:db8::7]/x", "http://[fd00::1]:8080/",
    ])
    func `programs in the house network and beyond are told`(url: String) throws {
        #expect(try HookAddress(url, reaching: .otherMachines).url == url)
    }

    @Test(arguments: [
        ("http://127.0.0.1/x", "rule: loopback"), ("http://127.9.9.9:80/", "rule: loopback"),
        ("http://localhost:8081/x", "rule: loopback"), ("http://LOCALHOST", "rule: loopback"),
        ("http://a.localhost/", "rule: loopback"), ("http://[::1]/", "rule: loopback"),
        ("http://[::ffff:127.0.0.1]/", "rule: loopback"),
        ("http://169.254.169.254/latest/meta-data", "rule: 169.254.0.0/16"),
        ("http://[fe80::1]/", "rule: 169.254.0.0/16"),
        ("http://[::ffff:169.254.169.254]/", "rule: 169.254.0.0/16"),
        ("http://100.100.100.200/latest/meta-data", "rule: metadata"),
        ("http://[fd00:ec2::254]/latest", "rule: metadata"),
        ("http://[::ffff:100.100.100.200]/", "rule: metadata"),
        ("http://0.0.0.0/", "rule: unspecified"), ("http://[::]/", "rule: unspecified"),
        ("http://224.0.0.1/", "rule: multicast"), ("http://255.255.255.255/", "rule: multicast"),
        ("http://[ff02::1]/", "rule: multicast"),
        ("http://ana:secret@pms.example/", "Leave names"),
        ("http://pms.example/#told", "Leave names"),
        ("ftp://pms.example/", "Write the address"), ("https://", "Write the address"),
        ("pms.example", "Write the address"), ("https://pms example/", "Write the address"),
    ])
    func `what is no other machine's is refused by a rule that has a name`(
        url: String,
        words: String
    ) {
        do {
            _ = try HookAddress(url, reaching: .otherMachines)
            Issue.record("\(url) was let through")
        } catch { #expect(error.description.contains(words), "\(url): \(error)") }
    }

    @Test(arguments: ["http://2130706433/", "http://127.1/", "http://0x7f000001/"])
    func `another spelling of this machine is seen when it is looked up`(url: String) throws {
        #expect(throws: HookAddressError.self) {
            try HookAddress(url, reaching: .otherMachines).resolved(reaching: .otherMachines)
        }
    }

    @Test func `the operator lets programs on this machine be told, and no other rule goes`() throws
    {
        let own = try HookAddress("http://127.0.0.1:9/", reaching: .thisMachineToo)
        #expect(try own.resolved(reaching: .thisMachineToo).address == "127.0.0.1")
        #expect(throws: HookAddressError.self) {
            try HookAddress("http://169.254.169.254/", reaching: .thisMachineToo)
        }
    }

    /// The manual shows how a program checks a signature; the example is one.
    @Test func `the manual's example of a signature is right`() throws {
        let manual = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Deploy/Operating.md")
        let text = try String(contentsOf: manual, encoding: .utf8)
        let secret = try #require(WebhookSecret("correct-horse-battery"))
        let body = Array(#"{"id":"4.17.x1","type":"webhook.test"}"#.utf8)
        let moment = Timestamp(milliseconds: 1_790_000_000_000)
        #expect(text.contains(secret.signature(of: body, at: moment)))
        #expect(text.contains(String(decoding: body, as: UTF8.self)))
    }
}
