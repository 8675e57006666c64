import ArgumentParser
import Node
import Storage
import Web

struct DetectorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detector",
        abstract: "What the program learns from the names that people give.",
        subcommands: [Export.self]
    )
}

extension DetectorCommand {
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the names that people confirmed or corrected to a file.",
            discussion: """
                A CSV file with the guest's words, their language, the scenario that the program \
                suggested, and the one that people gave. It holds guests' words: keep it as you \
                keep the data. Words of sealed cases are left out.

                Example:
                  amends detector export names.csv
                """
        )

        @Argument(help: "The file to write.", completion: .file(extensions: ["csv"]))
        var file: String

        @OptionGroup var data: DataOptions

        func run() throws {
            let names = try data.directory.openNode().read { try $0.taughtNames() }
            let output = try OutputFile(path: file)
            try output.append(Array("text,language,suggested,corrected\r\n".utf8))
            for name in names {
                let fields = [name.text, name.language ?? "", name.suggested ?? "", name.corrected]
                try output.append(Array(CSVField.line(fields).utf8))
            }
            if data.isJSON {
                print(["rows": .count(names.count)] as JSON)
            } else {
                print("\(Numbers.count(names.count, "name")) written to \(file).")
            }
        }
    }
}
