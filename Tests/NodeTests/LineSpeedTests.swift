import Testing
import Wire

@testable import Node

@Suite struct LineSpeedTests {
    @Test func `only a long message that took long has the next one packed thoroughly`() {
        let line = LineSpeed()
        #expect(line.effort == .quick)
        let (bytes, second) = (LineSpeed.tellingByteCountMin, Duration.seconds(1))
        // A quarter of a second is what a line of one megabit takes for 32 KiB.
        line.carried(bytes - 1, in: second)
        #expect(line.effort == .quick)
        line.carried(bytes, in: second * bytes / LineSpeed.slowBytesPerSecondMax)
        #expect(line.effort == .quick)
        line.carried(bytes, in: second)
        #expect(line.effort == .thorough)
        line.carried(100, in: .milliseconds(1))
        #expect(line.effort == .thorough)
        line.carried(bytes, in: .milliseconds(100))
        #expect(line.effort == .quick)
    }
}
