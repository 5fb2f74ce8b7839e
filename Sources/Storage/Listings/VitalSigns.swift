package import Postgres

/// What tells whether the database serves the queue well, read at one moment.
package struct VitalSigns: Sendable, Hashable {
    /// The database's clock.
    package let now: PostgresTimestamp
    /// The login may see what others' sessions do.
    package let seesSessions: Bool
    /// Age in seconds of the oldest transaction, prepared ones included, and who has it.
    package let oldestTransaction: Age?
    /// Transactions since the oldest that a replication slot or a standby still holds back, and which.
    package let replicationHold: Hold?
    /// Rows of the job table, living and dead.
    package let liveRows: Int64
    package let deadRows: Int64
    package let isAutovacuumOn: Bool
    /// Transactions until the job table needs a vacuum against wraparound, as a share of what is allowed.
    package let freezeShare: Double
    /// 0…1.
    package let notifyQueueUse: Double
    /// Settings that give up durability, by name.
    package let unsafeSettings: [String]
    package let livingProcesses: Int64
    /// Hosts of processes that ended without saying so, in the last hour.
    package let lostHosts: [String]
    /// Queues of unfinished jobs that no living process serves.
    package let unservedQueues: [String]
    /// Kinds of unfinished jobs that no process knows of those that serve their queue.
    package let unknownKinds: [String]
    package let pausedQueues: [String]
    /// Ready jobs that two processes have died with.
    package let suspects: Int64
    /// Given up in the last day.
    package let discarded: Int64

    package struct Age: Sendable, Hashable {
        package let seconds: Double
        /// Process id, login and application.
        package let owner: String
    }

    package struct Hold: Sendable, Hashable {
        package let transactions: Int64
        package let owner: String
    }
}

/// Reads the vital signs.
package struct ReadVitalSigns: PostgresStatement {
    package init() {}

    package static let sql = """
        with unfinished as (
            select queue, kind from fieldwork_jobs.jobs where state = 'available'
            union
            select queue, kind from fieldwork_jobs.jobs where state in ('scheduled', 'retryable')
        ), living as (
            select i.queues, i.kinds from fieldwork_jobs.incarnations i
            where i.ended_at is null and i.lease_until > clock_timestamp()
        ), transaction as (
            select extract(epoch from clock_timestamp() - began)::float8 as seconds, owner
            from (
                select a.xact_start as began,
                    concat_ws(' ', 'process ' || a.pid, a.usename, nullif(a.application_name, ''), a.state) as owner
                from pg_stat_activity a
                where a.xact_start is not null and a.pid <> pg_backend_pid() and a.backend_type = 'client backend'
                  and (a.backend_xmin is not null or a.backend_xid is not null)
                union all
                select p.prepared, 'prepared transaction ' || p.gid from pg_prepared_xacts p
            ) transactions
            order by began
            limit 1
        ), hold as (
            select age(xmin)::bigint as transactions, owner
            from (
                select s.xmin, 'replication slot ' || s.slot_name as owner from pg_replication_slots s where s.xmin is not null
                union all
                select s.catalog_xmin, 'replication slot ' || s.slot_name from pg_replication_slots s where s.catalog_xmin is not null
                union all
                select r.backend_xmin, concat_ws(' ', 'standby', r.application_name) from pg_stat_replication r
                where r.backend_xmin is not null
            ) holds
            order by age(xmin) desc
            limit 1
        ), relation as (
            select c.oid, c.relfrozenxid from pg_class c where c.oid = 'fieldwork_jobs.jobs'::regclass
        )
        select clock_timestamp(), pg_has_role('pg_read_all_stats', 'usage'),
            (select seconds from transaction), (select owner from transaction),
            (select transactions from hold), (select owner from hold),
            coalesce(pg_stat_get_live_tuples(relation.oid), 0), coalesce(pg_stat_get_dead_tuples(relation.oid), 0),
            current_setting('autovacuum')::boolean,
            age(relation.relfrozenxid)::float8 / current_setting('autovacuum_freeze_max_age')::float8,
            pg_notification_queue_usage(),
            array(select s.name from pg_settings s
                  where s.name in ('fsync', 'full_page_writes', 'synchronous_commit') and s.setting = 'off' order by 1),
            (select count(*) from living),
            array(select distinct i.host from fieldwork_jobs.incarnations i
                  where i.ended_at > clock_timestamp() - interval '1 hour' and i.ended_at > i.lease_until order by 1),
            array(select distinct u.queue from unfinished u
                  where not exists (select from living l where u.queue = any (l.queues)) order by 1),
            array(select distinct u.kind from unfinished u
                  where exists (select from living l where u.queue = any (l.queues))
                    and not exists (select from living l where u.queue = any (l.queues) and u.kind = any (l.kinds)) order by 1),
            array(select q.queue from fieldwork_jobs.queues q where q.paused_at is not null order by 1),
            (select count(*) from fieldwork_jobs.jobs j where j.state = 'available' and j.deaths >= 2),
            -- The first condition is that of the index job_events_failures: without it the whole history is read.
            (select count(*) from fieldwork_jobs.job_events e
             where e.event in ('failed', 'discarded') and e.event = 'discarded' and e.at > clock_timestamp() - interval '1 day')
        from relation
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> VitalSigns {
        let now: PostgresTimestamp = try row.next()
        let seesSessions: Bool = try row.next()
        let seconds: Double? = try row.next()
        let transactionOwner: String? = try row.next()
        let transactions: Int64? = try row.next()
        let holdOwner: String? = try row.next()
        let liveRows: Int64 = try row.next()
        let deadRows: Int64 = try row.next()
        let isAutovacuumOn: Bool = try row.next()
        let freezeShare: Double = try row.next()
        let notifyQueueUse: Double = try row.next()
        let unsafeSettings: [String] = try row.next()
        let livingProcesses: Int64 = try row.next()
        let lostHosts: [String] = try row.next()
        let unservedQueues: [String] = try row.next()
        let unknownKinds: [String] = try row.next()
        let pausedQueues: [String] = try row.next()
        let suspects: Int64 = try row.next()
        let discarded: Int64 = try row.next()
        return VitalSigns(
            now: now, seesSessions: seesSessions,
            oldestTransaction: seconds.map { .init(seconds: $0, owner: transactionOwner ?? "") },
            replicationHold: transactions.map { .init(transactions: $0, owner: holdOwner ?? "") },
            liveRows: liveRows, deadRows: deadRows, isAutovacuumOn: isAutovacuumOn,
            freezeShare: freezeShare, notifyQueueUse: notifyQueueUse, unsafeSettings: unsafeSettings,
            livingProcesses: livingProcesses, lostHosts: lostHosts, unservedQueues: unservedQueues, unknownKinds: unknownKinds,
            pausedQueues: pausedQueues, suspects: suspects, discarded: discarded)
    }
}
