/// An invented guest: a common first name, an initial, an address that can never be delivered.
struct DemoGuest: Sendable {
    let name: String
    let email: String

    init(_ random: inout DemoRandom) {
        let first = random.pick(Self.firstNames)
        let initial = UInt8(ascii: "A") + UInt8(random.below(26))
        name = "\(first) \(UnicodeScalar(initial))."
        var address = first.utf8.filter(\.isLetter).map { $0 | 0x20 }
        address += [UInt8(ascii: "."), initial | 0x20]
        address.append(decimal: random.below(1000))
        email = String(decoding: address, as: UTF8.self) + random.pick(Self.hosts)
    }

    private static let hosts = ["@example.org", "@example.com", "@example.net"]

    /// First names common in many countries; staff are named from them as well.
    static let firstNames = """
        Aaron Abdul Ada Adam Adele Adrian Agnes Ahmed Aiko Aisha Alan Albert Alejandro Alena Alex
        Alice Amal Amelia Amir Ana Anders Andre Andrea Anita Anja Anna Anton Antonio Arjun Arthur
        Astrid Ayse Barbara Beatriz Ben Bianca Bilal Birgit Boris Brian Bruno Camille Carla Carlos
        Caroline Cecilia Chen Chiara Chloé Christine Claire Clara Daniel David Deepa Diana Diego
        Dmitri Dora Edith Eduardo Elena Eli Elif Elisa Emil Emma Eric Erika Ester Eva Fabio Farah
        Fatima Felix Fernando Filip Fiona Francesca Frank Freya Gabriel Georg George Grace Greta
        Hana Hannah Hans Harry Hassan Heidi Helen Henrik Hugo Ian Ibrahim Ida Ines Ingrid Irene
        Isabel Ivan Jack Jakub James Jan Jana Javier Jean Jens Jo Joao Johan Jorge José Julia
        Jürgen Kai Karen Karim Kasia Kate Kenji Kim Klaus Kofi Lars Laura Lea Leila Leo Lin Linda
        Lisa Luca Lucia Lucy Luis Lukas Magda Maja Malik Marco Margaret Maria Marie Mark Marta
        Martin Mary Mateo Matilda Max Maya Mehmet Mei Michael Miguel Mina Mira Mohamed Monika
        Nadia Naomi Nia Nico Nina Noah Nora Oksana Olga Oliver Omar Oscar Pablo Patricia Paul
        Paula Pedro Petra Pierre Priya Rachel Rafael Rajesh Ravi Rita Rob Rosa Ruth Said Sam
        Samira Sandra Sara Sean Selma Simon Sofia Sophie Stefan Sunita Susan Svetlana Tariq Tereza
        Theo Thomas Tim Tomasz Uma Ursula Valeria Vera Victor Vikram Walter Wei Yara Yasmin Yuki
        Yusuf Zara Zoé
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
}
