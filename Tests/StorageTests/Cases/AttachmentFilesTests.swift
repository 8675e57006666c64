import Foundation
import Storage
import Testing

/// The bytes of pictures and recordings on disk.
struct AttachmentFilesTests {
    @Test func `bytes lie under their digest, once, and come back as they were`() throws {
        let directory = try TemporaryDirectory()
        let files = AttachmentFiles(directory: directory.path)
        let bytes = Array("picture".utf8)
        let kept = try files.keep(bytes)
        #expect(try files.keep(bytes) == kept)
        #expect(kept.digest == FileDigest(of: bytes))
        #expect(kept.byteCount == 7)
        #expect(try files.bytes(kept.digest) == bytes)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: directory.path + "/attachments"
        )
        #expect(names == [kept.digest.text])
        #expect(try files.bytes(FileDigest(of: [])) == nil)
    }

    @Test func `a file that was altered or cut short is none`() throws {
        let directory = try TemporaryDirectory()
        let files = AttachmentFiles(directory: directory.path)
        let kept = try files.keep(Array("picture".utf8))
        let path = "\(directory.path)/attachments/\(kept.digest.text)"
        try Data("pictur".utf8).write(to: URL(filePath: path))
        #expect(try files.bytes(kept.digest) == nil)
        // It is mended by adding it again.
        _ = try files.keep(Array("picture".utf8))
        #expect(try files.bytes(kept.digest) == Array("picture".utf8))
    }

    @Test func `a folder that cannot be written is said, and nothing is claimed to be kept`() throws
    {
        let files = AttachmentFiles(directory: "/proc/nowhere")
        #expect(throws: StoreError.readOnly(path: "/proc/nowhere/attachments")) {
            try files.keep([1])
        }
        let large = [UInt8](repeating: 0, count: Storage.Attachment.byteCountMax + 1)
        #expect(throws: AttachmentRefusal.tooLarge(byteCountMax: 5_000_000)) {
            try files.keep(large)
        }
    }

    @Test(arguments: ["", "../node.db", "AB", String(repeating: "g", count: 64)])
    func `no name leads out of the folder`(text: String) {
        #expect(FileDigest(text) == nil)
    }
}
