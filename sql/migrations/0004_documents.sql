-- What was uploaded, and what it says.

set local role fieldwork_owner;

create table fieldwork_store.documents (
    id bigint generated always as identity primary key,
    study_id bigint not null references fieldwork_store.studies,
    cluster_id bigint not null references fieldwork_store.clusters,
    participant_id bigint references fieldwork_store.participants,
    type text not null,
    -- May carry a person's name: shown to those who may read the document, never logged.
    file_name text not null,
    bytes bigint not null,
    sha256 bytea not null,
    status text not null default 'received',
    -- Why it was refused: a code of fieldwork.messages, and what to tell the uploader: {"zh": …, "en": …} and particulars such
    -- as an offset. Never text of the document.
    problem text,
    problem_detail jsonb,
    format text,
    -- The job that processes it.
    job_id bigint,
    submitted_at timestamptz not null default clock_timestamp(),
    submitted_by text not null default session_user,
    constraint type_known check (type in (
        'transcript', 'observation-note', 'questionnaire', 'proposal', 'mid-term-report', 'final-report', 'consultation-report',
        'expert-meeting')),
    constraint status_known check (status in ('received', 'processed', 'coded', 'refused', 'cancelled')),
    constraint refused_has_reason check ((status = 'refused') = (problem is not null)),
    constraint sha256_is_whole check (octet_length(sha256) = 32)
);
-- The same document is the same study, cluster, participant, type and bytes.
create unique index document_once on fieldwork_store.documents
    (study_id, cluster_id, (coalesce(participant_id, 0)), type, sha256);
create index documents_cluster on fieldwork_store.documents (cluster_id);
create index documents_participant on fieldwork_store.documents (participant_id);

-- The bytes as they came. Apart, so that nothing reads them by accident; not compressed again, most formats are.
create table fieldwork_store.document_contents (
    document_id bigint primary key references fieldwork_store.documents,
    content bytea not null
);
alter table fieldwork_store.document_contents alter column content set storage external;

-- The canonical text of a document and its division, made once and never changed.
create table fieldwork_store.transcripts (
    id bigint generated always as identity primary key,
    document_id bigint not null references fieldwork_store.documents,
    study_id bigint not null references fieldwork_store.studies,
    text text not null,
    text_sha256 bytea not null,
    -- Version of the reader that made it; a newer reader makes another row.
    reader_version integer not null,
    -- Turns in text order: {"content": [start, end], "role": …} and, where there are any, "label": [start, end],
    -- "participant": code, "startsAt": milliseconds, "asides": [[start, end], …].
    turns jsonb not null,
    -- Segments in text order as (turn, start, end) triples. Positions are Unicode scalars.
    segments integer[] not null,
    notices jsonb not null default '[]',
    created_at timestamptz not null default clock_timestamp(),
    constraint transcript_once unique (document_id, reader_version),
    constraint segments_are_triples check (cardinality(segments) % 3 = 0)
);

alter table fieldwork_store.documents enable row level security, force row level security;
alter table fieldwork_store.document_contents enable row level security, force row level security;
alter table fieldwork_store.transcripts enable row level security, force row level security;
create policy by_study on fieldwork_store.documents to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy by_study on fieldwork_store.document_contents to fieldwork_owner
    using (exists (select from fieldwork_store.documents d where d.id = document_id));
create policy by_study on fieldwork_store.transcripts to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy staff on fieldwork_store.documents to fieldwork_worker, fieldwork_admin using (true);
create policy staff on fieldwork_store.document_contents to fieldwork_worker, fieldwork_admin using (true);
create policy staff on fieldwork_store.transcripts to fieldwork_worker, fieldwork_admin using (true);
create policy audit on fieldwork_store.documents for select to fieldwork_auditor using (true);
create policy audit on fieldwork_store.document_contents for select to fieldwork_auditor using (true);
create policy audit on fieldwork_store.transcripts for select to fieldwork_auditor using (true);

reset role;
