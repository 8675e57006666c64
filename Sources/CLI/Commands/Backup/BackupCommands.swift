import ArgumentParser
import Recovery
import Storage
import Web
import Wire

extension NodeCommand {
    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy the node's data into a directory, while it is served or not.",
            discussion: """
                The copy holds guests' words: keep it as safe as the node. The node's key is not \
                in it.

                Example:
                  amends node backup /mnt/disk/lis-2026-11-22 --data lis
                """
        )

        @Argument(help: "A directory that is empty or not there.", completion: .directory)
        var directory: String

        @OptionGroup var data: DataOptions

        func run() throws { try back(data, .node, up: directory) }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a backup in the place of lost or broken data.",
            discussion: """
                What was synced after the backup comes back from the hub with the next sync. If \
                the node has had another life since, the hub notices and gives it a new number; \
                nothing is lost or doubled. On a new machine, or without the node's key, it \
                joins again: 'amends hub site rejoin' prints a code for 'amends node rejoin'.

                Example:
                  amends node restore /mnt/disk/lis-2026-11-22 --data lis
                """
        )

        @Argument(help: "The directory that a backup made.", completion: .directory)
        var directory: String

        @OptionGroup var replacing: ReplaceOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            try restore(data, .node, from: directory, isReplacing: replacing.isReplacing)
        }
    }
}

extension HubCommand {
    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy the hub's data and keys into a directory, while it is served or not.",
            discussion: """
                The copy holds guests' words and the hub's private keys: who has it can pass for \
                the hub. Keep it as safe as the hub.

                Example:
                  amends hub backup /mnt/disk/hub-2026-11-22 --data hub
                """
        )

        @Argument(help: "A directory that is empty or not there.", completion: .directory)
        var directory: String

        @OptionGroup var data: DataOptions

        func run() throws { try back(data, .hub, up: directory) }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a backup in the place of lost or broken data.",
            discussion: """
                The hub goes on in a new epoch: every site offers again what came after the \
                backup, headquarters' own changes that it holds among it. Nobody has to do \
                anything at the sites. Retire, rejoin or rotate again what was since the backup: \
                who may speak for a site is as it was then.

                Example:
                  amends hub restore /mnt/disk/hub-2026-11-22 --data hub --replace
                """
        )

        @Argument(help: "The directory that a backup made.", completion: .directory)
        var directory: String

        @OptionGroup var replacing: ReplaceOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            try restore(data, .hub, from: directory, isReplacing: replacing.isReplacing)
        }
    }
}

/// What becomes of data that is there.
struct ReplaceOptions: ParsableArguments {
    @Flag(
        name: .customLong("replace"),
        help: "Replace the data that is there; its file stays, under another name."
    )
    var isReplacing = false
}

private func back(_ data: DataOptions, _ role: StoreRole, up path: String) throws {
    let directory = try data.directory
    // Says what is wrong with the data before anything is copied.
    _ = role == .node ? Place.node(try directory.openNode()) : .hub(try directory.openHub())
    let contents = try Backup.make(of: directory.path, role, at: path)
    if data.isJSON {
        return print(
            [
                "backup": .text(path), "bytes": .count(contents.byteCount),
                "files": .count(contents.fileCount),
            ] as JSON
        )
    }
    let files = contents.fileCount == 0 ? "" : " and \(contents.fileCount) pictures and recordings"
    print(
        """
        The \(role.rawValue)'s data (\(contents.byteCount) bytes)\(files) is in \(path), read \
        through. It holds guests' words: keep it safe.
        """
    )
}

private func restore(
    _ data: DataOptions,
    _ role: StoreRole,
    from path: String,
    isReplacing: Bool
) throws {
    let directory = try data.directory
    let backup = try Backup(at: path)
    if directory.role == nil {
        try directory.prepareForNew()
    } else if !isReplacing {
        throw BackupError.hasData(path: directory.path)
    }
    let (contents, former) = try backup.restore(
        role,
        to: directory.path,
        epoch: Epoch(rawValue: .random(in: .min ... .max)),
        now: .now
    )
    if data.isJSON {
        let result: JSON = [
            "restored": .text(path), "data": .text(directory.path),
            "bytes": .count(contents.byteCount), "files": .count(contents.fileCount),
            "former": .text(orNull: former),
        ]
        return print(result)
    }
    print("The \(role.rawValue)'s data of \(path) is in \(directory.path) again.")
    if let former { print("The data that was there is kept as \(former).") }
    print("Next:\n  amends \(role.rawValue) serve --data \(directory.path)")
    if role == .node {
        print("  amends sync now --data \(directory.path)   brings what came after the backup")
    }
}
