-- What an admin decides about a queue.

set local role fieldwork_owner;

-- Only queues that something was decided about. Read by every claim, written by people: a row of it is never hot.
create table fieldwork_jobs.queues (
    queue text primary key,
    -- Nothing is claimed from it while this is set; what runs goes on.
    paused_at timestamptz,
    paused_by text,
    constraint paused_by_somebody check ((paused_at is null) = (paused_by is null)),
    constraint name_is_short check (length(queue) between 1 and 100)
);

-- Stops claims from a queue. False when it was paused already.
create function fieldwork_jobs.pause(queue text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    insert into fieldwork_jobs.queues as q (queue, paused_at, paused_by) values (pause.queue, clock_timestamp(), session_user)
    on conflict on constraint queues_pkey do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by
    where q.paused_at is null;
    return found;
end
$$;

-- Lets a queue go on. False when it was not paused. Ring for it after the commit.
create function fieldwork_jobs.resume(queue text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    update fieldwork_jobs.queues q set paused_at = null, paused_by = null
    where q.queue = resume.queue and q.paused_at is not null;
    return found;
end
$$;

reset role;
grant select, insert, update on fieldwork_jobs.queues to fieldwork_worker, fieldwork_admin;
grant select on fieldwork_jobs.queues to fieldwork_auditor;
grant execute on function fieldwork_jobs.pause(text), fieldwork_jobs.resume(text) to fieldwork_admin;
