-- What the coders propose, and what people make of it.

set local role fieldwork_owner;

-- One pass of one coder with one codebook over one transcript. The manifest says all that the result depends on.
create table fieldwork_store.coding_runs (
    id bigint generated always as identity primary key,
    study_id bigint not null references fieldwork_store.studies,
    transcript_id bigint not null references fieldwork_store.transcripts,
    codebook_id bigint not null references fieldwork_store.codebooks,
    coder text not null,
    coder_version integer not null,
    manifest jsonb not null,
    job_id bigint not null,
    created_at timestamptz not null default clock_timestamp(),
    -- The run whose suggestions count; older ones are kept.
    is_current boolean not null default true
);
create unique index coding_run_current on fieldwork_store.coding_runs (transcript_id, codebook_id, coder) where is_current;
-- codebooks are told apart by name when a new version replaces an old one
create index coding_runs_transcript on fieldwork_store.coding_runs (transcript_id);

create table fieldwork_store.suggestions (
    id bigint generated always as identity primary key,
    run_id bigint not null references fieldwork_store.coding_runs,
    study_id bigint not null references fieldwork_store.studies,
    code text not null,
    segment integer not null,
    start_scalar integer not null,
    end_scalar integer not null,
    quotation text not null,
    participant_code text,
    flags text[] not null default '{}',
    -- Cues hit: [{"cue": index in the code, "ranges": [[start, end], …]}, …].
    hits jsonb not null default '[]',
    trust real not null,
    status text not null default 'suggested',
    constraint suggestion_once unique (run_id, segment, code),
    constraint evidence_forward check (0 <= start_scalar and start_scalar < end_scalar),
    constraint trust_in_range check (trust between 0 and 1),
    constraint status_known check (status in ('suggested', 'accepted', 'modified', 'rejected', 'undecided')),
    constraint flags_known check (flags <@ array['negated', 'hedged', 'hypothetical', 'reported', 'question'])
);
create index suggestions_study on fieldwork_store.suggestions (study_id, id);

-- Decisions, append-only; the last one of a suggestion is its status.
create table fieldwork_store.reviews (
    id bigint generated always as identity primary key,
    suggestion_id bigint not null references fieldwork_store.suggestions,
    study_id bigint not null references fieldwork_store.studies,
    decision text not null,
    -- The code it was changed to, when modified.
    code text,
    comment text,
    -- The authenticated login; never typed.
    reviewer text not null default session_user,
    at timestamptz not null default clock_timestamp(),
    constraint decision_known check (decision in ('accepted', 'modified', 'rejected', 'undecided')),
    constraint modified_says_how check ((decision = 'modified') = (code is not null))
);
create index reviews_suggestion on fieldwork_store.reviews (suggestion_id, id);

alter table fieldwork_store.coding_runs enable row level security, force row level security;
alter table fieldwork_store.suggestions enable row level security, force row level security;
alter table fieldwork_store.reviews enable row level security, force row level security;
create policy by_study on fieldwork_store.coding_runs to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy by_study on fieldwork_store.suggestions to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy by_study on fieldwork_store.reviews to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy staff on fieldwork_store.coding_runs to fieldwork_worker, fieldwork_admin using (true);
create policy staff on fieldwork_store.suggestions to fieldwork_worker, fieldwork_admin using (true);
create policy staff on fieldwork_store.reviews to fieldwork_worker, fieldwork_admin using (true);
create policy audit on fieldwork_store.coding_runs for select to fieldwork_auditor using (true);
create policy audit on fieldwork_store.suggestions for select to fieldwork_auditor using (true);
create policy audit on fieldwork_store.reviews for select to fieldwork_auditor using (true);

reset role;
