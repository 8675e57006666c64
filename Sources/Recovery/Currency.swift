/// A currency of ISO 4217.
package struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// The three-letter code, such as `EUR`.
    package let code: String

    /// The number of decimals of the currency: 0 for JPY, 2 for EUR, 3 for KWD.
    package var decimalCount: Int { Self.decimalCounts[code] ?? 2 }

    /// The currency with this code, in either case.
    ///
    /// - Throws: ``MoneyError/unknownCurrency`` when ISO 4217 lists no such code.
    package init(_ code: String) throws(MoneyError) {
        let upper = code.uppercased()
        guard Self.known.contains(upper) else { throw .unknownCurrency }
        self.code = upper
    }

    /// The code.
    package var description: String { code }

    /// The active codes of money that people pay with; metals, funds and test codes are left out.
    package static let codes: [String] =
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
        BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
        GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
        KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
        MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
        RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND
        TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
        ZWG
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    private static let known = Set(codes)

    private static let decimalCounts: [String: Int] = {
        var counts: [String: Int] = [:]
        for code in "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(
            separator: " "
        ) {
            counts[String(code)] = 0
        }
        for code in "BHD IQD JOD KWD LYD OMR TND".split(separator: " ") { counts[String(code)] = 3 }
        return counts
    }()
}
