/// A city that demonstration hotels may stand in.
struct DemoCity: Sendable {
    let code: String
    let name: String
    let zone: String
    /// Standard time, in minutes ahead of UTC.
    let offsetMinutes: Int
    let climate: DemoClimate
    let language: DemoLanguage
    let kinds: [DemoSiteKind]

    /// All cities; read from a table of code, name, zone, minutes, climate, language, kinds.
    static let all: [DemoCity] = table.split(separator: "\n").map { line in
        let fields = line.split(separator: "|")
        guard fields.count == 7, let offset = Int(fields[3]),
            let climate = DemoClimate(rawValue: String(fields[4])),
            let language = DemoLanguage(rawValue: String(fields[5]))
        else { preconditionFailure("A city needs seven good fields: \(line)") }
        let kinds = fields[6].split(separator: " ").compactMap {
            DemoSiteKind(rawValue: String($0))
        }
        precondition(!kinds.isEmpty, "A city needs a kind of hotel: \(line)")
        return DemoCity(
            code: String(fields[0]),
            name: String(fields[1]),
            zone: String(fields[2]),
            offsetMinutes: offset,
            climate: climate,
            language: language,
            kinds: kinds
        )
    }

    private static let table = """
        LIS|Lisbon|Europe/Lisbon|0|north|en|city airport
        OPO|Porto|Europe/Lisbon|0|north|en|city
        FAO|Faro|Europe/Lisbon|0|north|en|resort
        FNC|Funchal|Atlantic/Madeira|0|north|en|resort
        LON|London|Europe/London|0|north|en|city airport
        EDI|Edinburgh|Europe/London|0|north|en|city
        BTH|Bath|Europe/London|0|north|en|country city
        YRK|York|Europe/London|0|north|en|country city
        MAN|Manchester|Europe/London|0|north|en|city airport
        BRS|Bristol|Europe/London|0|north|en|city
        BTN|Brighton|Europe/London|0|north|en|resort
        KSW|Keswick|Europe/London|0|north|en|country
        DUB|Dublin|Europe/Dublin|0|north|en|city airport
        GWY|Galway|Europe/Dublin|0|north|en|country city
        REK|Reykjavik|Atlantic/Reykjavik|0|north|en|city
        BER|Berlin|Europe/Berlin|60|north|de|city airport
        HAM|Hamburg|Europe/Berlin|60|north|de|city
        MUC|Munich|Europe/Berlin|60|north|de|city airport
        FRA|Frankfurt|Europe/Berlin|60|north|de|city airport
        CGN|Cologne|Europe/Berlin|60|north|de|city
        DRS|Dresden|Europe/Berlin|60|north|de|city
        FRB|Freiburg|Europe/Berlin|60|north|de|country city
        RUG|Binz|Europe/Berlin|60|north|de|resort
        VIE|Vienna|Europe/Vienna|60|north|de|city airport
        SZG|Salzburg|Europe/Vienna|60|north|de|city country
        INN|Innsbruck|Europe/Vienna|60|north|de|country
        ZRH|Zurich|Europe/Zurich|60|north|de|city airport
        BSL|Basel|Europe/Zurich|60|north|de|city
        LUZ|Lucerne|Europe/Zurich|60|north|de|country city
        GVA|Geneva|Europe/Zurich|60|north|fr|city airport
        PAR|Paris|Europe/Paris|60|north|fr|city airport
        LYS|Lyon|Europe/Paris|60|north|fr|city
        NCE|Nice|Europe/Paris|60|north|fr|resort city
        BOD|Bordeaux|Europe/Paris|60|north|fr|city country
        SXB|Strasbourg|Europe/Paris|60|north|fr|city
        ANN|Annecy|Europe/Paris|60|north|fr|country
        BRU|Brussels|Europe/Brussels|60|north|fr|city airport
        BRG|Bruges|Europe/Brussels|60|north|en|country city
        AMS|Amsterdam|Europe/Amsterdam|60|north|en|city airport
        RTM|Rotterdam|Europe/Amsterdam|60|north|en|city
        CPH|Copenhagen|Europe/Copenhagen|60|north|en|city airport
        OSL|Oslo|Europe/Oslo|60|north|en|city airport
        BGO|Bergen|Europe/Oslo|60|north|en|city
        STO|Stockholm|Europe/Stockholm|60|north|en|city
        GOT|Gothenburg|Europe/Stockholm|60|north|en|city
        HEL|Helsinki|Europe/Helsinki|120|north|en|city airport
        TLL|Tallinn|Europe/Tallinn|120|north|en|city
        RIX|Riga|Europe/Riga|120|north|en|city
        WAW|Warsaw|Europe/Warsaw|60|north|en|city airport
        KRK|Krakow|Europe/Warsaw|60|north|en|city
        PRG|Prague|Europe/Prague|60|north|en|city
        BUD|Budapest|Europe/Budapest|60|north|en|city
        LJU|Ljubljana|Europe/Ljubljana|60|north|en|city
        SPU|Split|Europe/Zagreb|60|north|en|resort
        DBV|Dubrovnik|Europe/Zagreb|60|north|en|resort
        ATH|Athens|Europe/Athens|120|north|en|city airport
        HER|Heraklion|Europe/Athens|120|north|en|resort
        RHO|Rhodes|Europe/Athens|120|north|en|resort
        MLA|Valletta|Europe/Malta|60|north|en|resort city
        ROM|Rome|Europe/Rome|60|north|en|city airport
        MIL|Milan|Europe/Rome|60|north|en|city airport
        FLR|Florence|Europe/Rome|60|north|en|city country
        VCE|Venice|Europe/Rome|60|north|en|city
        NAP|Naples|Europe/Rome|60|north|en|city
        CTA|Catania|Europe/Rome|60|north|en|resort
        COM|Como|Europe/Rome|60|north|en|country
        MAD|Madrid|Europe/Madrid|60|north|es|city airport
        BCN|Barcelona|Europe/Madrid|60|north|es|city airport
        SVQ|Seville|Europe/Madrid|60|north|es|city
        VLC|Valencia|Europe/Madrid|60|north|es|city
        AGP|Malaga|Europe/Madrid|60|north|es|resort
        PMI|Palma|Europe/Madrid|60|north|es|resort
        BIO|Bilbao|Europe/Madrid|60|north|es|city
        RON|Ronda|Europe/Madrid|60|north|es|country
        IST|Istanbul|Europe/Istanbul|180|north|en|city airport
        AYT|Antalya|Europe/Istanbul|180|north|en|resort
        DXB|Dubai|Asia/Dubai|240|tropical|en|city airport resort
        SIN|Singapore|Asia/Singapore|480|tropical|en|city airport
        BKK|Bangkok|Asia/Bangkok|420|tropical|en|city airport
        HKT|Phuket|Asia/Bangkok|420|tropical|en|resort
        KUL|Kuala Lumpur|Asia/Kuala_Lumpur|480|tropical|en|city
        DPS|Ubud|Asia/Makassar|480|tropical|en|resort country
        TYO|Tokyo|Asia/Tokyo|540|north|en|city airport
        KIX|Osaka|Asia/Tokyo|540|north|en|city
        SEL|Seoul|Asia/Seoul|540|north|en|city
        SYD|Sydney|Australia/Sydney|600|south|en|city airport
        MEL|Melbourne|Australia/Melbourne|600|south|en|city
        PER|Perth|Australia/Perth|480|south|en|city
        CNS|Cairns|Australia/Brisbane|600|tropical|en|resort
        AKL|Auckland|Pacific/Auckland|720|south|en|city airport
        ZQN|Queenstown|Pacific/Auckland|720|south|en|country
        CPT|Cape Town|Africa/Johannesburg|120|south|en|city resort
        JNB|Johannesburg|Africa/Johannesburg|120|south|en|city airport
        NBO|Nairobi|Africa/Nairobi|180|tropical|en|city
        RAK|Marrakesh|Africa/Casablanca|60|north|fr|city resort
        NYC|New York|America/New_York|-300|north|en|city airport
        BOS|Boston|America/New_York|-300|north|en|city
        MIA|Miami|America/New_York|-300|tropical|en|resort airport
        ATL|Atlanta|America/New_York|-300|north|en|city airport
        CHI|Chicago|America/Chicago|-360|north|en|city airport
        MSY|New Orleans|America/Chicago|-360|north|en|city
        AUS|Austin|America/Chicago|-360|north|en|city
        DEN|Denver|America/Denver|-420|north|en|city airport
        ASE|Aspen|America/Denver|-420|north|en|country
        SFO|San Francisco|America/Los_Angeles|-480|north|en|city airport
        SAN|San Diego|America/Los_Angeles|-480|north|en|resort city
        SEA|Seattle|America/Los_Angeles|-480|north|en|city airport
        HNL|Honolulu|Pacific/Honolulu|-600|tropical|en|resort
        YTO|Toronto|America/Toronto|-300|north|en|city airport
        YMQ|Montreal|America/Toronto|-300|north|fr|city
        YVR|Vancouver|America/Vancouver|-480|north|en|city
        MEX|Mexico City|America/Mexico_City|-360|tropical|es|city airport
        CUN|Cancun|America/Cancun|-300|tropical|es|resort
        BOG|Bogota|America/Bogota|-300|tropical|es|city
        LIM|Lima|America/Lima|-300|tropical|es|city
        BUE|Buenos Aires|America/Argentina/Buenos_Aires|-180|south|es|city airport
        SCL|Santiago|America/Santiago|-240|south|es|city
        """
}

/// How the months run where a hotel stands.
package enum DemoClimate: String, Sendable {
    case north, south, tropical

    /// The month of the northern year that a local month is like; tropical months are all mild.
    func northernMonth(_ month: Int) -> Int {
        switch self {
        case .north: month
        case .south: (month + 5) % 12 + 1
        case .tropical: 7
        }
    }
}
