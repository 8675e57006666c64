import Glibc

/// Runs a program of the host with bytes for its standard input, and waits for its end.
package enum ChildProcess {
    /// How a program ended.
    package enum Ending: Equatable, Sendable {
        case exited(Int32)
        /// It was ended from outside, or took too long and was ended.
        case killed

        /// The exit code; nil when it was ended.
        package var code: Int32? { if case .exited(let code) = self { code } else { nil } }
    }

    /// What a program that cannot be started leaves behind.
    package struct NotStarted: Error { let code: Int32 }

    /// The most that is read of what it writes to standard error, in bytes.
    private static let complaintByteCountMax = 500

    /// How long a program for mail may take, in seconds.
    private static let mailSecondsMax = 60

    /// Hands a message to the host's program for mail, which takes `-t -i` as sendmail does.
    ///
    /// - Throws: ``NotStarted`` when it did not begin.
    package static func mail(
        _ path: String,
        _ message: [UInt8]
    ) throws -> (ending: Ending, complaint: String) {
        try run(path, ["-t", "-i"], input: message, within: mailSecondsMax)
    }

    /// Runs a program and returns how it ended, and the beginning of what it complained about.
    ///
    /// It gets no environment but a path, and no file of this process. It waits on this thread.
    ///
    /// - Throws: ``NotStarted`` when it did not begin.
    private static func run(
        _ path: String,
        _ arguments: [String],
        input: [UInt8],
        within seconds: Int
    ) throws -> (ending: Ending, complaint: String) {
        let given = try file()
        defer { close(given) }
        let complaints = try file()
        defer { close(complaints) }
        try write(input, to: given)
        let process = try start(path, arguments, given, complaints)
        let ending = wait(for: process, seconds)
        return (ending, text(of: complaints))
    }

    /// A file in memory without a name: unlike a pipe it never fills up, nor kills who writes.
    private static func file() throws -> Int32 {
        let name = "/amends-\(UInt64.random(in: 0 ... .max))"
        let file = unsafe shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw NotStarted(code: errno) }
        unsafe shm_unlink(name)
        return file
    }

    private static func write(_ bytes: [UInt8], to file: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
            }
            guard count > 0 else { throw NotStarted(code: errno) }
            rest = rest.dropFirst(count)
        }
        lseek(file, 0, SEEK_SET)
    }

    private static func start(
        _ path: String,
        _ arguments: [String],
        _ input: Int32,
        _ complaints: Int32
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, complaints, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO)
        // Connections are not closed in another program by themselves. To close a file that is not
        // open does no harm.
        for file in STDERR_FILENO + 1...lastFile() {
            unsafe posix_spawn_file_actions_addclose(&actions, file)
        }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that Ctrl-C at the node does not end it half-way.
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var words = unsafe ([path] + arguments).map { unsafe strdup($0) }
        unsafe words.append(nil)
        var environment = unsafe [strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin")]
        unsafe environment.append(nil)
        defer { unsafe (words + environment).forEach { unsafe free($0) } }
        var process = pid_t()
        let code = unsafe posix_spawn(&process, path, &actions, &attributes, words, environment)
        guard code == 0 else { throw NotStarted(code: code) }
        return process
    }

    /// How many files this process may open while it starts another.
    private static let newFileCountMax: Int32 = 1_024

    /// The highest number of a file that this process has open, or may open in a moment.
    private static func lastFile() -> Int32 {
        var last = STDERR_FILENO
        if let directory = unsafe opendir("/proc/self/fd") {
            defer { unsafe closedir(directory) }
            while let entry = unsafe readdir(directory) {
                var name = unsafe entry.pointee.d_name
                let text = unsafe withUnsafeBytes(of: &name) { bytes in
                    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                last = max(last, Int32(text) ?? 0)
            }
        }
        return min(last + newFileCountMax, Int32(clamping: sysconf(Int32(_SC_OPEN_MAX))) - 1)
    }

    private static func wait(for process: pid_t, _ seconds: Int) -> Ending {
        var status: Int32 = 0
        for _ in 0..<seconds * 50 {
            if unsafe waitpid(process, &status, WNOHANG) == process { return ending(status) }
            usleep(20_000)
        }
        kill(-process, SIGKILL)
        unsafe waitpid(process, &status, 0)
        return ending(status)
    }

    /// The low seven bits hold the signal that ended it; the next byte holds its code.
    private static func ending(_ status: Int32) -> Ending {
        status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .killed
    }

    private static func text(of file: Int32) -> String {
        lseek(file, 0, SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: complaintByteCountMax)
        let count = unsafe read(file, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let begun = text.drop(while: \.isWhitespace)
        return String(begun.reversed().drop(while: \.isWhitespace).reversed())
    }
}
