-- The stable API: what a portal calls and reads. A released signature never changes; a new meaning is a new version.

set local role fieldwork_owner;

-- Every error and every reason for a refusal, in both languages. `sqlstate` is what a caller matches; a code that only
-- ever stands in documents.problem has none.
create table fieldwork_store.messages (
    code text primary key,
    sqlstate text unique,
    zh text not null,
    en text not null
);

insert into fieldwork_store.messages (code, sqlstate, zh, en) values
    ('job.stale-attempt', 'FW001', '這次執行已不再持有該工作，未寫入任何結果。', 'This attempt no longer holds its job; nothing was written.'),
    ('study.unknown', 'FW101', '找不到此研究，或您沒有權限。請確認研究代碼，或請管理者授權。', 'There is no such study, or it is not yours to see. Check the study code, or ask an admin to grant it.'),
    ('cluster.unknown', 'FW102', '此研究沒有這個群聚。請先以 create_cluster_v1 建立，或確認群聚代碼。', 'The study has no such cluster. Create it with create_cluster_v1, or check its code.'),
    ('participant.unknown', 'FW103', '此群聚沒有這位受訪者。請先以 create_participant_v1 建立，或確認識別碼。', 'The cluster has no such participant. Create them with create_participant_v1, or check the identification code.'),
    ('document-type.unknown', 'FW104', '不認得的文件類別。可用類別見 fieldwork.limits_v1()。', 'Unknown document type. fieldwork.limits_v1() lists the types.'),
    ('document.empty', 'FW105', '檔案是空的（0 位元組）。請重新上傳原始檔案。', 'The file is empty (0 bytes). Upload the original again.'),
    ('document.too-large', 'FW106', '檔案超過大小上限，上限見 fieldwork.limits_v1()。請分割後再上傳。', 'The file is over the size limit, which fieldwork.limits_v1() gives. Split it and upload the parts.'),
    ('document.unknown', 'FW107', '找不到此文件，或您沒有權限。', 'There is no such document, or it is not yours to see.'),
    ('document.finished', 'FW108', '文件已處理完畢，無法取消。', 'The document is finished and can no longer be cancelled.'),
    ('code.malformed', 'FW109', '代碼格式不符：群聚為地區字母加編號（如 Q1），受訪者再加角色字母（如 Q1L），字母須為該研究所定。', 'Malformed code: a cluster is a region letter and a number (Q1), a participant adds a role letter (Q1L), with the letters that the study has.'),
    ('study.exists', 'FW110', '已有同代碼的研究。請換一個代碼。', 'A study with this code exists. Choose another code.'),
    ('kind.not-allowed', 'FW111', '入口網站只能排入 code_transcript 與 classify_cluster 兩種工作。', 'A portal may enqueue only code_transcript and classify_cluster.'),
    ('codebook.unknown', 'FW112', '找不到編碼簿。可用的編碼簿見 fieldwork.codebooks。', 'Unknown codebook. fieldwork.codebooks lists them.'),
    ('rule-set.unknown', 'FW113', '找不到規則集。', 'Unknown rule set.'),
    ('suggestion.unknown', 'FW114', '找不到此建議，或您沒有權限。', 'There is no such suggestion, or it is not yours to see.'),
    ('decision.unknown', 'FW115', '決定須為 accepted、modified、rejected 或 undecided；modified 須指明編碼簿中的代碼。', 'A decision is accepted, modified, rejected or undecided; modified names a code of the codebook.'),
    ('pattern.unknown', 'FW116', '類型須為 I、II、III 或 IV。', 'A pattern is I, II, III or IV.'),
    -- Only ever in documents.problem; documents.problem_detail has the particulars.
    ('document.unknown-format', null, '無法辨認檔案格式。', 'The file''s format is not known.'),
    ('document.format-mismatch', null, '檔案內容與副檔名不符。', 'The content is not of the format that the name''s ending says.'),
    ('document.not-text', null, '檔案不是文字檔。', 'The file is not text.'),
    ('document.invalid-encoding', null, '文字編碼無效。', 'The text is not valid in its encoding.'),
    ('document.encrypted', null, '檔案設有密碼。', 'The file is protected by a password.'),
    ('document.damaged', null, '檔案損壞，無法讀取。', 'The file is damaged and cannot be read.'),
    ('document.too-large-inside', null, '檔案解開後超過限制。', 'Unpacked, the file breaks a limit.'),
    ('document.unsafe-markup', null, '檔案內含不安全的標記宣告。', 'The file carries declarations that are not safe to read.'),
    ('document.no-text', null, '檔案裡沒有任何文字。', 'There are no words in the file.');

-- Raises the error of a code, in English with the Chinese as the hint.
create function fieldwork_store.refuse(code text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    message fieldwork_store.messages := (select m from fieldwork_store.messages m where m.code = refuse.code);
begin
    raise exception using errcode = message.sqlstate, message = message.code || ': ' || message.en, hint = message.zh;
end
$$;

create function fieldwork_store.study_named(code text) returns fieldwork_store.studies
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    study fieldwork_store.studies;
begin
    select * into study from fieldwork_store.studies s
    where s.code = study_named.code and s.id = any (fieldwork_store.visible_studies());
    if not found then
        perform fieldwork_store.refuse('study.unknown');
    end if;
    return study;
end
$$;

create function fieldwork_store.cluster_named(study_id bigint, code text) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    cluster bigint := (select id from fieldwork_store.clusters c
                       where c.study_id = cluster_named.study_id and c.code = cluster_named.code);
begin
    if cluster is null then
        perform fieldwork_store.refuse('cluster.unknown');
    end if;
    return cluster;
end
$$;

-- Queues one classification of the cluster, a moment from now so that evidence arriving together is read together; while
-- one waits, this is a no-op that makes the waiting one see the caller's evidence.
create function fieldwork_store.request_classification(study_id bigint, cluster_id bigint) returns bigint
language sql volatile set search_path = pg_catalog, pg_temp as $$
    select fieldwork_jobs.enqueue(
        'classify_cluster', jsonb_build_object('cluster', cluster_id), study_id, 'default', 6::smallint, interval '1 second',
        'cluster:' || cluster_id, 5::smallint, null)
$$;

-- What callers may send, so that no limit is copied into a portal.
create function fieldwork.limits_v1()
returns table (max_document_bytes bigint, document_types text[], formats text[])
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select 50000000::bigint,
        array['transcript', 'observation-note', 'questionnaire', 'proposal', 'mid-term-report', 'final-report',
              'consultation-report', 'expert-meeting'],
        array['txt', 'md', 'srt', 'vtt', 'docx']
$$;

create function fieldwork.create_study_v1(
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
    if code !~ '^[a-z0-9][a-z0-9-]{0,62}$' or regions is null or not regions <@ (select array_agg(chr(c)) from generate_series(65, 90) c)
        or jsonb_typeof(roles) is distinct from 'object' then
        perform fieldwork_store.refuse('code.malformed');
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

-- Creates the cluster, or corrects its members and commodity.
create function fieldwork.create_cluster_v1(
    study text, code text, members integer default null, commodity_zh text default null, commodity_en text default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
    cluster bigint;
begin
    if code !~ '^[A-Z][0-9]{1,3}$' or not left(code, 1) = any (the_study.regions) then
        perform fieldwork_store.refuse('code.malformed');
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

-- Creates the participant by identification code, such as Q1L; a title is no part of who it is.
create function fieldwork.create_participant_v1(study text, code text, title text default null) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
    cluster_id bigint;
    participant bigint;
begin
    if code !~ '^[A-Z][0-9]{1,3}[A-Z]$' or not left(code, 1) = any (the_study.regions) or not the_study.roles ? right(code, 1) then
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

-- Takes a document in and queues its processing: one transaction, the caller's. The same bytes for the same study, cluster,
-- participant and type are the same document: the first is returned and nothing is added.
create function fieldwork.submit_document_v1(
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
begin
    if type is null or not type = any ((select document_types from fieldwork.limits_v1())::text[]) then
        perform fieldwork_store.refuse('document-type.unknown');
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
        return query
            select d.id, false, d.status from fieldwork_store.documents d
            where d.study_id = the_study.id and d.cluster_id = the_cluster
              and coalesce(d.participant_id, 0) = coalesce(the_participant, 0) and d.type = submit_document_v1.type and d.sha256 = digest;
        return;
    end if;
    insert into fieldwork_store.document_contents (document_id, content) values (document, content);
    update fieldwork_store.documents d set job_id = fieldwork_jobs.enqueue(
        'process_document', jsonb_build_object('document', document), the_study.id, 'default', 5::smallint, null, null, 5::smallint, null)
    where d.id = document;
    return query select document, true, 'received'::text;
end
$$;

-- Where a document stands. `problem` is a code of fieldwork.messages.
create function fieldwork.document_status_v1(document_id bigint)
returns table (status text, problem text, problem_detail jsonb, message_zh text, message_en text, suggestions bigint,
               notices jsonb, job_id bigint, job_state text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
    return query
        select d.status, d.problem, d.problem_detail,
            coalesce(d.problem_detail ->> 'zh', m.zh), coalesce(d.problem_detail ->> 'en', m.en),
            (select count(*) from fieldwork_store.transcripts t
                 join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
                 join fieldwork_store.suggestions s on s.run_id = r.id
             where t.document_id = d.id),
            (select t.notices from fieldwork_store.transcripts t where t.document_id = d.id order by t.id desc limit 1),
            d.job_id, (select j.state::text from fieldwork_jobs.jobs j where j.id = d.job_id)
        from fieldwork_store.documents d left join fieldwork_store.messages m on m.code = d.problem
        where d.id = document_id;
    if not found then
        perform fieldwork_store.refuse('document.unknown');
    end if;
end
$$;

-- Calls off a document that is not coded yet. Its job, if it runs, finds the document cancelled and writes nothing.
create function fieldwork.cancel_document_v1(document_id bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    job bigint;
    was text;
begin
    select d.status, d.job_id into was, job from fieldwork_store.documents d where d.id = document_id for update;
    if not found then
        perform fieldwork_store.refuse('document.unknown');
    elsif was not in ('received', 'processed') then
        perform fieldwork_store.refuse('document.finished');
    end if;
    update fieldwork_store.documents d set status = 'cancelled' where d.id = document_id;
    perform fieldwork_jobs.cancel(job);
end
$$;

-- Queues a job by hand: for a study of the caller's. Admins may queue any kind; the portal only what recomputes results.
create function fieldwork.enqueue_v1(
    study text, kind text, arguments jsonb default '{}', queue text default 'default', priority integer default 5,
    delay interval default null, unique_key text default null, max_attempts integer default 5, trace_context text default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
begin
    if not pg_has_role(session_user, 'fieldwork_admin', 'member') and kind not in ('code_transcript', 'classify_cluster') then
        perform fieldwork_store.refuse('kind.not-allowed');
    end if;
    return fieldwork_jobs.enqueue(
        kind, arguments, the_study.id, queue, priority::smallint, delay, unique_key, max_attempts::smallint, trace_context);
end
$$;

-- Rings for a parked queue. Call it after COMMIT, in a statement of its own, for a start within milliseconds; without it
-- the job starts within a second.
create function fieldwork.wake_v1(queue text default 'default') returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select fieldwork_jobs.wake(queue)
$$;

-- Records the caller's decision on a suggestion and queues the cluster's reclassification.
create function fieldwork.review_suggestion_v1(
    suggestion_id bigint, decision text, code text default null, comment text default null
) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    study bigint;
    cluster bigint;
    codebook bigint;
begin
    select s.study_id, d.cluster_id, r.codebook_id into study, cluster, codebook
    from fieldwork_store.suggestions s
        join fieldwork_store.coding_runs r on r.id = s.run_id
        join fieldwork_store.transcripts t on t.id = r.transcript_id
        join fieldwork_store.documents d on d.id = t.document_id
    where s.id = review_suggestion_v1.suggestion_id
    for update of s;
    if not found then
        perform fieldwork_store.refuse('suggestion.unknown');
    end if;
    if decision is null or decision not in ('accepted', 'modified', 'rejected', 'undecided')
        or (decision = 'modified') <> (code is not null)
        or (review_suggestion_v1.code is not null and not exists (select from fieldwork_store.codes c where c.codebook_id = codebook and c.code = review_suggestion_v1.code)) then
        perform fieldwork_store.refuse('decision.unknown');
    end if;
    insert into fieldwork_store.reviews (suggestion_id, study_id, decision, code, comment)
    values (suggestion_id, study, decision, code, comment);
    update fieldwork_store.suggestions s set status = decision where s.id = review_suggestion_v1.suggestion_id;
    perform fieldwork_store.request_classification(study, cluster);
end
$$;

-- Records an expert's placement of a cluster, replacing the same rater's earlier one, and queues its reclassification.
create function fieldwork.rate_cluster_v1(study text, cluster text, rater text, pattern text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
    the_study fieldwork_store.studies := fieldwork_store.study_named(study);
    the_cluster bigint := fieldwork_store.cluster_named(the_study.id, cluster);
begin
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

create view fieldwork.messages with (security_barrier) as
    select code, sqlstate, zh, en from fieldwork_store.messages;

create view fieldwork.codebooks with (security_barrier) as
    select id, name, version, sha256, title_zh, title_en, added_at from fieldwork_store.codebooks;

create view fieldwork.codes with (security_barrier) as
    select b.name as codebook, b.version, c.code, c.ordinal, c.parent, c.name_zh, c.name_en, c.duality, c.indicator, c.anchor, c.subject
    from fieldwork_store.codes c join fieldwork_store.codebooks b on b.id = c.codebook_id;

create view fieldwork.studies with (security_barrier) as
    select s.id, s.code, s.title_zh, s.title_en, s.time_zone, s.regions, s.roles, r.name as rule_set, r.version as rule_set_version, s.created_at
    from fieldwork_store.studies s join fieldwork_store.rule_sets r on r.id = s.rule_set_id
    where s.id = any ((select fieldwork_store.visible_studies())::bigint[]);

create view fieldwork.clusters with (security_barrier) as
    select c.id, s.code as study, c.code, c.members, c.commodity_zh, c.commodity_en
    from fieldwork_store.clusters c join fieldwork_store.studies s on s.id = c.study_id;

create view fieldwork.participants with (security_barrier) as
    select p.id, s.code as study, c.code as cluster, p.code, p.title
    from fieldwork_store.participants p
        join fieldwork_store.clusters c on c.id = p.cluster_id
        join fieldwork_store.studies s on s.id = p.study_id;

create view fieldwork.documents with (security_barrier) as
    select d.id, s.code as study, c.code as cluster, p.code as participant, d.type, d.file_name, d.bytes,
        encode(d.sha256, 'hex') as sha256, d.format, d.status, d.problem, d.problem_detail, d.job_id, d.submitted_at, d.submitted_by
    from fieldwork_store.documents d
        join fieldwork_store.studies s on s.id = d.study_id
        join fieldwork_store.clusters c on c.id = d.cluster_id
        left join fieldwork_store.participants p on p.id = d.participant_id;

create view fieldwork.suggestions with (security_barrier) as
    select s.id, st.code as study, cl.code as cluster, d.id as document_id, d.type as document_type,
        b.name as codebook, b.version as codebook_version, s.code, s.segment, s.start_scalar, s.end_scalar, s.quotation,
        s.participant_code, s.flags, s.trust, s.status, r.id as run_id, r.coder, r.coder_version, r.manifest
    from fieldwork_store.suggestions s
        join fieldwork_store.coding_runs r on r.id = s.run_id and r.is_current
        join fieldwork_store.codebooks b on b.id = r.codebook_id
        join fieldwork_store.transcripts t on t.id = r.transcript_id
        join fieldwork_store.documents d on d.id = t.document_id
        join fieldwork_store.clusters cl on cl.id = d.cluster_id
        join fieldwork_store.studies st on st.id = s.study_id;

create view fieldwork.classifications with (security_barrier) as
    select k.id, s.code as study, c.code as cluster, k.outcome, k.basis, k.ability, k.trigger, k.assessment,
        r.name as rule_set, r.version as rule_set_version, k.manifest, k.created_at
    from fieldwork_store.classifications k
        join fieldwork_store.studies s on s.id = k.study_id
        join fieldwork_store.clusters c on c.id = k.cluster_id
        join fieldwork_store.rule_sets r on r.id = k.rule_set_id
    where k.is_current;

create view fieldwork.jobs with (security_barrier) as
    select j.id, s.code as study, j.queue, j.kind, j.priority, j.state::text as state, j.arguments, j.attempt, j.max_attempts,
        j.created_at, j.scheduled_at, j.claimed_at, j.finished_at
    from fieldwork_jobs.jobs j left join fieldwork_store.studies s on s.id = j.study_id
    where j.study_id = any ((select fieldwork_store.visible_studies())::bigint[]);

reset role;

grant select on all tables in schema fieldwork to fieldwork_portal, fieldwork_worker, fieldwork_admin, fieldwork_auditor;
grant execute on function
    fieldwork.limits_v1(), fieldwork.wake_v1(text), fieldwork.document_status_v1(bigint), fieldwork.cancel_document_v1(bigint),
    fieldwork.create_study_v1(text, text, text, text[], jsonb, text[], text, text),
    fieldwork.create_cluster_v1(text, text, integer, text, text), fieldwork.create_participant_v1(text, text, text),
    fieldwork.submit_document_v1(text, text, text, text, bytea, text),
    fieldwork.enqueue_v1(text, text, jsonb, text, integer, interval, text, integer, text)
    to fieldwork_portal, fieldwork_admin;
grant execute on function
    fieldwork.review_suggestion_v1(bigint, text, text, text), fieldwork.rate_cluster_v1(text, text, text, text)
    to fieldwork_admin;
grant execute on function fieldwork.wake_v1(text), fieldwork.limits_v1(), fieldwork_store.request_classification(bigint, bigint)
    to fieldwork_worker;
grant select on fieldwork_store.messages to fieldwork_worker, fieldwork_admin, fieldwork_auditor;
