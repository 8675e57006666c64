import Node
import Storage
import Testing

@Suite struct ExposureFileTests {
    private func read(_ text: String) throws -> ExposureFile {
        try ExposureFile(ByteSource(bytes: Array(text.utf8)))
    }

    @Test func `columns are known by their names, in any order`() throws {
        let file = try read(
            "Arrivals;Business date;Rooms occupied\n12;2026-03-01;80\n;2026-03-02;7\n"
        )
        #expect(
            file.days == [
                DailyExposure(day: 20_513, roomNights: 80, arrivals: 12),
                DailyExposure(day: 20_514, roomNights: 7),
            ]
        )
        #expect(file.faults.isEmpty)
    }

    @Test(arguments: [
        ("01/03/2026,5", "2026-03-01"), ("2026-02-30,5", "2026-03-01"),
        ("2026-03-01,-1", "'-1'"), ("2026-03-01,1000001", "'1000001'"), ("2026-03-01,8.5", "'8.5'"),
    ])
    func `a row that cannot be read is named by its line, and the others are taken`(
        row: String,
        word: String
    ) throws {
        let file = try read("date,room_nights\n2026-03-05,1000000\n\(row)\n")
        #expect(file.days == [DailyExposure(day: 20_517, roomNights: 1_000_000)])
        #expect(file.faults.count == 1)
        #expect(file.faults.first?.line == 3)
        #expect(file.faults.first?.reason.contains(word) == true)
    }

    @Test func `a day that is told twice is taken from no line, and its lines are named`() throws {
        let file = try read(
            """
            date,room_nights
            2026-03-01,80
            2026-03-05,70
            2026-03-09,x
            2026-03-01,81
            2026-03-05,70

            """
        )
        #expect(file.days.isEmpty)
        #expect(file.faults.map(\.line) == [4, 5, 6])
        #expect(
            file.faults.dropFirst().map { $0.reason.split(separator: ".").first } == [
                "Lines 2 and 5 all tell of 2026-03-01", "Lines 3 and 6 all tell of 2026-03-05",
            ]
        )
    }

    @Test func `a file without a day or a figure says which column to name`() throws {
        #expect(throws: ExposureFile.Trouble.noDay) { try read("arrivals\n5\n") }
        #expect(throws: ExposureFile.Trouble.noFigure) { try read("date,rooms\n2026-03-01,5\n") }
    }
}
