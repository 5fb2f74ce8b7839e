import Testing

@testable import fieldworkd

@Suite struct ServiceManagerTests {
    @Test("messages go to a path or an abstract name, one datagram a call", arguments: [true, false])
    func messages(isAbstract: Bool) throws {
        let socket = try NotifySocket(isAbstract: isAbstract)
        let manager = ServiceManager(environment: ["NOTIFY_SOCKET": socket.address], processID: 1)
        manager.notify(.ready, .status("two\nlines"))
        manager.notify(.extendTimeout(.milliseconds(1500)), .stopping, .watchdog)
        #expect(try socket.receive() == "READY=1\nSTATUS=two lines")
        #expect(try socket.receive() == "EXTEND_TIMEOUT_USEC=1500000\nSTOPPING=1\nWATCHDOG=1")
    }

    @Test(
        "with nobody to tell, nothing happens",
        arguments: [nil, "", "relative", "/nowhere/at/all", "@" + String(repeating: "x", count: 200)])
    func nobody(address: String?) {
        ServiceManager(environment: address.map { ["NOTIFY_SOCKET": $0] } ?? [:], processID: 1).notify(.ready)
    }

    @Test("the watchdog is this process's only if it says so")
    func watchdog() {
        func watchdog(_ environment: [String: String]) -> Duration? {
            ServiceManager(environment: environment, processID: 7).watchdog
        }
        #expect(watchdog(["WATCHDOG_USEC": "2000000"]) == .seconds(2))
        #expect(watchdog(["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "7"]) == .seconds(2))
        #expect(watchdog(["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "8"]) == nil)
        #expect(watchdog(["WATCHDOG_USEC": "0"]) == nil)
        #expect(watchdog(["WATCHDOG_USEC": "soon"]) == nil)
        #expect(watchdog([:]) == nil)
    }
}
