-- How far a job has come, and what it notes on the way. Apart from the job's own row, which its settlement and its recovery want.

set local role fieldwork_owner;

-- The last that a job's handler reported. Rewritten in place, about once a second at the most.
create table fieldwork_jobs.job_progress (
    job_id bigint primary key,
    attempt smallint not null,
    -- A code of the program's, never words of a document.
    stage text not null,
    done bigint not null,
    -- Null where nobody knows.
    total bigint,
    reported_at timestamptz not null default clock_timestamp(),
    constraint stage_is_a_code check (stage ~ '^[a-z0-9.-]{1,60}$'),
    constraint counts_are_counts check (done >= 0 and total >= 0)
) with (fillfactor = 60);

-- What a job's handler noted, over all attempts. Append-only; no foreign key, as for events.
create table fieldwork_jobs.job_log (
    id bigint generated always as identity primary key,
    job_id bigint not null,
    attempt smallint not null,
    at timestamptz not null default clock_timestamp(),
    code text not null,
    fields jsonb not null default '{}',
    constraint code_is_a_code check (code ~ '^[a-z0-9.-]{1,60}$'),
    -- Numbers under names, so that no word of a document can stand here.
    constraint fields_are_numbers check (
        jsonb_typeof(fields) = 'object' and not jsonb_path_exists(fields, 'strict $.* ? (@.type() != "number")'))
);
create index job_log_job on fieldwork_jobs.job_log (job_id, id);
-- What pruning reads, as for events.
create index job_log_at on fieldwork_jobs.job_log using brin (at);

-- The attempt's number, where the token is that of the job's last attempt and nobody took the job from it: it runs, or it was
-- ended by that attempt. The row is locked against being taken until the caller commits; one in somebody's hands is passed by,
-- for a note keeps nobody waiting.
create function fieldwork_jobs.reporting_attempt(job_id bigint, attempt_token uuid) returns smallint
language sql volatile set search_path = pg_catalog, pg_temp
begin atomic
    select j.attempt from fieldwork_jobs.jobs j
    where j.id = job_id and j.token = attempt_token and j.state in ('running', 'scheduled', 'retryable', 'completed', 'discarded')
    for share skip locked;
end;

-- The view as it was, with how far each job has come.
create or replace view fieldwork.jobs with (security_barrier) as
    select j.id, s.code as study, j.queue, j.kind, j.priority, j.state::text as state, j.arguments, j.attempt, j.max_attempts,
        j.created_at, j.scheduled_at, j.claimed_at, j.finished_at, p.stage, p.done, p.total
    from fieldwork_jobs.jobs j
        left join fieldwork_store.studies s on s.id = j.study_id
        left join fieldwork_jobs.job_progress p on p.job_id = j.id
    where j.study_id = any ((select fieldwork_store.visible_studies())::bigint[]);

reset role;
grant select, insert, update, delete on fieldwork_jobs.job_progress to fieldwork_worker, fieldwork_admin;
grant select, insert, delete on fieldwork_jobs.job_log to fieldwork_worker, fieldwork_admin;
grant usage, select on sequence fieldwork_jobs.job_log_id_seq to fieldwork_worker, fieldwork_admin;
grant select on fieldwork_jobs.job_progress, fieldwork_jobs.job_log to fieldwork_auditor;
grant execute on function fieldwork_jobs.reporting_attempt(bigint, uuid) to fieldwork_worker, fieldwork_admin;
