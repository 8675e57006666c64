import ArgumentParser
import Glibc
import Logging
import Web

/// Where a service listens.
struct ListenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address to serve at; port 0 takes any that is free.",
            valueName: "host:port"
        ),
        transform: parsed
    )
    var listen: ListenAddress?

    /// The address that was given, else this port of this machine alone.
    func address(default port: Int) -> ListenAddress {
        listen ?? ListenAddress(host: "127.0.0.1", port: port)
    }

    private static func parsed(_ text: String) throws -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw ValidationError(
                "'\(text)' is no address. Write HOST:PORT, such as 127.0.0.1:8080."
            )
        }
        return address
    }
}

/// Prints a line that others wait for, at once.
@Sendable func announce(_ line: String) {
    print(line)
    fflush(nil)
}

extension Logger {
    /// The log of a service: standard error, from warnings on.
    static var amends: Logger {
        var logger = Logger(label: "amends") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        return logger
    }
}
