import Testing
import Web

@Suite struct SignInGateTests {
    @Test func `so many may sign in at once, and the next is asked to wait`() throws {
        let gate = SignInGate()
        func fill(_ depth: Int) throws {
            guard depth > 0 else {
                #expect(throws: Problem.self) { try gate.pass {} }
                return
            }
            try gate.pass { try fill(depth - 1) }
        }
        try fill(SignInGate.countMax)
        try gate.pass {}
    }
}
