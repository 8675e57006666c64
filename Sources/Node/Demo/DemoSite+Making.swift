extension DemoSite {
    /// Makes `count` hotels (1 to 1,000): each city once, then second houses in the same cities.
    static func make(count: Int, seed: UInt64, modest: Set<Int>) -> [DemoSite] {
        var random = DemoRandom(seed: seed, stream: .max)
        var cities = DemoCity.all
        for last in stride(from: cities.count - 1, to: 0, by: -1) {
            cities.swapAt(last, random.below(last + 1))
        }
        var taken = Set(cities.map(\.code))
        let names = random.below(houses.count)
        return (0..<count).map { index in
            let city = cities[index % cities.count]
            let round = index / cities.count
            let code = round == 0 ? city.code : freeCode(near: city.code, taken: &taken)
            let house = houses[(names + index % cities.count * 7 + round) % houses.count]
            return DemoSite(
                index: index,
                code: code,
                city: city,
                house: house,
                quality: modest.contains(index) ? .modest : nil,
                random: &random
            )
        }
    }

    private init(
        index: Int,
        code: String,
        city: DemoCity,
        house: Substring,
        quality: DemoQuality?,
        random: inout DemoRandom
    ) {
        self.index = index
        self.code = code
        name =
            house.contains("*")
            ? house.split(separator: "*", omittingEmptySubsequences: false)
                .joined(separator: city.name) : "\(house) \(city.name)"
        self.city = city.name
        zone = city.zone
        offsetSeconds = city.offsetMinutes * 60
        kind = random.pick(city.kinds)
        let span = kind == .country ? 60 : kind == .airport ? 250 : 180
        rooms = min(400, 40 + random.below(span) + random.below(span))
        let drawn: [DemoQuality] = [.modest, .solid, .solid, .fine]
        self.quality = quality ?? random.pick(drawn)
        climate = city.climate
        language = city.language == .en ? random.pick([.de, .es, .fr]) : city.language
        export = DemoExport.allCases[index % DemoExport.allCases.count]
    }

    /// A code of three letters that begins like `code` and is not taken yet.
    private static func freeCode(near code: String, taken: inout Set<String>) -> String {
        let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) }
        let close = letters.map { code.prefix(2) + $0 }
        let wider = letters.flatMap { second in letters.map { code.prefix(1) + second + $0 } }
        for candidate in close + wider where taken.insert(String(candidate)).inserted {
            return String(candidate)
        }
        preconditionFailure("676 codes for each first letter are enough for 1,000 hotels.")
    }

    private static let houses = """
        Hotel Linden|The Copper Heron|Juniper House|Amber Court|Hotel Saffron|The Old Mill|Larkfield
        Hotel Kestrel|Birch & Barley|The Tin Lantern|* Garden House|Hotel Marlow|Orchard Rooms
        The Blue Door|* Quay Hotel|Hotel Almond|The Clock House|Willow Court|Hotel Sorrel
        * Park Rooms|The Green Lamp|Hotel Osprey|Fennel House|The Long Table
        """.split { $0 == "\n" || $0 == "|" }
}
