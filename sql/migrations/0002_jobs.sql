-- The queue. docs/queue-protocol.md explains the protocol; the numbers in brackets are its invariants.

set local role fieldwork_owner;

create type fieldwork_jobs.job_state as enum (
    'scheduled', 'available', 'running', 'retryable', 'completed', 'discarded', 'cancelled'
);

-- One row per process that takes jobs. Its lease covers every job the process holds; settling a job never touches it [3].
create table fieldwork_jobs.incarnations (
    id uuid primary key,
    host text not null,
    pid integer not null,
    program_version text not null,
    queues text[] not null,
    kinds text[] not null,
    started_at timestamptz not null default clock_timestamp(),
    lease interval not null,
    lease_until timestamptz not null,
    -- When it was last renewed after it had run out. What cut this process off may have cut off others, so for one lease from
    -- then it says of nobody that they are lost.
    regained_at timestamptz,
    -- Set once, by whoever finds the lease expired or by the process itself when it leaves. Never unset: a process that
    -- comes back takes a new incarnation.
    ended_at timestamptz,
    constraint lease_is_positive check (lease > interval '0')
) with (fillfactor = 50);  -- a renewal stays on its page

-- When this server, as it runs now, was first seen to answer. Nobody could renew a lease before, so none expires until one
-- lease after [3]. Unlogged on purpose: a crash empties it, and a promoted standby never had it; an ordinary restart shows
-- in the start time. That alone would not do: the server stays busy with its recovery for minutes after it, and starts its
-- sessions anew without it. Without a key: of two processes that see it first, both say so, and the later counts.
create unlogged table fieldwork_jobs.server_runs (
    postmaster_started_at timestamptz not null,
    timeline integer not null,
    seen_at timestamptz not null default clock_timestamp()
);

create sequence fieldwork_jobs.positions as bigint cache 1;

create table fieldwork_jobs.jobs (
    id bigint generated always as identity primary key,
    queue text not null,
    kind text not null,
    -- 0 is served first.
    priority smallint not null default 5,
    state fieldwork_jobs.job_state not null default 'available',
    -- Jobs that come back (retried, promoted, recovered, released) stand in lane 0 with a fresh position, so that a claimer's
    -- floor never passes them and they need not wait behind the whole backlog; new ones in lane 1 [7].
    lane smallint not null default 1,
    position bigint not null default nextval('fieldwork_jobs.positions'),
    -- References only, never documents.
    arguments jsonb not null default '{}',
    -- The study it works for: what row-level security and handlers go by.
    study_id bigint,
    unique_key text,
    -- Counted at the claim; a soft stop and a process's death give it back [5, 6].
    attempt smallint not null default 0,
    max_attempts smallint not null default 5,
    -- The incarnations that ended with the job started. Each may come back and say that it had not died [6].
    died_with uuid[] not null default '{}',
    deaths smallint not null generated always as (cardinality(died_with)::smallint) stored,
    scheduled_at timestamptz not null default clock_timestamp(),
    created_at timestamptz not null default clock_timestamp(),
    -- The claim: the process, and a token no other attempt ever has [1]. The token stays when the job is finished, so that a
    -- COMMIT whose answer was lost can be asked about [12]; a job never claimed has none.
    incarnation uuid,
    token uuid,
    claimed_at timestamptz,
    started_at timestamptz,
    cancel_requested_at timestamptz,
    finished_at timestamptz,
    trace_context text,
    constraint priority_in_range check (priority between 0 and 9),
    constraint lane_known check (lane in (0, 1)),
    constraint arguments_are_references check (jsonb_typeof(arguments) = 'object' and pg_column_size(arguments) <= 8192),
    constraint attempts_counted check (attempt >= 0 and max_attempts >= 1),
    constraint running_is_claimed check (state <> 'running' or (incarnation is not null and token is not null)),
    constraint finished_has_time check ((state in ('completed', 'discarded', 'cancelled')) = (finished_at is not null)),
    constraint names_are_short check (length(queue) between 1 and 100 and length(kind) between 1 and 100)
);

-- What a claim reads, and all it reads: ready rows of one queue, kind and priority, above the claimer's floor [7].
create index jobs_ready on fieldwork_jobs.jobs (queue, kind, priority, lane, position) where state = 'available';
-- What recovery and a process that leaves read [3, 5].
create index jobs_running on fieldwork_jobs.jobs (incarnation) where state = 'running';
-- What promotion reads.
create index jobs_due on fieldwork_jobs.jobs (scheduled_at) where state in ('scheduled', 'retryable');
-- A key is taken only while its job was never claimed: new evidence about a cluster whose classification runs is a new
-- job, and a job that comes back can never collide with it [9].
create unique index jobs_unique_waiting on fieldwork_jobs.jobs (kind, unique_key)
    where unique_key is not null and token is null and state in ('scheduled', 'available');
-- What pruning reads; block ranges are enough and cost a completion next to nothing.
create index jobs_finished on fieldwork_jobs.jobs using brin (finished_at);
-- What lists by study read.
create index jobs_study on fieldwork_jobs.jobs (study_id, id) where study_id is not null;

alter table fieldwork_jobs.jobs set (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05
);

-- What happened to a job, in order. Append-only; no foreign key, so that pruning jobs never scans it [11].
create table fieldwork_jobs.job_events (
    id bigint generated always as identity primary key,
    job_id bigint not null,
    at timestamptz not null default clock_timestamp(),
    event text not null,
    attempt smallint not null,
    incarnation uuid,
    -- Codes, counts and durations. Never the words of a document.
    detail jsonb not null default '{}',
    constraint event_known check (event in (
        'failed', 'snoozed', 'released', 'recovered', 'withdrawn', 'discarded', 'cancelled', 'cancel-requested', 'retried'
    ))
);
create index job_events_job on fieldwork_jobs.job_events (job_id, id);
-- What a process reads that was taken for dead and is not.
create index job_events_recovered on fieldwork_jobs.job_events (incarnation) where event = 'recovered';
-- What pruning reads: events go with their job, and by age where a job outlives them.
create index job_events_at on fieldwork_jobs.job_events using brin (at);

-- Notes that the server answers, and returns its timeline: one lower than a process has seen before is that of a server
-- left behind by a failover [10].
create function fieldwork_jobs.note_server() returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    current_timeline integer := ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer;
begin
    if not exists (
        select from fieldwork_jobs.server_runs r
        where r.postmaster_started_at = pg_postmaster_start_time() and r.timeline = current_timeline
    ) then
        insert into fieldwork_jobs.server_runs (postmaster_started_at, timeline)
        values (pg_postmaster_start_time(), current_timeline);
    end if;
    return current_timeline;
end
$$;

-- Locks a job for the attempt that holds it, or raises FW001 and so undoes the whole transaction [1, 2].
create function fieldwork_jobs.fence(job_id bigint, attempt_token uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    perform from fieldwork_jobs.jobs j
    where j.id = job_id and j.token = attempt_token and j.state = 'running'
    for update;
    if not found then
        raise exception 'job.stale-attempt' using errcode = 'FW001';
    end if;
end
$$;

-- The key of the advisory lock by which a parked worker says that a queue's next job should ring [8].
create function fieldwork_jobs.doorbell(queue text) returns integer
language sql immutable strict set search_path = pg_catalog, pg_temp
return hashtext('fieldwork_jobs.doorbell:' || queue);

-- Rings for a parked queue; nothing for a busy one. Its own statement after the caller's COMMIT: a NOTIFY inside a business
-- transaction would serialise every commit of the database [8].
create function fieldwork_jobs.wake(queue text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    if not pg_try_advisory_xact_lock_shared(1179079767, fieldwork_jobs.doorbell(queue)) then
        perform pg_notify('fieldwork_jobs', queue);
    end if;
end
$$;

-- Puts a job in line and returns its id. With a key that a waiting job of the kind already has, that job is returned
-- instead; its row stays locked until the caller commits, so that it cannot be claimed before the caller's evidence is
-- there to be read [9]. A claimer may pass it by meanwhile, so it takes a fresh position.
create function fieldwork_jobs.enqueue(
    kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text,
    max_attempts smallint, trace_context text
) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    is_due boolean := delay is null or delay <= interval '0';
    job bigint;
begin
    -- The transaction's id before the position: claimers take a position for dealt with once every transaction that was
    -- running when it was handed out has ended, and one without an id is not seen to run [7].
    perform pg_current_xact_id();
    insert into fieldwork_jobs.jobs as j
        (kind, arguments, study_id, queue, priority, state, scheduled_at, unique_key, max_attempts, trace_context)
    values (
        kind, arguments, study_id, queue, priority,
        case when is_due then 'available' else 'scheduled' end::fieldwork_jobs.job_state,
        clock_timestamp() + case when is_due then interval '0' else delay end, unique_key, max_attempts, trace_context)
    on conflict (kind, unique_key) where unique_key is not null and token is null and state in ('scheduled', 'available')
    do update set position = case when j.state = 'available' then nextval('fieldwork_jobs.positions') else j.position end
    returning j.id into job;
    return job;
end
$$;

-- Cancels a job: at once while it waits; one that runs is asked to stop. False when it is finished already.
create function fieldwork_jobs.cancel(job_id bigint) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    job fieldwork_jobs.jobs;
begin
    select * into job from fieldwork_jobs.jobs j where j.id = job_id for update;
    if job.state in ('scheduled', 'available', 'retryable') then
        update fieldwork_jobs.jobs j set state = 'cancelled', finished_at = clock_timestamp() where j.id = job_id;
        insert into fieldwork_jobs.job_events (job_id, event, attempt) values (job_id, 'cancelled', job.attempt);
        return true;
    elsif job.state = 'running' then
        if job.cancel_requested_at is null then
            update fieldwork_jobs.jobs j set cancel_requested_at = clock_timestamp() where j.id = job_id;
            insert into fieldwork_jobs.job_events (job_id, event, attempt) values (job_id, 'cancel-requested', job.attempt);
        end if;
        return true;
    end if;
    return false;
end
$$;

-- Puts a finished job back in line with a clean slate. False when it is not finished.
create function fieldwork_jobs.retry(job_id bigint) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_current_xact_id();  -- before the position, as in enqueue
    update fieldwork_jobs.jobs j set
        state = 'available', lane = 0, position = nextval('fieldwork_jobs.positions'), attempt = 0, died_with = '{}',
        finished_at = null, started_at = null, cancel_requested_at = null, scheduled_at = clock_timestamp(),
        -- so that its key cannot collide with a job that waits under the same one
        token = coalesce(j.token, gen_random_uuid())
    where j.id = job_id and j.state in ('completed', 'discarded', 'cancelled', 'retryable');
    if found then
        insert into fieldwork_jobs.job_events (job_id, event, attempt) values (job_id, 'retried', 0);
    end if;
    return found;
end
$$;

reset role;
grant select, insert, update on fieldwork_jobs.incarnations, fieldwork_jobs.jobs to fieldwork_worker, fieldwork_admin;
grant delete on fieldwork_jobs.incarnations, fieldwork_jobs.jobs, fieldwork_jobs.job_events to fieldwork_worker, fieldwork_admin;
grant select, insert on fieldwork_jobs.job_events, fieldwork_jobs.server_runs to fieldwork_worker, fieldwork_admin;
grant usage, select on all sequences in schema fieldwork_jobs to fieldwork_worker, fieldwork_admin;
grant execute on all functions in schema fieldwork_jobs to fieldwork_worker, fieldwork_admin;
grant select on all tables in schema fieldwork_jobs to fieldwork_auditor;
