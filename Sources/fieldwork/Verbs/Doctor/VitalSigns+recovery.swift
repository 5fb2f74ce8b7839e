import Storage

extension VitalSigns {
    /// What stands still although somebody could be there for it.
    var waiting: [Finding] {
        var findings: [Finding] = []
        if !unburiedHosts.isEmpty {
            findings.append(
                Finding(
                    "leases-not-judged", .fault,
                    zh: "租約已過期一分鐘以上而無人接手的程序在：\(unburiedHosts.joined(separator: "、"))。",
                    en: "Leases ran out a minute ago or more and nobody took over, on: \(unburiedHosts.joined(separator: ", ")).",
                    adviceZh: "沒有其他 fieldworkd 持有租約；請啟動一個，並看它的日誌是否有 database did not answer。",
                    adviceEn: "No other fieldworkd holds a lease. Start one; see its log for `database did not answer`."))
        }
        if unrecovered > 0 {
            findings.append(
                Finding(
                    "jobs-not-recovered", .fault, zh: "有 \(unrecovered) 件工作仍掛在已結束的程序名下。",
                    en: "\(unrecovered) jobs still run in the name of processes that have ended.",
                    adviceZh: "可能有交易鎖住這些列；請在 pg_locks 與 pg_stat_activity 找出並結束它。",
                    adviceEn: "A transaction may hold their rows: find it in pg_locks and pg_stat_activity, and end it."))
        }
        if !forgottenQueues.isEmpty {
            findings.append(
                Finding(
                    "queues-paused-long", .warning, zh: "暫停超過一天的佇列：\(forgottenQueues.joined(separator: "、"))。",
                    en: "Paused for more than a day: \(forgottenQueues.joined(separator: ", ")).",
                    adviceZh: "若非有意，請以 `fieldwork queues resume 佇列` 繼續。",
                    adviceEn: "If that is not meant: `fieldwork queues resume QUEUE`."))
        }
        if !pausedQueues.isEmpty {
            findings.append(
                Finding(
                    "paused-queues", .note, zh: "暫停中的佇列：\(pausedQueues.joined(separator: "、"))。",
                    en: "Paused queues: \(pausedQueues.joined(separator: ", ")).",
                    adviceZh: "以 `fieldwork queues resume 佇列` 繼續。", adviceEn: "`fieldwork queues resume QUEUE` lets one go on."))
        }
        return findings
    }

    /// Whether the queue's tables are as they were made, and autovacuum can keep up with them.
    var vacuum: [Finding] {
        var findings: [Finding] = []
        if !damagedIndexes.isEmpty {
            findings.append(
                Finding(
                    "damaged-indexes", .fault, zh: "這些索引不存在或不可用：\(damagedIndexes.joined(separator: "、"))。",
                    en: "These indexes are missing or unusable: \(damagedIndexes.joined(separator: ", ")).",
                    adviceZh: "不可用的請執行 `reindex index concurrently fieldwork_jobs.索引`；不存在的請依 sql/migrations 重建。",
                    adviceEn: """
                        For an unusable one `reindex index concurrently fieldwork_jobs.INDEX`; make a missing one anew as \
                        sql/migrations has it.
                        """))
        }
        if !unvacuumedTables.isEmpty {
            findings.append(
                Finding(
                    "autovacuum-off-table", .fault, zh: "這些資料表關閉了 autovacuum：\(unvacuumedTables.joined(separator: "、"))。",
                    en: "Autovacuum is off on: \(unvacuumedTables.joined(separator: ", ")).",
                    adviceZh: "請執行 `alter table fieldwork_jobs.資料表 reset (autovacuum_enabled)`。",
                    adviceEn: "Run `alter table fieldwork_jobs.TABLE reset (autovacuum_enabled)`."))
        }
        if !neglectedTables.isEmpty {
            findings.append(
                Finding(
                    "vacuum-behind", .warning,
                    zh: "autovacuum 跟不上這些資料表（死列/活列）：\(neglectedTables.joined(separator: "、"))。",
                    en: "Autovacuum does not keep up with (dead/living rows): \(neglectedTables.joined(separator: ", ")).",
                    adviceZh: "先看是否有久未結束的交易；否則請調高 autovacuum_max_workers 或 autovacuum_vacuum_cost_limit。",
                    adviceEn: """
                        Look for old transactions first; else raise autovacuum_max_workers or autovacuum_vacuum_cost_limit.
                        """))
        }
        if vacuumsRunning >= vacuumsAllowed {
            findings.append(
                Finding(
                    "vacuum-workers-busy", .warning, zh: "autovacuum 的 \(vacuumsAllowed) 個程序都在忙。",
                    en: "All \(vacuumsAllowed) of autovacuum's workers are busy.",
                    adviceZh: "若持續如此，佇列的資料表得排隊等候；請調高 autovacuum_max_workers（需重新啟動）。",
                    adviceEn: "If that lasts, the queue's tables wait for their turn: raise autovacuum_max_workers (a restart)."))
        }
        if vacuumPagesPerSecond < 2000 {
            let megabytes = Int(vacuumPagesPerSecond * 8192 / 1_000_000)
            findings.append(
                Finding(
                    "vacuum-throttled", .note, zh: "autovacuum 的設定讓它每秒最多清理約 \(megabytes) MB。",
                    en: "Autovacuum's settings let it clean about \(megabytes) MB a second at most.",
                    adviceZh: "請調高 autovacuum_vacuum_cost_limit，或調低 autovacuum_vacuum_cost_delay。",
                    adviceEn: "Raise autovacuum_vacuum_cost_limit, or lower autovacuum_vacuum_cost_delay."))
        }
        return findings
    }

    /// What a failover or a crowd would do.
    var durability: [Finding] {
        var findings: [Finding] = []
        if !isPrimary {
            findings.append(
                Finding(
                    "standby", .fault, zh: "這是備援主機，唯讀。", en: "This is a standby: nothing can be written.",
                    adviceZh: "請連線到主要伺服器（target_session_attrs=read-write）。",
                    adviceEn: "Connect to the primary (target_session_attrs=read-write)."))
        }
        if waitsForStandby {
            findings.append(
                Finding(
                    "no-synchronous-standby", .fault, zh: "設了 synchronous_standby_names，但沒有同步備援連著：每次確認都會一直等待。",
                    en: "synchronous_standby_names is set and no synchronous standby is attached: every commit waits.",
                    adviceZh: "請恢復備援的連線，或暫時清空 synchronous_standby_names 並 `select pg_reload_conf()`。",
                    adviceEn: "Bring the standby back, or empty synchronous_standby_names for now and `select pg_reload_conf()`.")
            )
        } else if losesOnFailover {
            findings.append(
                Finding(
                    "asynchronous-standby", .note, zh: "備援都是非同步的：切換時可能遺失已確認的結果。",
                    en: "All standbys are asynchronous: a failover may lose results that were confirmed.",
                    adviceZh: "若不可遺失，請設定 synchronous_standby_names。",
                    adviceEn: "Set synchronous_standby_names if that may not be."))
        }
        if connections * 10 > connectionsAllowed * 9 {
            findings.append(
                Finding(
                    "connections", .warning, zh: "\(connectionsAllowed) 個連線已用掉 \(connections) 個。",
                    en: "\(connections) of \(connectionsAllowed) connections are taken.",
                    adviceZh: "再啟動的 fieldworkd 可能連不上；請調高 max_connections，或經由 PgBouncer。",
                    adviceEn: "Another fieldworkd may find none: raise max_connections, or go through PgBouncer."))
        }
        return findings
    }
}
