import Node
import Recovery
import Testing

@Suite struct MeaningTests {
    @Test(
        arguments: [
            ("2015-12-26T00:00:00Z", 1_451_088_000_000), ("2015-12-26", 1_451_088_000_000),
            ("2020-12-11 18:06:52", 1_607_710_012_000),
            ("2008-07-01 15:49:47+00:00", 1_214_927_387_000),
            ("2020-12-11T18:06:52.250+02:00", 1_607_702_812_250), ("8/3/2017", 1_501_718_400_000),
            ("08/03/17", 1_501_718_400_000), ("Aug 3 2017", 1_501_718_400_000),
            ("August 3, 2017", 1_501_718_400_000), ("3 August 2015", 1_438_560_000_000),
            ("3-Aug-15", 1_438_560_000_000), ("Mon, 3 Aug 2015 10:00:00 +0200", 1_438_588_800_000),
            ("3. März 2015", 1_425_340_800_000), ("20170803", 1_501_718_400_000),
            ("42059.5", 1_424_779_200_000), ("42059", 1_424_736_000_000),
            ("1501718400", 1_501_718_400_000), ("1501718400000", 1_501_718_400_000),
            ("05/11/2016 12:00:00 AM", 1_462_924_800_000), ("5/11/2016 1:05 pm", 1_462_971_900_000),
        ] as [(String, Int64)]
    )
    func `a date in any usual form is the same moment`(text: String, moment: Int64) throws {
        let read = try Import(
            "text,when\nx,\"\(text)\"\n",
            mapping: "text: text\noccurred: when\ndate order = month-first"
        )
        #expect(read.drafts.first?.occurredAt == moment, "\(read.setAside)")
    }

    @Test(arguments: ["", "N/A", "12/31/1899 09:30:00 AM", "1970-01-01", "0", "1/0/1900"])
    func `what stands for no date is none`(text: String) throws {
        let read = try Import("text,when\nx,\(text)\n", mapping: "text: text\noccurred: when")
        #expect(read.drafts.count == 1)
        #expect(read.drafts.first?.occurredAt == nil)
    }

    @Test(arguments: [
        ("2015-02-29", "is no date"), ("13/13/2015", "is no date"), ("9:25 AM", "is no date"),
        ("2015-01-01 25:00", "is no date"), ("yesterday", "is no date"), ("17", "is no date"),
        ("1989-12-31", "before 1990"), ("2026-09-23", "in the future"), ("2-2-2-2", "is no date"),
    ])
    func `a date that cannot be is set aside with the reason`(text: String, reason: String) throws {
        let read = try Import("text,when\nx,\(text)\n", mapping: "text: text\noccurred: when")
        #expect(read.drafts.isEmpty)
        #expect(read.setAside.first?.reason.contains(reason) == true)
    }

    @Test func `a date without a zone is the site's`() throws {
        let text = "text,when\nx,2020-01-01 12:00\ny,2020-01-01T12:00Z\n"
        let read = try Import(
            text,
            mapping: "text: text\noccurred: when",
            utcOffsetSeconds: 2 * 3_600
        )
        #expect(read.drafts.map(\.occurredAt) == [1_577_872_800_000, 1_577_880_000_000])
    }

    @Test func `every day from 1990 to 2026 reads back as the next one`() throws {
        var rows = "when,text\n"
        var days = 0
        for year in 1990...2025 {
            for month in 1...12 {
                let isLeap = year % 4 == 0
                let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][
                    month - 1
                ]
                for day in 1...length {
                    rows += "\(day).\(month).\(year),x\(days)\n"
                    days += 1
                }
            }
        }
        let read = try Import(rows, mapping: "text: text\noccurred: when")
        #expect(read.setAside.isEmpty)
        let expected = (0..<Int64(days)).map { 631_152_000_000 + $0 * 86_400_000 }
        #expect(read.drafts.map { $0.occurredAt ?? 0 } == expected)
    }

    @Test(arguments: [
        ("1-5", "4", 400), ("1-5", "4.0", 400), ("1-5", "3,75", 375), ("1-5", "4/5", 400),
        ("1-5", "4 stars", 400), ("1-10", "8,5", 850), ("1-10", "8.456", 846),
        ("1-10", "9/10", 900),
        ("0-10", "0", 0), ("1-7", "7", 700), ("percent", "85%", 8_500), ("percent", "100", 10_000),
        ("1-5", " 5 ", 500),
    ])
    func `a score in any usual form is kept raw`(scale: String, text: String, score: Int) throws {
        let read = try Import(
            "text,score\nx,\"\(text)\"\n",
            mapping: "text: text\nscore: score\nscore scale = \(scale)"
        )
        #expect(read.drafts.first?.score?.hundredths == score, "\(read.setAside)")
    }

    @Test(arguments: [
        "0", "6", "-1", "5'7\"", "165cm", ">9000", "4/10", "85%", "five", "1e3", "4..5", ",",
        "99999999999999999999",
    ])
    func `typed rubbish is set aside with a cure`(text: String) throws {
        let cell = text.replacing("\"", with: "\"\"")
        let read = try Import(
            "text,score\nx,\"\(cell)\"\n",
            mapping: "text: text\nscore: score\nscore scale = 1-5"
        )
        #expect(read.drafts.isEmpty)
        #expect(read.setAside.first?.reason.contains("score word:") == true)
    }

    @Test func `words and codes stand for scores or for none`() throws {
        let text = "text,score\na,Very Satisfied\nb,6\nc,0\nd,\n"
        let read = try Import(
            text,
            mapping: """
                text: text
                score: score
                score word: very satisfied = 5
                score word: 6 = none
                score word: 0 = none
                """
        )
        #expect(read.drafts.map { $0.score?.hundredths } == [500, nil, nil, nil])
    }

    @Test func `each row may name its own scale`() throws {
        let text = "text,score,top\na,4,5\nb,4,10\nc,4,\nd,4,6\n"
        let read = try Import(
            text,
            mapping: "text: text\nscore: score\nscore scale: top\nscore scale = 0-10"
        )
        #expect(read.drafts.map { $0.score?.scale } == [.oneToFive, .oneToTen, .zeroToTen])
        #expect(read.setAside.first?.reason.contains("is no scale") == true)
    }

    @Test func `boxes keep their meaning and empty ones vanish`() throws {
        let text = "t,bad,good\nHm,Cold room,No Positive\nn/a,No Negative,Nice view\n"
        let read = try Import(
            text,
            mapping:
                "title: t\ncomplaint: bad\npraise: good\nempty words: No Negative | No Positive"
        )
        #expect(read.drafts.map(\.text) == ["Hm\nDisliked: Cold room", "Liked: Nice view"])
        #expect(read.drafts[1].passages.map(\.kind) == [.praise])
    }

    @Test func `contact, guest, place and choices are read`() throws {
        let text = """
            first,last,mail,tel,call,room,dept,via,lang,nr,more
            Kim,Lee,k@example.com,+31 20 1,Ja,12,Front desk,Telephone,NL,7,kept
            Kim,,,,no,,Moon,Pigeon,,8,
            """
        let read = try Import(
            text,
            mapping: """
                guest name: first
                guest name: last
                email: mail
                phone: tel
                contact request: call
                place: room
                touchpoint: dept
                channel: via
                language: lang
                id: nr
                """
        )
        let draft = try #require(read.drafts.first)
        #expect(draft.guestName == "Kim Lee")
        #expect(draft.email == "k@example.com")
        #expect(draft.phone == "+31 20 1")
        #expect(draft.isContactRequested)
        #expect(draft.place == "12")
        #expect(draft.touchpoint == .reception)
        #expect(draft.channel == .phone)
        #expect(draft.language == "nl")
        #expect(draft.externalID == "7")
        #expect(draft.otherColumns == [.init(name: "more", value: "kept")])
        // Nothing to say and no wish to be called: a row to look at, not a draft.
        #expect(read.setAside.map(\.line) == [3])
    }

    @Test func `only one site's rows are taken when the mapping says so`() throws {
        let text = "hotel,text\nNorth,a\nSouth,b\nnorth ,c\n"
        let read = try Import(text, mapping: "text: text\nsite: hotel\nonly site = North")
        #expect(read.drafts.map(\.text) == ["a", "c"])
        #expect(read.counts.otherSites == 1)
        #expect(read.counts.read == 2)
    }

    @Test func `the fingerprint ignores the order of columns and nothing else`() throws {
        let mapping = "text: text\nscore: score\noccurred: when"
        let first = try Import(
            "text,score,when,x\na,1,2020-01-01,p\nb,1,2020-01-01,p\na,2,2020-01-01,p\n"
                + "a,1,2020-01-02,p\na,1,2020-01-01,q\n",
            mapping: mapping
        )
        let second = try Import(
            "x;when;text;score\np;2020-01-01;a;1\np;2020-01-01;b;1\np;2020-01-01;a;2\n"
                + "p;2020-01-02;a;1\nq;2020-01-01;a;1\n",
            mapping: mapping
        )
        #expect(Set(first.drafts.map(\.fingerprint)).count == 5)
        #expect(first.drafts.map(\.fingerprint) == second.drafts.map(\.fingerprint))
    }

    @Test func `a row with an id is known by its mapped content alone`() throws {
        let mapping = "id: id\ntext: text"
        let monday = try Import("id,text,age\n7,a,1 day\n8,a,1 day\n", mapping: mapping)
        let tuesday = try Import("id,text,age\n7,a,2 days\n8,a,2 days\n", mapping: mapping)
        #expect(monday.drafts.map(\.fingerprint) == tuesday.drafts.map(\.fingerprint))
        #expect(monday.drafts[0].fingerprint != monday.drafts[1].fingerprint)
    }
}
