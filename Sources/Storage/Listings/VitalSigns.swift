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
    /// Tables of the queue on which autovacuum is switched off.
    package let unvacuumedTables: [String]
    /// Tables of the queue with more dead rows than twice what autovacuum waits for, as `jobs 120000/600000`.
    package let neglectedTables: [String]
    /// Autovacuum's workers that are busy, and how many there may be.
    package let vacuumsRunning: Int64
    package let vacuumsAllowed: Int64
    /// Rows a second that autovacuum may write at most, by its cost limit, in pages.
    package let vacuumPagesPerSecond: Double
    /// Transactions until the job table needs a vacuum against wraparound, as a share of what is allowed.
    package let freezeShare: Double
    /// 0…1.
    package let notifyQueueUse: Double
    /// Settings that give up durability, by name.
    package let unsafeSettings: [String]
    /// Standbys are attached and none is waited for at a commit.
    package let losesOnFailover: Bool
    /// Synchronous standbys are named and none is attached: commits wait.
    package let waitsForStandby: Bool
    package let connections: Int64
    package let connectionsAllowed: Int64
    package let isPrimary: Bool
    /// Indexes of the queue that are missing, or that a failed `create index concurrently` left behind unusable.
    package let damagedIndexes: [String]
    package let livingProcesses: Int64
    /// Hosts of processes that ended without saying so, in the last hour.
    package let lostHosts: [String]
    /// Queues of unfinished jobs that no living process serves.
    package let unservedQueues: [String]
    /// Kinds of unfinished jobs that no process knows of those that serve their queue.
    package let unknownKinds: [String]
    /// Paused for less than a day, and for longer.
    package let pausedQueues: [String]
    package let forgottenQueues: [String]
    /// Hosts of processes whose lease ran out a minute ago or more, and whom nobody has declared lost.
    package let unburiedHosts: [String]
    /// Jobs that run in the name of processes that have ended, for a minute or more.
    package let unrecovered: Int64
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
        with recursive lines as (
            -- From line to line of the index, one probe each: a queue of millions is not read.
            (select j.queue, j.kind from fieldwork_jobs.jobs j where j.state = 'available' order by j.queue, j.kind limit 1)
            union all
            select next.*
            from lines l
            cross join lateral (
                select j.queue, j.kind from fieldwork_jobs.jobs j
                where j.state = 'available' and (j.queue, j.kind) > (l.queue, l.kind)
                order by j.queue, j.kind limit 1
            ) next
        ), unfinished as (
            select queue, kind from lines
            union
            select queue, kind from (
                select j.queue, j.kind from fieldwork_jobs.jobs j
                where j.state in ('scheduled', 'retryable') order by j.scheduled_at limit 100000
            ) next_due
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
        ), tables as (
            select c.relname as name, pg_stat_get_live_tuples(c.oid) as live, pg_stat_get_dead_tuples(c.oid) as dead,
                exists (select from unnest(c.reloptions) as option
                        where option in ('autovacuum_enabled=false', 'autovacuum_enabled=off')) as is_off,
                coalesce((select split_part(option, '=', 2)::float8 from unnest(c.reloptions) as option
                          where option like 'autovacuum_vacuum_scale_factor=%'),
                    current_setting('autovacuum_vacuum_scale_factor')::float8) * c.reltuples
                    + current_setting('autovacuum_vacuum_threshold')::float8 as threshold
            from pg_class c
            where c.relnamespace = 'fieldwork_jobs'::regnamespace and c.relkind in ('r', 'p')
        ), delay as (
            select coalesce(nullif(extract(epoch from current_setting('autovacuum_vacuum_cost_delay')::interval) * 1000, -1000),
                extract(epoch from current_setting('vacuum_cost_delay')::interval) * 1000)::float8 as ms
        ), relation as (
            select c.oid, c.relfrozenxid from pg_class c where c.oid = 'fieldwork_jobs.jobs'::regclass
        )
        select clock_timestamp(), pg_has_role('pg_read_all_stats', 'usage'),
            (select seconds from transaction), (select owner from transaction),
            (select transactions from hold), (select owner from hold),
            coalesce(pg_stat_get_live_tuples(relation.oid), 0), coalesce(pg_stat_get_dead_tuples(relation.oid), 0),
            current_setting('autovacuum')::boolean,
            array(select t.name from tables t where t.is_off order by 1),
            array(select format('%s %s/%s', t.name, t.dead, t.live) from tables t where t.dead > 10000 + 2 * t.threshold order by 1),
            (select count(*) from pg_stat_activity a where a.backend_type = 'autovacuum worker'),
            current_setting('autovacuum_max_workers')::bigint,
            case when delay.ms > 0 then
                1000 / delay.ms * coalesce(nullif(current_setting('autovacuum_vacuum_cost_limit')::float8, -1),
                    current_setting('vacuum_cost_limit')::float8)
                / (current_setting('vacuum_cost_page_miss')::float8 + current_setting('vacuum_cost_page_dirty')::float8)
            else 'infinity' end,
            age(relation.relfrozenxid)::float8 / current_setting('autovacuum_freeze_max_age')::float8,
            pg_notification_queue_usage(),
            array(select s.name from pg_settings s
                  where s.name in ('fsync', 'full_page_writes', 'synchronous_commit') and s.setting = 'off' order by 1),
            exists (select from pg_stat_replication) and not exists (
                select from pg_stat_replication r where r.sync_state in ('sync', 'quorum')),
            current_setting('synchronous_standby_names') <> ''
                and current_setting('synchronous_commit') in ('on', 'remote_write', 'remote_apply')
                and not exists (select from pg_stat_replication r where r.sync_state in ('sync', 'quorum')),
            (select count(*) from pg_stat_activity a where a.backend_type in ('client backend', 'walsender')),
            current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint,
            not pg_is_in_recovery(),
            array(select c.relname::text
                  from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
                  where n.nspname like 'fieldwork%' and not x.indisvalid
                  union
                  select name from unnest(array['jobs_ready', 'jobs_running', 'jobs_due', 'jobs_unique_waiting', 'jobs_finished',
                      'jobs_study', 'jobs_discarded', 'jobs_unique_key', 'jobs_batch', 'jobs_ready_by_partition', 'job_events_job',
                      'job_events_failures']) as name
                  where not exists (
                      select from pg_index x join pg_class c on c.oid = x.indexrelid
                      where c.relnamespace = 'fieldwork_jobs'::regnamespace and c.relname = name)
                  order by 1),
            (select count(*) from living),
            array(select distinct i.host from fieldwork_jobs.incarnations i
                  where i.ended_at > clock_timestamp() - interval '1 hour' and i.ended_at > i.lease_until order by 1),
            array(select distinct u.queue from unfinished u
                  where not exists (select from living l where u.queue = any (l.queues)) order by 1),
            array(select distinct u.kind from unfinished u
                  where exists (select from living l where u.queue = any (l.queues))
                    and not exists (select from living l where u.queue = any (l.queues) and u.kind = any (l.kinds)) order by 1),
            array(select q.queue from fieldwork_jobs.queues q where q.paused_at > clock_timestamp() - interval '1 day' order by 1),
            array(select q.queue from fieldwork_jobs.queues q where q.paused_at <= clock_timestamp() - interval '1 day' order by 1),
            array(select distinct i.host from fieldwork_jobs.incarnations i
                  where i.ended_at is null and i.lease_until < clock_timestamp() - interval '1 minute' order by 1),
            (select count(*) from fieldwork_jobs.incarnations i join fieldwork_jobs.jobs j on j.incarnation = i.id
             where i.ended_at < clock_timestamp() - interval '1 minute' and j.state = 'running'),
            -- Jobs that come back stand in lane 0.
            (select count(*)
             from lines l cross join generate_series(0, 9) as level join fieldwork_jobs.jobs j
                 on j.queue = l.queue and j.kind = l.kind and j.priority = level::smallint and j.lane = 0
             where j.state = 'available' and j.deaths >= 2),
            -- The first condition is that of the index job_events_failures: without it the whole history is read.
            (select count(*) from fieldwork_jobs.job_events e
             where e.event in ('failed', 'discarded') and e.event = 'discarded' and e.at > clock_timestamp() - interval '1 day')
        from relation, delay
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
        let unvacuumedTables: [String] = try row.next()
        let neglectedTables: [String] = try row.next()
        let vacuumsRunning: Int64 = try row.next()
        let vacuumsAllowed: Int64 = try row.next()
        let vacuumPagesPerSecond: Double = try row.next()
        let freezeShare: Double = try row.next()
        let notifyQueueUse: Double = try row.next()
        let unsafeSettings: [String] = try row.next()
        let losesOnFailover: Bool = try row.next()
        let waitsForStandby: Bool = try row.next()
        let connections: Int64 = try row.next()
        let connectionsAllowed: Int64 = try row.next()
        let isPrimary: Bool = try row.next()
        let damagedIndexes: [String] = try row.next()
        let livingProcesses: Int64 = try row.next()
        let lostHosts: [String] = try row.next()
        let unservedQueues: [String] = try row.next()
        let unknownKinds: [String] = try row.next()
        let pausedQueues: [String] = try row.next()
        let forgottenQueues: [String] = try row.next()
        let unburiedHosts: [String] = try row.next()
        let unrecovered: Int64 = try row.next()
        let suspects: Int64 = try row.next()
        let discarded: Int64 = try row.next()
        return VitalSigns(
            now: now, seesSessions: seesSessions,
            oldestTransaction: seconds.map { .init(seconds: $0, owner: transactionOwner ?? "") },
            replicationHold: transactions.map { .init(transactions: $0, owner: holdOwner ?? "") },
            liveRows: liveRows, deadRows: deadRows, isAutovacuumOn: isAutovacuumOn,
            unvacuumedTables: unvacuumedTables, neglectedTables: neglectedTables, vacuumsRunning: vacuumsRunning,
            vacuumsAllowed: vacuumsAllowed, vacuumPagesPerSecond: vacuumPagesPerSecond,
            freezeShare: freezeShare, notifyQueueUse: notifyQueueUse, unsafeSettings: unsafeSettings,
            losesOnFailover: losesOnFailover, waitsForStandby: waitsForStandby, connections: connections,
            connectionsAllowed: connectionsAllowed, isPrimary: isPrimary, damagedIndexes: damagedIndexes,
            livingProcesses: livingProcesses, lostHosts: lostHosts, unservedQueues: unservedQueues, unknownKinds: unknownKinds,
            pausedQueues: pausedQueues, forgottenQueues: forgottenQueues, unburiedHosts: unburiedHosts,
            unrecovered: unrecovered, suspects: suspects, discarded: discarded)
    }
}
