-- Where each cluster stands.

set local role fieldwork_owner;

-- Experts' placements, blind to each other and to the machine.
create table fieldwork_store.expert_ratings (
    id bigint generated always as identity primary key,
    study_id bigint not null references fieldwork_store.studies,
    cluster_id bigint not null references fieldwork_store.clusters,
    rater text not null,
    pattern text not null,
    rated_at timestamptz not null default clock_timestamp(),
    constraint rating_once unique (cluster_id, rater),
    constraint pattern_known check (pattern in ('I', 'II', 'III', 'IV'))
);

-- One result of one rule set over all evidence about a cluster at that moment; older ones are kept.
create table fieldwork_store.classifications (
    id bigint generated always as identity primary key,
    study_id bigint not null references fieldwork_store.studies,
    cluster_id bigint not null references fieldwork_store.clusters,
    rule_set_id bigint not null references fieldwork_store.rule_sets,
    -- A pattern, or why there is none.
    outcome text not null,
    basis text not null,
    -- Positions on the axes, 0 to 2; null where too little is known.
    ability double precision,
    trigger double precision,
    -- Indicators, cells, reasons and experts, each with the ids of its evidence.
    assessment jsonb not null,
    manifest jsonb not null,
    job_id bigint not null,
    created_at timestamptz not null default clock_timestamp(),
    is_current boolean not null default true,
    constraint outcome_known check (outcome in ('I', 'II', 'III', 'IV', 'borderline', 'insufficient')),
    constraint basis_known check (basis in ('provisional', 'certified'))
);
create unique index classification_current on fieldwork_store.classifications (cluster_id) where is_current;

-- Every effect ever settled. Append-only and without a unique key on purpose: were a result written twice, it would show here.
create table fieldwork_store.effects (
    id bigint generated always as identity primary key,
    job_id bigint not null,
    kind text not null,
    subject text not null,
    at timestamptz not null default clock_timestamp()
);

-- Names the evidence about a cluster as it stands: runs, decisions and ratings. Two readings with the same fingerprint saw
-- the same evidence.
create function fieldwork_store.evidence_fingerprint(cluster_id bigint) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select md5(concat_ws('|',
        (select string_agg(r.id::text, ',' order by r.id)
         from fieldwork_store.documents d
             join fieldwork_store.transcripts t on t.document_id = d.id
             join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
         where d.cluster_id = evidence_fingerprint.cluster_id),
        (select max(v.id)
         from fieldwork_store.documents d
             join fieldwork_store.transcripts t on t.document_id = d.id
             join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
             join fieldwork_store.suggestions s on s.run_id = r.id
             join fieldwork_store.reviews v on v.suggestion_id = s.id
         where d.cluster_id = evidence_fingerprint.cluster_id),
        (select string_agg(e.rater || '=' || e.pattern, ',' order by e.rater)
         from fieldwork_store.expert_ratings e where e.cluster_id = evidence_fingerprint.cluster_id)))
$$;

alter table fieldwork_store.expert_ratings enable row level security, force row level security;
alter table fieldwork_store.classifications enable row level security, force row level security;
create policy by_study on fieldwork_store.expert_ratings to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy by_study on fieldwork_store.classifications to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy staff on fieldwork_store.expert_ratings to fieldwork_worker, fieldwork_admin using (true);
create policy staff on fieldwork_store.classifications to fieldwork_worker, fieldwork_admin using (true);
create policy audit on fieldwork_store.expert_ratings for select to fieldwork_auditor using (true);
create policy audit on fieldwork_store.classifications for select to fieldwork_auditor using (true);

reset role;

grant execute on function fieldwork_store.evidence_fingerprint(bigint) to fieldwork_worker, fieldwork_admin;

-- The daemon writes results; it sets up nothing and takes nothing away.
grant select on all tables in schema fieldwork_store to fieldwork_worker, fieldwork_admin, fieldwork_auditor;
grant update (status, problem, problem_detail, format) on fieldwork_store.documents to fieldwork_worker, fieldwork_admin;
grant insert on fieldwork_store.transcripts, fieldwork_store.coding_runs, fieldwork_store.suggestions,
    fieldwork_store.classifications, fieldwork_store.effects to fieldwork_worker, fieldwork_admin;
grant update (is_current) on fieldwork_store.coding_runs, fieldwork_store.classifications to fieldwork_worker, fieldwork_admin;
-- The command line sets up studies.
grant insert, update on fieldwork_store.codebooks, fieldwork_store.codes, fieldwork_store.rule_sets, fieldwork_store.studies,
    fieldwork_store.study_codebooks, fieldwork_store.study_logins, fieldwork_store.clusters, fieldwork_store.participants,
    fieldwork_store.expert_ratings to fieldwork_admin;
