-- Results are written against one view of what they rest on.

set local role fieldwork_owner;

-- Queues the coding of a document whose text has just been read, as the document's job from now on; nothing when it was called
-- off meanwhile.
create function fieldwork_store.queue_coding(document bigint, trace_context text) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    job bigint;
begin
    update fieldwork_store.documents d set job_id = fieldwork_jobs.enqueue(
        'code_transcript', jsonb_build_object('document', d.id), d.study_id, 'default', 5::smallint, null, null, 5::smallint,
        trace_context)
    where d.id = document and d.status = 'processed'
    returning d.job_id into job;
    return job;
end
$$;

-- Keeps a classification in place of the current one. Nothing when the evidence is no longer what was read (the change has
-- queued another), or when the current one says the same. The evidence is looked at once: what is committed while this runs
-- either stops all of it or nothing.
create function fieldwork_store.save_classification(
    cluster bigint, rule_set bigint, outcome text, basis text, ability double precision, trigger double precision,
    assessment jsonb, manifest jsonb, job bigint
) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
    perform pg_advisory_xact_lock(hashtextextended('fieldwork_store.cluster', cluster));
    if fieldwork_store.evidence_fingerprint(cluster) is distinct from manifest ->> 'evidenceFingerprint'
        or exists (
            select from fieldwork_store.classifications k
            where k.cluster_id = cluster and k.is_current and (k.assessment, k.manifest) = (assessment, manifest))
    then
        return false;
    end if;
    update fieldwork_store.classifications k set is_current = false where k.cluster_id = cluster and k.is_current;
    insert into fieldwork_store.classifications
        (study_id, cluster_id, rule_set_id, outcome, basis, ability, trigger, assessment, manifest, job_id)
    select c.study_id, c.id, rule_set, outcome, basis, ability, trigger, assessment, manifest, job
    from fieldwork_store.clusters c where c.id = cluster;
    return true;
end
$$;

reset role;
grant update (job_id) on fieldwork_store.documents to fieldwork_worker;
grant execute on function
    fieldwork_store.queue_coding(bigint, text),
    fieldwork_store.save_classification(bigint, bigint, text, text, double precision, double precision, jsonb, jsonb, bigint)
    to fieldwork_worker;
