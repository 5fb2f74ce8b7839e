-- What the API lets nobody do: block another study's work, wait for a settlement that waits for it, or fail with an error that
-- is none of fieldwork.messages.

set local role fieldwork_owner;

update fieldwork_store.messages set
    zh = '代碼格式不符：研究代碼為 1 至 63 個小寫英文字母、數字或連字號，不以連字號開頭；地區為 A 至 Z 的字母；群聚為地區字母加編號（如 Q1），受訪者再加角色字母（如 Q1L），字母須為該研究所定。',
    en = 'Malformed code: a study''s has 1 to 63 lower-case letters, digits and hyphens and does not begin with a hyphen; a region is a letter from A to Z; a cluster is a region letter and a number (Q1), a participant adds a role letter (Q1L), with the letters that the study has.'
where code = 'code.malformed';
update fieldwork_store.messages set
    zh = '入口網站只能排入 code_transcript 與 classify_cluster 兩種工作；管理者所排工作的種類名稱為 1 至 100 個字元。',
    en = 'A portal may enqueue only code_transcript and classify_cluster; an admin, kinds whose names have 1 to 100 characters.'
where code = 'kind.not-allowed';

insert into fieldwork_store.messages (code, sqlstate, zh, en) values
    ('title.missing', 'FW117', '研究須有中文與英文標題。', 'A study needs a title in Chinese and one in English.'),
    ('roles.malformed', 'FW118', '角色須為物件，以 A 至 Z 的字母對應名稱，如 {"L": {"zh": "召集人", "en": "leader"}}。', 'The roles are an object that maps letters from A to Z to names, such as {"L": {"zh": "召集人", "en": "leader"}}.'),
    ('time-zone.unknown', 'FW119', '不認得的時區。可用的名稱見 pg_timezone_names，如 Asia/Taipei。', 'Unknown time zone. pg_timezone_names lists them; Asia/Taipei is one.'),
    ('codebook.repeated', 'FW120', '同一編碼簿列了不只一次。請各列一次。', 'A codebook is listed more than once. List each once.'),
    ('members.out-of-range', 'FW121', '群聚的成員數須至少為 1；不知道時請留空。', 'A cluster has at least 1 member. Leave the number out where it is not known.'),
    ('file-name.missing', 'FW122', '文件須有檔名；副檔名用以辨認格式。', 'A document needs a file name; its ending tells the format.'),
    ('arguments.malformed', 'FW123', '參數不符：code_transcript 為 {"document": 編號}，classify_cluster 為 {"cluster": 編號}；其他種類為不超過 8192 位元組的物件。', 'Malformed arguments: code_transcript takes {"document": id}, classify_cluster takes {"cluster": id}, and other kinds an object of no more than 8192 bytes.'),
    ('queue.not-allowed', 'FW124', '入口網站的工作只能排入 default 佇列；佇列名稱為 1 至 100 個字元。', 'A portal''s jobs go to the queue default; a queue''s name has 1 to 100 characters.'),
    ('priority.out-of-range', 'FW125', '優先順序須為 0（最先）至 9；入口網站為 5 至 9。', 'A priority is 0 (first) to 9; a portal''s is 5 to 9.'),
    ('delay.out-of-range', 'FW126', '延後時間不得為負；入口網站至多 30 天，管理者至多 100 年。', 'A delay is not negative; a portal''s is at most 30 days, an admin''s at most 100 years.'),
    ('attempts.out-of-range', 'FW127', '嘗試次數須為 1 至 32767；入口網站至多 10 次。', 'The number of attempts is 1 to 32767; a portal''s is at most 10.'),
    ('unique-key.malformed', 'FW128', '唯一鍵須為 1 至 200 個字元。', 'A unique key has 1 to 200 characters.'),
    ('trace-context.malformed', 'FW129', '追蹤脈絡須為 W3C traceparent（四段小寫十六進位，以連字號相連）。', 'The trace context is not a W3C traceparent: four fields of lower-case hex, joined by hyphens.'),
    ('rater.malformed', 'FW130', '評定者須為 1 至 100 個字元的名稱。', 'A rater is a name of 1 to 100 characters.');

-- A traceparent of https://www.w3.org/TR/trace-context/: version, trace, parent, flags; neither id all zeros.
create function fieldwork_jobs.is_traceparent(value text) returns boolean
language sql immutable strict
return value ~ '^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$';

-- It reaches logs and the collectors behind them, so nothing else passes for one. What older jobs carry instead is dropped.
alter table fieldwork_jobs.jobs
    add constraint trace_context_is_traceparent check (fieldwork_jobs.is_traceparent(trace_context)) not valid;
update fieldwork_jobs.jobs set trace_context = null where not fieldwork_jobs.is_traceparent(trace_context);
alter table fieldwork_jobs.jobs validate constraint trace_context_is_traceparent;

-- Names the evidence about a cluster as it stands: runs, decisions and ratings. Two readings with the same fingerprint saw
-- the same evidence. Decisions are counted besides, because the last id is not always the last to be committed.
create or replace function fieldwork_store.evidence_fingerprint(cluster_id bigint) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select md5(concat_ws('|',
        (select string_agg(r.id::text, ',' order by r.id)
         from fieldwork_store.documents d
             join fieldwork_store.transcripts t on t.document_id = d.id
             join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
         where d.cluster_id = evidence_fingerprint.cluster_id),
        (select max(v.id) || '/' || count(*)
         from fieldwork_store.documents d
             join fieldwork_store.transcripts t on t.document_id = d.id
             join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
             join fieldwork_store.suggestions s on s.run_id = r.id
             join fieldwork_store.reviews v on v.suggestion_id = s.id
         where d.cluster_id = evidence_fingerprint.cluster_id),
        (select string_agg(e.rater || '=' || e.pattern, ',' order by e.rater)
         from fieldwork_store.expert_ratings e where e.cluster_id = evidence_fingerprint.cluster_id)))
$$;

-- A classification under way has read the old fingerprint and will find the new one, so it writes nothing: another follows it.
do $$
begin
    perform fieldwork_store.request_classification(j.study_id, (j.arguments ->> 'cluster')::bigint)
    from fieldwork_jobs.jobs j
    where j.kind = 'classify_cluster' and j.state = 'running' and j.arguments::text ~ '^\{"cluster": [1-9][0-9]{0,17}\}$';
end
$$;

create function fieldwork_store.are_role_names(roles jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    if jsonb_typeof(roles) is distinct from 'object'
        or exists (select from jsonb_each(roles) r where r.key !~ '^[A-Z]$' or jsonb_typeof(r.value) <> 'object') then
        return false;
    end if;
    return not exists (select from jsonb_each(roles) r, jsonb_each(r.value) n where jsonb_typeof(n.value) <> 'string');
end
$$;

create or replace function fieldwork.create_study_v1(
    code text, title_zh text, title_en text, regions text[], roles jsonb, codebooks text[], rule_set text,
    time_zone text default 'Asia/Taipei'
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    rule_set_id bigint := (select r.id from fieldwork_store.rule_sets r where r.name = rule_set order by r.version desc, r.id desc limit 1);
    codebook_ids bigint[];
    study bigint;
begin
    if (code ~ '^[a-z0-9][a-z0-9-]{0,62}$' and regions <@ (select array_agg(chr(c)) from generate_series(65, 90) c)) is not true then
        perform fieldwork_store.refuse('code.malformed');
    end if;
    if title_zh is null or title_en is null then
        perform fieldwork_store.refuse('title.missing');
    end if;
    if not fieldwork_store.are_role_names(roles) then
        perform fieldwork_store.refuse('roles.malformed');
    end if;
    if not exists (select from pg_timezone_names z where z.name = time_zone) then
        perform fieldwork_store.refuse('time-zone.unknown');
    end if;
    if rule_set_id is null then
        perform fieldwork_store.refuse('rule-set.unknown');
    end if;
    select array_agg((select b.id from fieldwork_store.codebooks b where b.name = wanted order by b.version desc, b.id desc limit 1)
                     order by ordinal)
    into codebook_ids from unnest(codebooks) with ordinality as u (wanted, ordinal);
    if codebook_ids is null or array_position(codebook_ids, null) is not null then
        perform fieldwork_store.refuse('codebook.unknown');
    end if;
    if cardinality(codebook_ids) > (select count(distinct id) from unnest(codebook_ids) as u (id)) then
        perform fieldwork_store.refuse('codebook.repeated');
    end if;
    insert into fieldwork_store.studies (code, title_zh, title_en, time_zone, regions, roles, rule_set_id)
    values (code, title_zh, title_en, time_zone, regions, roles, rule_set_id)
    on conflict on constraint studies_code_key do nothing
    returning id into study;
    if study is null then
        perform fieldwork_store.refuse('study.exists');
    end if;
    insert into fieldwork_store.study_codebooks (study_id, ordinal, codebook_id)
    select study, ordinal, id from unnest(codebook_ids) with ordinality as u (id, ordinal);
    insert into fieldwork_store.study_logins (login, study_id) values (session_user, study);
    return study;
end
$$;

create or replace function fieldwork.create_cluster_v1(
    study text, code text, members integer default null, commodity_zh text default null, commodity_en text default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
    cluster bigint;
begin
    if (code ~ '^[A-Z][0-9]{1,3}$' and left(code, 1) = any (the_study.regions)) is not true then
        perform fieldwork_store.refuse('code.malformed');
    end if;
    if members < 1 then
        perform fieldwork_store.refuse('members.out-of-range');
    end if;
    insert into fieldwork_store.clusters as c (study_id, code, members, commodity_zh, commodity_en)
    values (the_study.id, code, members, commodity_zh, commodity_en)
    on conflict on constraint cluster_once do update set
        members = coalesce(excluded.members, c.members),
        commodity_zh = coalesce(excluded.commodity_zh, c.commodity_zh),
        commodity_en = coalesce(excluded.commodity_en, c.commodity_en)
    returning c.id into cluster;
    return cluster;
end
$$;

create or replace function fieldwork.create_participant_v1(study text, code text, title text default null) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
    cluster_id bigint;
    participant bigint;
begin
    if (code ~ '^[A-Z][0-9]{1,3}[A-Z]$' and left(code, 1) = any (the_study.regions) and the_study.roles ? right(code, 1)) is not true then
        perform fieldwork_store.refuse('code.malformed');
    end if;
    cluster_id := fieldwork_store.cluster_named(the_study.id, left(code, -1));
    insert into fieldwork_store.participants as p (study_id, cluster_id, code, title)
    values (the_study.id, cluster_id, code, title)
    on conflict on constraint participant_once do update set title = coalesce(excluded.title, p.title)
    returning p.id into participant;
    return participant;
end
$$;

create or replace function fieldwork.submit_document_v1(
    study text, cluster text, type text, file_name text, content bytea, participant text default null
) returns table (document_id bigint, is_new boolean, status text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
    the_cluster bigint := fieldwork_store.cluster_named(the_study.id, cluster);
    the_participant bigint;
    digest bytea := sha256(content);
    document bigint;
    standing text;
    known_as text;
begin
    if type is null or not type = any ((select document_types from fieldwork.limits_v1())::text[]) then
        perform fieldwork_store.refuse('document-type.unknown');
    end if;
    if coalesce(file_name, '') = '' then
        perform fieldwork_store.refuse('file-name.missing');
    end if;
    if content is null or length(content) = 0 then
        perform fieldwork_store.refuse('document.empty');
    end if;
    if length(content) > (select max_document_bytes from fieldwork.limits_v1()) then
        perform fieldwork_store.refuse('document.too-large');
    end if;
    if participant is not null then
        the_participant := (select p.id from fieldwork_store.participants p where p.cluster_id = the_cluster and p.code = participant);
        if the_participant is null then
            perform fieldwork_store.refuse('participant.unknown');
        end if;
    end if;
    insert into fieldwork_store.documents as d (study_id, cluster_id, participant_id, type, file_name, bytes, sha256)
    values (the_study.id, the_cluster, the_participant, type, file_name, length(content), digest)
    on conflict (study_id, cluster_id, (coalesce(participant_id, 0)), type, sha256) do nothing
    returning d.id into document;
    if document is null then
        select d.id, d.status, d.file_name into document, standing, known_as from fieldwork_store.documents d
        where d.study_id = the_study.id and d.cluster_id = the_cluster
          and coalesce(d.participant_id, 0) = coalesce(the_participant, 0) and d.type = submit_document_v1.type and d.sha256 = digest
        for update;
        -- The ending of a name says what format is meant: under another name a refused file is read again.
        if standing in ('failed', 'cancelled') or (standing = 'refused' and known_as <> submit_document_v1.file_name) then
            update fieldwork_store.documents d set file_name = submit_document_v1.file_name where d.id = document;
            standing := fieldwork_store.resume_document(document);
        end if;
        return query select document, false, standing;
        return;
    end if;
    insert into fieldwork_store.document_contents (document_id, content) values (document, content);
    update fieldwork_store.documents d set job_id = fieldwork_jobs.enqueue(
        'process_document', jsonb_build_object('document', document), the_study.id, 'default', 5::smallint, null, null, 5::smallint, null)
    where d.id = document;
    return query select document, true, 'received'::text;
end
$$;

-- The job is locked before the document, as by the job's own settlement. A job the document was given meanwhile is left
-- alone: it finds the document cancelled and writes nothing. A refusal undoes the lot.
create or replace function fieldwork.cancel_document_v1(document_id bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    was text;
begin
    perform fieldwork_jobs.cancel((select d.job_id from fieldwork_store.documents d where d.id = document_id));
    select d.status into was from fieldwork_store.documents d where d.id = document_id for update;
    if not found then
        perform fieldwork_store.refuse('document.unknown');
    elsif was not in ('received', 'processed') then
        perform fieldwork_store.refuse('document.finished');
    end if;
    update fieldwork_store.documents d set status = 'cancelled' where d.id = document_id;
end
$$;

-- Refuses arguments that are not what the kind takes, or name what the study does not have.
create function fieldwork_store.check_arguments(study_id bigint, kind text, arguments jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    subject text := case when kind in ('process_document', 'code_transcript') then 'document'
                         when kind = 'classify_cluster' then 'cluster' end;
begin
    if (case when subject is null then jsonb_typeof(arguments) = 'object' and pg_column_size(arguments) <= 8192
             else arguments::text ~ format('^\{"%s": [1-9][0-9]{0,17}\}$', subject) end) is not true then
        perform fieldwork_store.refuse('arguments.malformed');
    end if;
    if subject = 'document' and not exists (
        select from fieldwork_store.documents d
        where d.id = (arguments ->> subject)::bigint and d.study_id = check_arguments.study_id
    ) or subject = 'cluster' and not exists (
        select from fieldwork_store.clusters c
        where c.id = (arguments ->> subject)::bigint and c.study_id = check_arguments.study_id
    ) then
        perform fieldwork_store.refuse(subject || '.unknown');
    end if;
end
$$;

-- Queues a job by hand: for a study of the caller's. Admins may queue any kind; the portal only what recomputes results, in
-- line with everybody's. The key is the study's own, so that it neither meets another study's nor one of the system's.
create or replace function fieldwork.enqueue_v1(
    study text, kind text, arguments jsonb default '{}', queue text default 'default', priority integer default 5,
    delay interval default null, unique_key text default null, max_attempts integer default 5, trace_context text default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
    is_admin boolean := pg_has_role(session_user, 'fieldwork_admin', 'member');
begin
    if (case when is_admin then length(kind) between 1 and 100 else kind in ('code_transcript', 'classify_cluster') end) is not true then
        perform fieldwork_store.refuse('kind.not-allowed');
    end if;
    if (case when is_admin then length(queue) between 1 and 100 else queue = 'default' end) is not true then
        perform fieldwork_store.refuse('queue.not-allowed');
    end if;
    if (priority between case when is_admin then 0 else 5 end and 9) is not true then
        perform fieldwork_store.refuse('priority.out-of-range');
    end if;
    if (max_attempts between 1 and case when is_admin then 32767 else 10 end) is not true then
        perform fieldwork_store.refuse('attempts.out-of-range');
    end if;
    if delay not between interval '0' and (case when is_admin then interval '100 years' else interval '30 days' end) then
        perform fieldwork_store.refuse('delay.out-of-range');
    end if;
    if length(unique_key) not between 1 and 200 then
        perform fieldwork_store.refuse('unique-key.malformed');
    end if;
    if not fieldwork_jobs.is_traceparent(trace_context) then
        perform fieldwork_store.refuse('trace-context.malformed');
    end if;
    perform fieldwork_store.check_arguments(the_study.id, kind, arguments);
    return fieldwork_jobs.enqueue(
        kind, arguments, the_study.id, queue, priority::smallint, delay, 'study:' || the_study.id || ':' || unique_key,
        max_attempts::smallint, trace_context);
end
$$;

create or replace function fieldwork.wake_v1(queue text default 'default') returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    if (length(queue) between 1 and 100) is not true then
        perform fieldwork_store.refuse('queue.not-allowed');
    end if;
    perform fieldwork_jobs.wake(queue);
end
$$;

create or replace function fieldwork.rate_cluster_v1(study text, cluster text, rater text, pattern text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
    the_cluster bigint := fieldwork_store.cluster_named(the_study.id, cluster);
begin
    if (length(rater) between 1 and 100) is not true then
        perform fieldwork_store.refuse('rater.malformed');
    end if;
    if pattern is null or pattern not in ('I', 'II', 'III', 'IV') then
        perform fieldwork_store.refuse('pattern.unknown');
    end if;
    insert into fieldwork_store.expert_ratings as e (study_id, cluster_id, rater, pattern)
    values (the_study.id, the_cluster, rater, pattern)
    on conflict on constraint rating_once do update set pattern = excluded.pattern, rated_at = clock_timestamp()
        where e.pattern <> excluded.pattern;
    if found then
        perform fieldwork_store.request_classification(the_study.id, the_cluster);
    end if;
end
$$;

reset role;
grant execute on function fieldwork_jobs.is_traceparent(text) to fieldwork_worker, fieldwork_admin;
-- The daemon settles its own jobs. What becomes of others', and of a queue, an admin decides.
revoke execute on function fieldwork_jobs.cancel(bigint), fieldwork_jobs.retry(bigint) from fieldwork_worker;
revoke insert, update on fieldwork_jobs.queues from fieldwork_worker;
