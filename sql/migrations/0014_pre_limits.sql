-- How many jobs may run at once, and turns between partitions. docs/queue-protocol.md explains both [15, 16].

set local role fieldwork_owner;

-- What an admin decided about running jobs at the same time. Written by people and read by every process once a second.
create table fieldwork_jobs.limits (
    id bigint generated always as identity primary key,
    -- The jobs it is about: those of this queue, of this kind, or of this kind in this queue.
    queue text,
    kind text,
    -- Counted for each partition by itself.
    per_partition boolean not null default false,
    allowed integer not null,
    constraint about_something check (queue is not null or kind is not null),
    constraint allowed_in_range check (allowed between 1 and 10000),
    constraint names_are_short check (length(queue) between 1 and 100 and length(kind) between 1 and 100)
);
-- One decision about each.
create unique index limits_scope on fieldwork_jobs.limits (coalesce(queue, ''), coalesce(kind, ''), per_partition);

-- A limit of four is four rows. A process borrows them under its incarnation and may run one job with each at a time, one
-- after another, without writing anything: nothing is counted, and no row is hot. Made when first needed.
create table fieldwork_jobs.permits (
    limit_id bigint not null,
    -- Empty where the limit is not counted by partition.
    partition_key text not null,
    number integer not null,
    -- The process that has it; free when null or when that has ended, which is exactly when recovery may run its jobs again.
    incarnation uuid,
    -- Drawn when it was lent, so that a return that arrives late takes back no later loan.
    token uuid,
    primary key (limit_id, partition_key, number),
    constraint lent_to_somebody check ((incarnation is null) = (token is null))
);
-- What ends loans, and what looks for those of a process, reads no others.
create index permits_of_incarnation on fieldwork_jobs.permits (incarnation) where incarnation is not null;
create index permits_by_token on fieldwork_jobs.permits (token) where token is not null;

-- Lends a living incarnation up to so many permits of each limit and partition. What somebody else is borrowing at this moment
-- is left to them; who makes the rows of a limit at the same moment waits for the other's loan to commit, once.
create function fieldwork_jobs.borrow(incarnation uuid, limits bigint[], partitions text[], wanted integer[])
returns table (limit_id bigint, partition_key text, number integer, token uuid)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    wish record;
begin
    -- In one order for all, so that two processes that need the same permits do not wait for each other's.
    for wish in
        select l.id, w.partition_key, w.wanted, l.allowed
        from unnest(limits, partitions, wanted) as w (limit_id, partition_key, wanted)
            join fieldwork_jobs.limits l on l.id = w.limit_id
        order by l.id, w.partition_key
    loop
        if (select count(*) from fieldwork_jobs.permits p where p.limit_id = wish.id and p.partition_key = wish.partition_key)
            < wish.allowed
        then
            insert into fieldwork_jobs.permits (limit_id, partition_key, number)
            select wish.id, wish.partition_key, n from generate_series(1, wish.allowed) as n
            on conflict do nothing;
        end if;
        -- A row that somebody else took between being found and being locked is looked at again, but an incarnation that has
        -- just begun is not seen then: so what frees a permit is to be seen ended, not to be unseen.
        return query
            update fieldwork_jobs.permits p set incarnation = borrow.incarnation, token = gen_random_uuid()
            where (p.limit_id, p.partition_key) = (wish.id, wish.partition_key) and p.number = any (array(
                select f.number from fieldwork_jobs.permits f
                where f.limit_id = wish.id and f.partition_key = wish.partition_key and f.number <= wish.allowed
                  and (f.incarnation is null or exists (
                    select from fieldwork_jobs.incarnations i where i.id = f.incarnation and i.ended_at is not null))
                order by f.number
                limit wish.wanted
                for update of f skip locked))
              and exists (
                select from fieldwork_jobs.incarnations i
                where i.id = borrow.incarnation and i.ended_at is null and i.lease_until > clock_timestamp())
            returning p.limit_id, p.partition_key, p.number, p.token;
    end loop;
end
$$;

-- Gives up to `most` ready jobs to an incarnation, whose lease the caller has seen to be held, and returns them. Line `i` is a
-- stretch of positions of one kind, priority and lane, of one partition or, where that is null, of all. Lines are served in
-- order; those of a priority come one after the other, and within it those of a partition. The partitions of a priority share
-- evenly what is left, in their order, and what one does not use goes to those that have more. `free` says how many jobs each
-- budget pays for, and `budgets` which ones line `i` needs: `width` for each line, 0 for none. What a budget does not pay for
-- is never read.
--
-- What it locks it also writes: the caller's statement began earlier, and does not see what was committed since.
create function fieldwork_jobs.pick(
    incarnation uuid, queue text, kinds text[], partitions text[], priorities smallint[], lanes smallint[], lows bigint[],
    highs bigint[], budgets integer[], width integer, free integer[], most integer
) returns setof fieldwork_jobs.jobs
language plpgsql volatile set search_path = pg_catalog, pg_temp
-- However little the statistics know of the table.
set enable_seqscan = off set enable_bitmapscan = off as $$
#variable_conflict use_column
<<given>>
declare
    picked bigint[] := '{}';
    remaining integer := most;
    stage record;
    waiting integer[];
    unsated integer[];
    i integer;
    b integer;
    share integer;
    of_partition text;
    quota integer;
    wanted integer;
    ids bigint[];
    last bigint;
    before integer;
begin
    -- Only the lines that have anything, all of them looked at in one go.
    for stage in
        select line.priority, array_agg(line.number::integer order by line.number) as lines
        from unnest(kinds, partitions, priorities, lanes, lows, highs) with ordinality
            as line (kind, partition, priority, lane, low, high, number)
        cross join lateral (
            (select from fieldwork_jobs.jobs r
             where line.partition is null and r.queue = pick.queue and r.kind = line.kind and r.priority = line.priority
               and r.lane = line.lane and r.state = 'available' and r.position > line.low and r.position <= line.high
             order by r.position limit 1)
            union all
            (select from fieldwork_jobs.jobs r
             where r.queue = pick.queue and r.partition_key = line.partition and r.kind = line.kind
               and r.priority = line.priority and r.lane = line.lane and r.state = 'available' and r.position > line.low
               and r.position <= line.high
             order by r.position limit 1)
        ) as something
        group by line.priority
        order by line.priority
    loop
        waiting := stage.lines;
        loop
            before := remaining;
            unsated := '{}';
            of_partition := null;
            select greatest(1, remaining / greatest(1, count(distinct partitions[w]))) into share from unnest(waiting) as w;
            foreach i in array waiting loop
                wanted := remaining;
                if partitions[i] is not null then
                    if of_partition is distinct from partitions[i] then
                        of_partition := partitions[i];
                        quota := share;
                    end if;
                    wanted := least(remaining, quota);
                end if;
                for w in (i - 1) * width + 1 .. i * width loop
                    b := budgets[w];
                    if b > 0 then wanted := least(wanted, free[b]); end if;
                end loop;
                if wanted > 0 then
                    if partitions[i] is null then
                        select array_agg(l.id), max(l.position) into ids, last
                        from (
                            select r.id, r.position from fieldwork_jobs.jobs r
                            where r.queue = pick.queue and r.kind = kinds[i] and r.priority = stage.priority
                              and r.lane = lanes[i] and r.state = 'available' and r.position > lows[i]
                              and r.position <= highs[i]
                            order by r.position
                            limit wanted
                            for update skip locked) l;
                    else
                        select array_agg(l.id), max(l.position) into ids, last
                        from (
                            select r.id, r.position from fieldwork_jobs.jobs r
                            where r.queue = pick.queue and r.partition_key = partitions[i] and r.kind = kinds[i]
                              and r.priority = stage.priority and r.lane = lanes[i] and r.state = 'available'
                              and r.position > lows[i] and r.position <= highs[i]
                            order by r.position
                            limit wanted
                            for update skip locked) l;
                    end if;
                    continue when ids is null;
                    picked := picked || ids;
                    lows[i] := last;
                    quota := quota - cardinality(ids);
                    remaining := remaining - cardinality(ids);
                    for w in (i - 1) * width + 1 .. i * width loop
                        b := budgets[w];
                        if b > 0 then free[b] := free[b] - cardinality(ids); end if;
                    end loop;
                    continue when cardinality(ids) < wanted;
                end if;
                unsated := unsated || i;
            end loop;
            exit when remaining = 0 or remaining = before;
            waiting := unsated;
            exit when cardinality(waiting) = 0;
        end loop;
        exit when remaining = 0;
    end loop;
    return query
        update fieldwork_jobs.jobs j
        set state = 'running', incarnation = pick.incarnation, token = gen_random_uuid(), attempt = j.attempt + 1,
            claimed_at = clock_timestamp(), started_at = clock_timestamp()
        where j.id = any (picked)
        returning j.*;
end
$$;

reset role;
grant select on fieldwork_jobs.limits to fieldwork_worker, fieldwork_admin;
grant insert, update, delete on fieldwork_jobs.limits to fieldwork_admin;
grant select, insert, update on fieldwork_jobs.permits to fieldwork_worker, fieldwork_admin;
grant delete on fieldwork_jobs.permits to fieldwork_admin;
grant select on fieldwork_jobs.limits, fieldwork_jobs.permits to fieldwork_auditor;
grant execute on function fieldwork_jobs.borrow(uuid, bigint[], text[], integer[]) to fieldwork_worker, fieldwork_admin;
grant execute on function fieldwork_jobs.pick(
    uuid, text, text[], text[], smallint[], smallint[], bigint[], bigint[], integer[], integer, integer[], integer
) to fieldwork_worker, fieldwork_admin;
