import FoundationEssentials
import Glibc

/// The process as the kernel sees it, under the names every Prometheus client uses.
enum ProcessMetrics {
    /// What `/proc/self` does not tell is left out.
    static func collect() -> [MetricFamily] {
        var families: [MetricFamily] = []
        let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        // The program's name, in parentheses, may itself hold spaces and parentheses.
        if let stat = file("stat"), let end = stat.lastIndex(of: ")") {
            // Counted from the state, which is field 3 in proc(5).
            let fields = stat[end...].split(separator: " ").dropFirst().map { Double($0) }
            if fields.count > 21, let user = fields[11], let kernel = fields[12], let started = fields[19], let pages = fields[21]
            {
                families.append(MetricFamily("process_cpu_seconds_total", .counter, (user + kernel) / ticksPerSecond))
                families.append(
                    MetricFamily("process_resident_memory_bytes", .gauge, pages * Double(sysconf(Int32(_SC_PAGESIZE)))))
                var now = timespec()
                var sinceBoot = timespec()
                clock_gettime(CLOCK_REALTIME, &now)
                clock_gettime(CLOCK_BOOTTIME, &sinceBoot)
                let boot = now.inSeconds - sinceBoot.inSeconds
                families.append(MetricFamily("process_start_time_seconds", .gauge, boot + started / ticksPerSecond))
            }
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            families.append(MetricFamily("process_open_fds", .gauge, Double(open.count)))
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            families.append(MetricFamily("process_max_fds", .gauge, Double(limit.rlim_cur)))
        }
        return families
    }

    private static func file(_ name: String) -> String? {
        // Their size reads as nought, so that they have to be read to the end.
        guard let file = fopen("/proc/self/\(name)", "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}

extension timespec {
    fileprivate var inSeconds: Double { Double(tv_sec) + Double(tv_nsec) / 1e9 }
}
