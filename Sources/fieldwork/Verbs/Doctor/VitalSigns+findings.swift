import Foundation
import Postgres
import Storage

extension VitalSigns {
    /// What is wrong, the worst first.
    ///
    /// - Parameter clock: this machine's time when the signs were read.
    func findings(clock: Date) -> [Finding] {
        (processes + waiting + horizon + tables + vacuum + server(clock) + durability).enumerated()
            .sorted { ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset) }.map(\.element)
    }

    private var processes: [Finding] {
        var findings: [Finding] = []
        if livingProcesses == 0 {
            findings.append(
                Finding(
                    "no-process", .fault, zh: "沒有任何 fieldworkd 在執行。", en: "No fieldworkd is alive.",
                    adviceZh: "以 `systemctl start fieldworkd` 啟動；啟動不了時看 `journalctl -u fieldworkd`。",
                    adviceEn: "Start one: `systemctl start fieldworkd`. If it does not stay, see `journalctl -u fieldworkd`."))
        } else {
            findings += unserved
        }
        if !lostHosts.isEmpty {
            findings.append(
                Finding(
                    "lost-processes", .warning, zh: "一小時內失聯的程序在：\(lostHosts.joined(separator: "、"))。",
                    en: "In the last hour processes were lost on: \(lostHosts.joined(separator: ", ")).",
                    adviceZh: "查看該主機的 `journalctl -u fieldworkd` 與網路；它們的工作已由其他程序接手。",
                    adviceEn: "See `journalctl -u fieldworkd` there, and the network. Others took over their jobs."))
        }
        if suspects > 0 {
            findings.append(
                Finding(
                    "suspects", .warning, zh: "有 \(suspects) 件工作曾使兩個以上的程序死亡，將單獨執行。",
                    en: "Two processes or more died with each of \(suspects) jobs; they will run alone.",
                    adviceZh: "以 `fieldwork jobs list --state discarded` 看結果。",
                    adviceEn: "What becomes of them shows in `fieldwork jobs list --state discarded`."))
        }
        if discarded > 0 {
            findings.append(
                Finding(
                    "discarded", .warning, zh: "一天內放棄了 \(discarded) 件工作。", en: "\(discarded) jobs were given up within a day.",
                    adviceZh: "以 `fieldwork jobs list --state discarded` 查看，排除原因後 `fieldwork jobs redrive`。",
                    adviceEn: "See `fieldwork jobs list --state discarded`; when the cause is gone, `fieldwork jobs redrive`."))
        }
        return findings
    }

    /// What no living process will take.
    private var unserved: [Finding] {
        var findings: [Finding] = []
        if !unservedQueues.isEmpty {
            findings.append(
                Finding(
                    "unserved-queues", .fault, zh: "有工作在等待，但沒有程序處理這些佇列：\(unservedQueues.joined(separator: "、"))。",
                    en: "Jobs wait in queues that no living process serves: \(unservedQueues.joined(separator: ", ")).",
                    adviceZh: "請把它們加進某個 fieldworkd 的 jobs.queues 並重新啟動；這些工作會一直等待，不會遺失。",
                    adviceEn: "Add them to jobs.queues of some fieldworkd and restart it; the jobs wait and are not lost."))
        }
        if !unknownKinds.isEmpty {
            findings.append(
                Finding(
                    "unknown-kinds", .fault, zh: "沒有程序認得這些種類的工作：\(unknownKinds.joined(separator: "、"))。",
                    en: "No process that serves their queue knows these kinds of jobs: \(unknownKinds.joined(separator: ", ")).",
                    adviceZh: "請將 fieldworkd 升級到認得它們的版本；這些工作會一直等待，不會遺失。",
                    adviceEn: "Upgrade fieldworkd to the release that knows them; the jobs wait and are not lost."))
        }
        return findings
    }

    /// What keeps dead rows from being removed.
    private var horizon: [Finding] {
        var findings: [Finding] = []
        if !seesSessions {
            findings.append(
                Finding(
                    "sessions-hidden", .note, zh: "這個登入看不到其他人的連線，無法檢查久未結束的交易。",
                    en: "This login cannot see others' sessions, so old transactions are not looked for.",
                    adviceZh: "請超級使用者執行 `grant pg_read_all_stats to 登入`。",
                    adviceEn: "Have a superuser run `grant pg_read_all_stats to LOGIN`."))
        }
        if let oldestTransaction, oldestTransaction.seconds > 600 {
            let minutes = Int(oldestTransaction.seconds / 60)
            findings.append(
                Finding(
                    "old-transaction", .warning, zh: "有交易已開了 \(minutes) 分鐘：\(oldestTransaction.owner)。",
                    en: "A transaction has been open for \(minutes) minutes: \(oldestTransaction.owner).",
                    adviceZh: "在它結束之前，資料庫無法清除已死的資料列。請結束它；閒置的可設 idle_in_transaction_session_timeout。",
                    adviceEn:
                        "Until it ends no dead row is removed. End it; for idle ones set idle_in_transaction_session_timeout."))
        }
        if let replicationHold, replicationHold.transactions > 1_000_000 {
            findings.append(
                Finding(
                    "old-replication", .warning,
                    zh: "\(replicationHold.owner) 留住了 \(replicationHold.transactions) 筆交易以來的資料列。",
                    en: "\(replicationHold.owner) holds back rows for \(replicationHold.transactions) transactions.",
                    adviceZh: "讓該備援追上，或刪除不再使用的 replication slot。",
                    adviceEn: "Have that standby catch up, or drop the slot if nobody uses it."))
        }
        return findings
    }

    private var tables: [Finding] {
        var findings: [Finding] = []
        if !isAutovacuumOn {
            findings.append(
                Finding(
                    "autovacuum-off", .fault, zh: "autovacuum 已關閉。", en: "Autovacuum is off.",
                    adviceZh: "請設 `autovacuum = on`。", adviceEn: "Set `autovacuum = on`."))
        }
        if deadRows > 100_000, deadRows > liveRows / 5 {
            findings.append(
                Finding(
                    "dead-rows", .warning, zh: "工作資料表有 \(deadRows) 列已死、\(liveRows) 列有效。",
                    en: "The job table has \(deadRows) dead rows beside \(liveRows) living ones.",
                    adviceZh: "先看是否有久未結束的交易；否則 autovacuum 太慢，請調高 autovacuum_vacuum_cost_limit。",
                    adviceEn: "Look for old transactions first; else autovacuum is too slow: raise autovacuum_vacuum_cost_limit.")
            )
        }
        if freezeShare > 0.9 {
            findings.append(
                Finding(
                    "freeze-due", .warning, zh: "工作資料表離強制 freeze 已用掉 \(Int(freezeShare * 100))%。",
                    en: "The job table has used up \(Int(freezeShare * 100)) % of its time until a forced freeze.",
                    adviceZh: "離峰時段執行 `vacuum freeze fieldwork_jobs.jobs`。",
                    adviceEn: "Run `vacuum freeze fieldwork_jobs.jobs` in a quiet hour."))
        }
        return findings
    }

    private func server(_ clock: Date) -> [Finding] {
        var findings: [Finding] = []
        if notifyQueueUse > 0.1 {
            findings.append(
                Finding(
                    "notify-queue", .warning, zh: "NOTIFY 佇列已滿 \(Int(notifyQueueUse * 100))%。",
                    en: "The NOTIFY queue is \(Int(notifyQueueUse * 100)) % full.",
                    adviceZh: "某個連線 LISTEN 後停在交易裡；請在 pg_stat_activity 找出並結束它。",
                    adviceEn: "Some session listens and sits in a transaction: find it in pg_stat_activity and end it."))
        }
        if !unsafeSettings.isEmpty {
            findings.append(
                Finding(
                    "unsafe-settings", .warning, zh: "這些設定為 off：\(unsafeSettings.joined(separator: "、"))。",
                    en: "Off in the server's settings: \(unsafeSettings.joined(separator: ", ")).",
                    adviceZh: "當機時會遺失已確認的結果；請設回 on。",
                    adviceEn: "A crash then loses results that were confirmed. Set them to on."))
        }
        let difference = clock.timeIntervalSince(now.date)
        if abs(difference) > 5 {
            findings.append(
                Finding(
                    "clock", .note, zh: "這台機器的時鐘與資料庫相差 \(Int(abs(difference))) 秒。",
                    en: "This machine's clock is \(Int(abs(difference))) seconds from the database's.",
                    adviceZh: "佇列只看資料庫的時鐘，不受影響；但日誌會對不上，請啟用 NTP。",
                    adviceEn: "The queue goes by the database's and does not mind; but logs do not match. Turn NTP on."))
        }
        return findings
    }
}
