-- Jobs that come by the calendar, jobs that belong together, and the trace they all belong to. docs/queue.md says how each behaves.

set local role fieldwork_owner;

-- ## The trace of a transaction

-- The traceparent that the caller has set for its transaction or session (`set local fieldwork.traceparent = '...'`): every job
-- enqueued without one of its own belongs to it, by whichever function. What is none is ignored: nobody's work fails for its trace.
create function fieldwork_jobs.current_trace() returns text
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select given from (select current_setting('fieldwork.traceparent', true)) as setting (given)
    where fieldwork_jobs.is_traceparent(given);
end;

create or replace function fieldwork_jobs.enqueue(
    kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text,
    max_attempts smallint, trace_context text
) returns bigint
language sql volatile set search_path = pg_catalog, pg_temp
begin atomic
    select fieldwork_jobs.enqueue(
        kind, arguments, study_id, queue, priority, delay, unique_key, max_attempts,
        coalesce(trace_context, fieldwork_jobs.current_trace()), null::text, null::bigint, null::interval,
        null::fieldwork_jobs.job_state[]);
end;

-- ## Schedules

-- The first moment after `after` at which a clock in the zone shows a time that the lists allow; null if none does within 40 years,
-- which is never (a leap day that has to be a certain weekday comes every 28 years, or 40 around a year like 2100).
--
-- A local time that a clock put forward leaves out counts as the moment the gap ends; one that a clock put back shows twice counts
-- the first time. So what is to be done once a day is done once, every day. Where every hour is allowed, both are as time passes:
-- none for what is left out, and twice for what comes twice.
create function fieldwork_jobs.next_occurrence(
    after timestamptz, time_zone text, minutes smallint[], hours smallint[], month_days smallint[], months smallint[],
    weekdays smallint[], needs_both_days boolean
) returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    goes_by_hours boolean := cardinality(hours) = 24;
    -- A day earlier, as a clock that is put back at midnight shows the day before again.
    day date := (after at time zone time_zone)::date - 1;
    last_day date := day + 14700;
    by_month_day boolean;
    by_weekday boolean;
    before interval;
    moment timestamptz;
begin
    while day <= last_day loop
        if not extract(month from day) = any (months) then
            day := (date_trunc('month', day) + interval '1 month')::date;
            continue;
        end if;
        by_month_day := extract(day from day) = any (month_days);
        by_weekday := extract(dow from day) = any (weekdays);
        if (by_month_day and by_weekday) or (not needs_both_days and (by_month_day or by_weekday)) then
            -- How far the zone was ahead a day before: what it was ahead until a clock is put forward or back.
            before := (day - 1)::timestamp - ((day - 1)::timestamp at time zone time_zone at time zone 'UTC');
            select min(candidate) into moment
            from unnest(hours) as hour cross join unnest(minutes) as minute
            cross join lateral (select day + make_time(hour, minute, 0)) as shown (local)
            -- Of a time shown twice, the second; of one left out, the moment as the clock went before.
            cross join lateral (
                select local at time zone time_zone, (local - before) at time zone 'UTC'
            ) as read (later, earlier)
            cross join lateral unnest(case
                when later at time zone time_zone = local and earlier at time zone time_zone = local and earlier < later
                    then case when goes_by_hours then array[earlier, later] else array[earlier] end
                when later at time zone time_zone = local then array[later]
                when goes_by_hours then array[]::timestamptz[]
                else array[(
                    select min(gap_end)
                    from generate_series(later - interval '1 day', later, interval '1 minute') as gap_end
                    where gap_end at time zone time_zone > local)]
            end) as candidate
            where candidate > after;
            if moment is not null then
                return moment;
            end if;
        end if;
        day := day + 1;
    end loop;
    return null;
end
$$;

-- Jobs that come by the calendar. A row changes when it fires and when somebody decides about it.
create table fieldwork_jobs.schedules (
    name text primary key,
    -- As it was given, for people; the lists beside it are what it says.
    expression text not null,
    time_zone text not null,
    minutes smallint[] not null,
    hours smallint[] not null,
    month_days smallint[] not null,
    months smallint[] not null,
    -- 0 is Sunday.
    weekdays smallint[] not null,
    -- A day has to be among both; else it is enough to be among one.
    needs_both_days boolean not null,
    kind text not null,
    queue text not null default 'default',
    arguments jsonb not null default '{}',
    study_id bigint,
    priority smallint not null default 5,
    max_attempts smallint not null default 5,
    -- Null when the expression allows no moment any more.
    next_at timestamptz,
    fired_at timestamptz,
    job_id bigint,
    -- Nothing fires while this is set, and what was missed is not made up for.
    paused_at timestamptz,
    paused_by text,
    created_at timestamptz not null default clock_timestamp(),
    -- What a job demands of its own row, so that no schedule can fail to fire for it.
    constraint lists_are_filled check (
        cardinality(minutes) > 0 and cardinality(hours) > 0 and cardinality(month_days) > 0 and cardinality(months) > 0
        and cardinality(weekdays) > 0),
    constraint times_are_times check (0 <= all (minutes) and 60 > all (minutes) and 0 <= all (hours) and 24 > all (hours)),
    constraint priority_in_range check (priority between 0 and 9),
    constraint attempts_counted check (max_attempts >= 1),
    constraint arguments_are_references check (jsonb_typeof(arguments) = 'object' and pg_column_size(arguments) <= 8192),
    constraint paused_by_somebody check ((paused_at is null) = (paused_by is null)),
    constraint names_are_short check (
        length(name) between 1 and 100 and length(queue) between 1 and 100 and length(kind) between 1 and 100)
) with (fillfactor = 70);

-- Enqueues the job of every schedule that is due, and says when it fires next. The row is locked by whoever fires it and passed
-- by by all others, and when it fires next is set in the transaction that enqueues: any number of processes fire it once, and
-- one that dies over it has not fired it. After an outage it fires once, and not for each time that was missed. While the last
-- job still waits and was never claimed, it is that job again. A schedule whose waiting job somebody holds stays due: the others
-- are fired, and it is at the next look.
create function fieldwork_jobs.fire_schedules(most integer) returns table (name text, queue text, job_id bigint)
language plpgsql volatile set search_path = pg_catalog, pg_temp set lock_timeout = '200ms' as $$
#variable_conflict use_column
declare
    due fieldwork_jobs.schedules;
begin
    for due in
        select * from fieldwork_jobs.schedules s
        where s.paused_at is null and s.next_at <= clock_timestamp()
        order by s.next_at, s.name
        limit most
        for no key update skip locked
    loop
        begin
            name := due.name;
            queue := due.queue;
            job_id := fieldwork_jobs.enqueue(
                due.kind, due.arguments, due.study_id, due.queue, due.priority, null::interval, 'schedule:' || due.name,
                due.max_attempts, null::text);
            update fieldwork_jobs.schedules s set
                fired_at = clock_timestamp(), job_id = fire_schedules.job_id,
                next_at = fieldwork_jobs.next_occurrence(
                    clock_timestamp(), due.time_zone, due.minutes, due.hours, due.month_days, due.months, due.weekdays,
                    due.needs_both_days)
            where s.name = due.name;
            return next;
        exception when data_exception or integrity_constraint_violation then
            -- Its zone is gone from the server's data, say. It must not keep the others from firing.
            update fieldwork_jobs.schedules s set paused_at = clock_timestamp(), paused_by = 'SQLSTATE ' || sqlstate
            where s.name = due.name;
        when lock_not_available then
            null;
        end;
    end loop;
end
$$;

create function fieldwork_jobs.pause_schedule(name text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    update fieldwork_jobs.schedules s set paused_at = clock_timestamp(), paused_by = session_user
    where s.name = pause_schedule.name and s.paused_at is null;
    return found;
end
$$;

-- From now on, whatever was missed. False when it was not paused.
create function fieldwork_jobs.resume_schedule(name text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    update fieldwork_jobs.schedules s set
        paused_at = null, paused_by = null,
        next_at = fieldwork_jobs.next_occurrence(
            clock_timestamp(), s.time_zone, s.minutes, s.hours, s.month_days, s.months, s.weekdays, s.needs_both_days)
    where s.name = resume_schedule.name and s.paused_at is not null;
    return found;
end
$$;

-- ## Batches

-- Jobs that belong together, and the job that follows when all of them are finished. Nothing is counted while they run, so that
-- no two of them ever wait for the same row: a batch is written when it is made, sealed and finished.
create table fieldwork_jobs.batches (
    id bigint generated always as identity primary key,
    name text not null,
    -- The follow-up; none where there is no kind.
    kind text,
    queue text not null default 'default',
    arguments jsonb not null default '{}',
    study_id bigint,
    priority smallint not null default 5,
    max_attempts smallint not null default 5,
    trace_context text,
    created_at timestamptz not null default clock_timestamp(),
    -- All its jobs are enqueued; before, it is never taken for finished.
    sealed_at timestamptz,
    finished_at timestamptz,
    -- What its jobs had come to when it was finished.
    completed bigint,
    discarded bigint,
    cancelled bigint,
    follow_up bigint,
    constraint finished_after_sealed check (finished_at is null or sealed_at is not null),
    constraint counted_when_finished check (
        (finished_at is null) = (completed is null) and (completed is null) = (discarded is null)
        and (discarded is null) = (cancelled is null)),
    -- What a job demands of its own row, with room for the counts, so that no batch can fail to finish for it.
    constraint priority_in_range check (priority between 0 and 9),
    constraint attempts_counted check (max_attempts >= 1),
    constraint arguments_are_references check (jsonb_typeof(arguments) = 'object' and pg_column_size(arguments) <= 7168),
    constraint trace_context_is_traceparent check (fieldwork_jobs.is_traceparent(trace_context)),
    constraint names_are_short check (
        length(name) between 1 and 100 and length(queue) between 1 and 100 and length(kind) between 1 and 100)
);

create index batches_open on fieldwork_jobs.batches (id) where sealed_at is not null and finished_at is null;

-- Makes a batch to enqueue jobs into (`batch_id` of fieldwork_jobs.enqueue) and to seal. All but the name are the follow-up's.
create function fieldwork_jobs.create_batch(
    name text, kind text default null, arguments jsonb default '{}', study_id bigint default null, queue text default 'default',
    priority smallint default 5::smallint, max_attempts smallint default 5::smallint, trace_context text default null
) returns bigint
language sql volatile set search_path = pg_catalog, pg_temp
begin atomic
    insert into fieldwork_jobs.batches (name, kind, arguments, study_id, queue, priority, max_attempts, trace_context)
    values (name, kind, arguments, study_id, queue, priority, max_attempts,
        coalesce(trace_context, fieldwork_jobs.current_trace()))
    returning id;
end;

-- Says that all jobs of a batch are enqueued: in the transaction that enqueues the last of them, or after it has committed. Jobs
-- of the batch may go on enqueuing others into it. False when it was sealed before.
create function fieldwork_jobs.seal_batch(batch_id bigint) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    update fieldwork_jobs.batches b set sealed_at = clock_timestamp() where b.id = seal_batch.batch_id and b.sealed_at is null;
    return found;
end
$$;

-- Enqueues a whole batch: jobs as an array of objects with the parameters of fieldwork_jobs.enqueue, of which only the kind has to
-- be there. Returns the batch.
create function fieldwork_jobs.enqueue_batch(
    name text, jobs jsonb, kind text default null, arguments jsonb default '{}', study_id bigint default null,
    queue text default 'default', priority smallint default 5::smallint, max_attempts smallint default 5::smallint,
    trace_context text default null
) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    batch bigint := fieldwork_jobs.create_batch(name, kind, arguments, study_id, queue, priority, max_attempts, trace_context);
begin
    -- By key, so that two batches with the same keys cannot wait for each other.
    perform fieldwork_jobs.enqueue(
        j.kind, coalesce(j.arguments, '{}'), j.study_id, coalesce(j.queue, 'default'), coalesce(j.priority, 5::smallint),
        j.delay, j.unique_key, coalesce(j.max_attempts, 5::smallint),
        coalesce(j.trace_context, enqueue_batch.trace_context, fieldwork_jobs.current_trace()), j.partition_key, batch,
        j.unique_window, j.unique_states)
    from (
        select * from jsonb_to_recordset(jobs) as given (
            kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text,
            max_attempts smallint, trace_context text, partition_key text, unique_window interval,
            unique_states fieldwork_jobs.job_state[])
        order by given.kind, given.unique_key
        offset 0
    ) j;
    perform fieldwork_jobs.seal_batch(batch);
    return batch;
end
$$;

-- Finishes the sealed batches that have no unfinished job left: counts what their jobs came to and enqueues the follow-up, once, in
-- this transaction. The follow-up's arguments are its own with the counts under "batch". With `chosen`, no other batch is looked at.
create function fieldwork_jobs.finish_batches(most integer, chosen bigint default null) returns table (id bigint, queue text)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    batch fieldwork_jobs.batches;
begin
    -- A job that enqueues another into its batch does so in the transaction that finishes it: at no moment is none of them to be
    -- seen, and so it is enough to have looked before the row is locked.
    for batch in
        select * from fieldwork_jobs.batches b
        where b.sealed_at is not null and b.finished_at is null and (chosen is null or b.id = chosen)
          and not exists (
            select from fieldwork_jobs.jobs j
            where j.batch_id = b.id and j.state in ('scheduled', 'available', 'running', 'retryable'))
        order by b.id
        limit most
        for no key update of b skip locked
    loop
        select count(*) filter (where j.state = 'completed'), count(*) filter (where j.state = 'discarded'),
            count(*) filter (where j.state = 'cancelled')
        into batch.completed, batch.discarded, batch.cancelled
        from fieldwork_jobs.jobs j where j.batch_id = batch.id;
        batch.follow_up := case when batch.kind is not null then fieldwork_jobs.enqueue(
            batch.kind,
            batch.arguments || jsonb_build_object('batch', jsonb_build_object(
                'id', batch.id, 'completed', batch.completed, 'discarded', batch.discarded, 'cancelled', batch.cancelled)),
            batch.study_id, batch.queue, batch.priority, null::interval, null::text, batch.max_attempts, batch.trace_context) end;
        update fieldwork_jobs.batches b set
            finished_at = clock_timestamp(), completed = batch.completed, discarded = batch.discarded,
            cancelled = batch.cancelled, follow_up = batch.follow_up
        where b.id = batch.id;
        id := batch.id;
        queue := case when batch.follow_up is not null then batch.queue end;
        return next;
    end loop;
end
$$;

reset role;
grant select on fieldwork_jobs.schedules, fieldwork_jobs.batches to fieldwork_worker, fieldwork_admin, fieldwork_auditor;
grant update (next_at, fired_at, job_id, paused_at, paused_by) on fieldwork_jobs.schedules to fieldwork_worker;
grant insert, update, delete on fieldwork_jobs.schedules to fieldwork_admin;
grant insert, update, delete on fieldwork_jobs.batches to fieldwork_worker, fieldwork_admin;
grant usage, select on sequence fieldwork_jobs.batches_id_seq to fieldwork_worker, fieldwork_admin;
grant execute on function
    fieldwork_jobs.current_trace(),
    fieldwork_jobs.next_occurrence(
        timestamptz, text, smallint[], smallint[], smallint[], smallint[], smallint[], boolean),
    fieldwork_jobs.fire_schedules(integer), fieldwork_jobs.finish_batches(integer, bigint),
    fieldwork_jobs.create_batch(text, text, jsonb, bigint, text, smallint, smallint, text),
    fieldwork_jobs.seal_batch(bigint),
    fieldwork_jobs.enqueue_batch(text, jsonb, text, jsonb, bigint, text, smallint, smallint, text)
    to fieldwork_worker, fieldwork_admin;
grant execute on function fieldwork_jobs.pause_schedule(text), fieldwork_jobs.resume_schedule(text) to fieldwork_admin;
