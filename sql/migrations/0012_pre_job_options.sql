-- What an enqueuer may say of a job beside what it always could: to which partition and which batch it belongs, and what else
-- of its key counts as the same.

set local role fieldwork_owner;

alter table fieldwork_jobs.jobs
    -- Whose job it is: partitions share a queue evenly, and limits may be counted by them. The study, unless somebody says
    -- otherwise; empty for a job of nobody.
    add column partition_key text not null default '',
    -- The batch it was enqueued with.
    add column batch_id bigint;

-- The partitions a queue has ever had jobs of, so that a claimer need not look for them among the jobs. Rows are added and
-- never change. Not unique: whoever has the first job of a partition may keep the transaction open for long, and nobody else
-- is to wait for it with theirs; of those who cannot see each other each adds the row.
create table fieldwork_jobs.partitions (
    queue text not null,
    partition_key text not null
);
create index partitions_queue on fieldwork_jobs.partitions (queue, partition_key);

-- As the function of fewer parameters, which is this one without the new. With `unique_states`, a job of the kind with this
-- key that is in one of them and was created no longer than `unique_window` ago (null: ever) is returned instead of a new
-- one. One that waits and was never claimed is returned in any case.
create function fieldwork_jobs.enqueue(
    kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text,
    max_attempts smallint, trace_context text, partition_key text, batch_id bigint, unique_window interval,
    unique_states fieldwork_jobs.job_state[]
) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
<<given>>
declare
    is_due boolean := delay is null or delay <= interval '0';
    partition text := coalesce(partition_key, study_id::text, '');
    job bigint;
begin
    -- The transaction's id before the position: claimers take a position for dealt with once every transaction that was
    -- running when it was handed out has ended, and one without an id is not seen to run [7].
    perform pg_current_xact_id();
    if unique_key is not null and unique_states is not null then
        -- Of two that look at the same moment one waits, and sees in the next statement what the other has put in line.
        perform pg_advisory_xact_lock(1179079768, hashtext(kind || ':' || unique_key));
        -- One that was never claimed comes first, and is left to the insertion; locked from here on, so that it stays that [9].
        perform from fieldwork_jobs.jobs j
        where j.kind = enqueue.kind and j.unique_key = enqueue.unique_key and j.token is null
          and j.state in ('scheduled', 'available')
        for update;
        if not found then
            -- The newest in each state, whatever the key's history.
            select newest.id into job
            from unnest(unique_states) as counted (state)
            cross join lateral (
                select j.id, j.created_at from fieldwork_jobs.jobs j
                where j.kind = enqueue.kind and j.unique_key = enqueue.unique_key and j.state = counted.state
                order by j.id desc limit 1
            ) newest
            where unique_window is null or newest.created_at > clock_timestamp() - unique_window
            order by newest.id desc limit 1;
            if found then
                return job;
            end if;
        end if;
    end if;
    if not exists (
        select from fieldwork_jobs.partitions p where p.queue = enqueue.queue and p.partition_key = given.partition
    ) then
        insert into fieldwork_jobs.partitions (queue, partition_key) values (enqueue.queue, given.partition);
    end if;
    insert into fieldwork_jobs.jobs as j
        (kind, arguments, study_id, queue, priority, state, scheduled_at, unique_key, max_attempts, trace_context,
         partition_key, batch_id)
    values (
        kind, arguments, study_id, queue, priority,
        case when is_due then 'available' else 'scheduled' end::fieldwork_jobs.job_state,
        clock_timestamp() + case when is_due then interval '0' else delay end, unique_key, max_attempts, trace_context,
        partition, batch_id)
    on conflict (kind, unique_key) where unique_key is not null and token is null and state in ('scheduled', 'available')
    do update set position = case when j.state = 'available' then nextval('fieldwork_jobs.positions') else j.position end
    returning j.id into job;
    return job;
end
$$;

-- What the release before calls, and every function of the API that has no more to say.
create or replace function fieldwork_jobs.enqueue(
    kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text,
    max_attempts smallint, trace_context text
) returns bigint
language sql volatile set search_path = pg_catalog, pg_temp
begin atomic
    select fieldwork_jobs.enqueue(
        kind, arguments, study_id, queue, priority, delay, unique_key, max_attempts, trace_context, null::text, null::bigint,
        null::interval, null::fieldwork_jobs.job_state[]);
end;

reset role;
grant select, insert on fieldwork_jobs.partitions to fieldwork_worker, fieldwork_admin;
grant select on fieldwork_jobs.partitions to fieldwork_auditor;
grant execute on function fieldwork_jobs.enqueue(
    text, jsonb, bigint, text, smallint, interval, text, smallint, text, text, bigint, interval, fieldwork_jobs.job_state[]
) to fieldwork_worker, fieldwork_admin;
