import Glibc

/// Which writing of a file it was: a file that is replaced or written anew has another.
package struct FileStamp: Hashable, Sendable {
    private var inode: UInt64
    private var byteCount: Int
    private var seconds: Int
    private var nanoseconds: Int

    /// The stamp of the file at a path as it is now; nil when there is none.
    package init?(_ path: String) {
        var status = stat()
        guard unsafe fstatat(AT_FDCWD, path, &status, 0) == 0 else { return nil }
        inode = UInt64(status.st_ino)
        byteCount = Int(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
