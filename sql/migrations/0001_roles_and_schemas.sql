-- Who may do what, and where things live.
--
--   fieldwork         the stable API: versioned functions and views. All a portal ever sees.
--   fieldwork_jobs    the queue.
--   fieldwork_store   the domain tables.
--
--   fieldwork_owner   owns every object; nobody logs in as it. Row-level security is forced on it too, so that a view or a
--                     security-definer function shows its caller no more than the caller's studies.
--   fieldwork_portal  calls the API, in the studies granted to its login.
--   fieldwork_worker  the daemon.
--   fieldwork_admin   the command line: everything the worker may, and steering.
--   fieldwork_auditor reads everything, changes nothing.
--
-- The roles are group roles of the whole server: give them to logins, as in docs/operations.md.

do $$
declare
    wanted text;
begin
    foreach wanted in array array[
        'fieldwork_owner', 'fieldwork_portal', 'fieldwork_worker', 'fieldwork_admin', 'fieldwork_auditor'
    ] loop
        begin
            execute format('create role %I nologin', wanted);
        exception when duplicate_object or unique_violation then
            null;  -- another database of this server has made it, perhaps at this moment
        end;
    end loop;
    -- Whoever migrates hands each object to the owner, and so has to be able to become it.
    if not pg_has_role(current_user, 'fieldwork_owner', 'member') then
        execute format('grant fieldwork_owner to %I', current_user);
    end if;
end
$$;

create schema fieldwork authorization fieldwork_owner;
create schema fieldwork_jobs authorization fieldwork_owner;
create schema fieldwork_store authorization fieldwork_owner;

grant usage on schema fieldwork to fieldwork_portal, fieldwork_worker, fieldwork_admin, fieldwork_auditor;
grant usage on schema fieldwork_jobs, fieldwork_store to fieldwork_worker, fieldwork_admin, fieldwork_auditor;

-- The list of applied migrations is older than this one: the migrator has just made it. Every program asks it at its start.
alter schema fieldwork_schema owner to fieldwork_owner;
alter table fieldwork_schema.migrations owner to fieldwork_owner;
grant usage on schema fieldwork_schema to fieldwork_worker, fieldwork_admin, fieldwork_auditor;
grant select on fieldwork_schema.migrations to fieldwork_worker, fieldwork_admin, fieldwork_auditor;

-- A function is nobody's until it is granted: PostgreSQL would give EXECUTE to PUBLIC.
alter default privileges for role fieldwork_owner revoke execute on functions from public;
