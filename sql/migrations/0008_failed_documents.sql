-- A document whose job was given up says so, and submitting it again is the way back: for it, and for one that was called off.

set local role fieldwork_owner;

insert into fieldwork_store.messages (code, sqlstate, zh, en) values
    ('document.failed', null, '系統未能處理這份文件，原因不在文件本身。管理者排除原因後，請重新上傳，或由管理者重試該工作。',
        'The system could not deal with this document, through no fault of the document''s. Once an admin has mended the cause, upload it again, or have the admin retry its job.');

alter table fieldwork_store.documents
    drop constraint status_known,
    drop constraint refused_has_reason,
    add constraint status_known check (status in ('received', 'processed', 'coded', 'refused', 'cancelled', 'failed')),
    add constraint refused_has_reason check ((status in ('refused', 'failed')) = (problem is not null));

-- Puts a document that failed or was called off back in line, where it left off. Returns its status.
create function fieldwork_store.resume_document(document bigint) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    is_read boolean := exists (select from fieldwork_store.transcripts t where t.document_id = document);
    resumed text := case when is_read then 'processed' else 'received' end;
begin
    update fieldwork_store.documents d set
        status = resumed, problem = null, problem_detail = null,
        job_id = fieldwork_jobs.enqueue(
            case when is_read then 'code_transcript' else 'process_document' end, jsonb_build_object('document', document),
            d.study_id, 'default', 5::smallint, null, null, 5::smallint, null)
    where d.id = document;
    return resumed;
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
        select d.id, d.status into document, standing from fieldwork_store.documents d
        where d.study_id = the_study.id and d.cluster_id = the_cluster
          and coalesce(d.participant_id, 0) = coalesce(the_participant, 0) and d.type = submit_document_v1.type and d.sha256 = digest
        for update;
        if standing in ('failed', 'cancelled') then
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

-- What failed of late is asked for by `fieldwork status`, every few seconds on some screens.
create index job_events_failures on fieldwork_jobs.job_events (at) where event in ('failed', 'discarded');

reset role;
