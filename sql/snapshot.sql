role fieldwork_admin
role fieldwork_auditor
role fieldwork_owner
role fieldwork_portal
role fieldwork_worker
schema fieldwork owner fieldwork_owner
schema fieldwork_jobs owner fieldwork_owner
schema fieldwork_schema owner fieldwork_owner
schema fieldwork_store owner fieldwork_owner
by default f of fieldwork_owner: nothing
type fieldwork_jobs.job_state enum (scheduled, available, running, retryable, completed, discarded, cancelled)
view fieldwork.classifications owner fieldwork_owner with (security_barrier=true)
    id bigint
    study text
    cluster text
    outcome text
    basis text
    ability double precision
    trigger double precision
    assessment jsonb
    rule_set text
    rule_set_version integer
    manifest jsonb
    created_at timestamp with time zone
    as SELECT k.id, s.code AS study, c.code AS cluster, k.outcome, k.basis, k.ability, k.trigger, k.assessment, r.name AS rule_set, r.version AS rule_set_version, k.manifest, k.created_at FROM (((fieldwork_store.classifications k JOIN fieldwork_store.studies s ON ((s.id = k.study_id))) JOIN fieldwork_store.clusters c ON ((c.id = k.cluster_id))) JOIN fieldwork_store.rule_sets r ON ((r.id = k.rule_set_id))) WHERE k.is_current;
view fieldwork.clusters owner fieldwork_owner with (security_barrier=true)
    id bigint
    study text
    code text
    members integer
    commodity_zh text
    commodity_en text
    as SELECT c.id, s.code AS study, c.code, c.members, c.commodity_zh, c.commodity_en FROM (fieldwork_store.clusters c JOIN fieldwork_store.studies s ON ((s.id = c.study_id)));
view fieldwork.codebooks owner fieldwork_owner with (security_barrier=true)
    id bigint
    name text
    version integer
    sha256 text
    title_zh text
    title_en text
    added_at timestamp with time zone
    as SELECT id, name, version, sha256, title_zh, title_en, added_at FROM fieldwork_store.codebooks;
view fieldwork.codes owner fieldwork_owner with (security_barrier=true)
    codebook text
    version integer
    code text
    ordinal integer
    parent text
    name_zh text
    name_en text
    duality text
    indicator text
    anchor smallint
    subject text
    as SELECT b.name AS codebook, b.version, c.code, c.ordinal, c.parent, c.name_zh, c.name_en, c.duality, c.indicator, c.anchor, c.subject FROM (fieldwork_store.codes c JOIN fieldwork_store.codebooks b ON ((b.id = c.codebook_id)));
view fieldwork.documents owner fieldwork_owner with (security_barrier=true)
    id bigint
    study text
    cluster text
    participant text
    type text
    file_name text
    bytes bigint
    sha256 text
    format text
    status text
    problem text
    problem_detail jsonb
    job_id bigint
    submitted_at timestamp with time zone
    submitted_by text
    as SELECT d.id, s.code AS study, c.code AS cluster, p.code AS participant, d.type, d.file_name, d.bytes, encode(d.sha256, 'hex'::text) AS sha256, d.format, d.status, d.problem, d.problem_detail, d.job_id, d.submitted_at, d.submitted_by FROM (((fieldwork_store.documents d JOIN fieldwork_store.studies s ON ((s.id = d.study_id))) JOIN fieldwork_store.clusters c ON ((c.id = d.cluster_id))) LEFT JOIN fieldwork_store.participants p ON ((p.id = d.participant_id)));
view fieldwork.jobs owner fieldwork_owner with (security_barrier=true)
    id bigint
    study text
    queue text
    kind text
    priority smallint
    state text
    arguments jsonb
    attempt smallint
    max_attempts smallint
    created_at timestamp with time zone
    scheduled_at timestamp with time zone
    claimed_at timestamp with time zone
    finished_at timestamp with time zone
    stage text
    done bigint
    total bigint
    as SELECT j.id, s.code AS study, j.queue, j.kind, j.priority, (j.state)::text AS state, j.arguments, j.attempt, j.max_attempts, j.created_at, j.scheduled_at, j.claimed_at, j.finished_at, p.stage, p.done, p.total FROM ((fieldwork_jobs.jobs j LEFT JOIN fieldwork_store.studies s ON ((s.id = j.study_id))) LEFT JOIN fieldwork_jobs.job_progress p ON ((p.job_id = j.id))) WHERE (j.study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]));
view fieldwork.messages owner fieldwork_owner with (security_barrier=true)
    code text
    sqlstate text
    zh text
    en text
    as SELECT code, sqlstate, zh, en FROM fieldwork_store.messages;
view fieldwork.participants owner fieldwork_owner with (security_barrier=true)
    id bigint
    study text
    cluster text
    code text
    title text
    as SELECT p.id, s.code AS study, c.code AS cluster, p.code, p.title FROM ((fieldwork_store.participants p JOIN fieldwork_store.clusters c ON ((c.id = p.cluster_id))) JOIN fieldwork_store.studies s ON ((s.id = p.study_id)));
view fieldwork.studies owner fieldwork_owner with (security_barrier=true)
    id bigint
    code text
    title_zh text
    title_en text
    time_zone text
    regions text[]
    roles jsonb
    rule_set text
    rule_set_version integer
    created_at timestamp with time zone
    as SELECT s.id, s.code, s.title_zh, s.title_en, s.time_zone, s.regions, s.roles, r.name AS rule_set, r.version AS rule_set_version, s.created_at FROM (fieldwork_store.studies s JOIN fieldwork_store.rule_sets r ON ((r.id = s.rule_set_id))) WHERE (s.id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]));
view fieldwork.suggestions owner fieldwork_owner with (security_barrier=true)
    id bigint
    study text
    cluster text
    document_id bigint
    document_type text
    codebook text
    codebook_version integer
    code text
    segment integer
    start_scalar integer
    end_scalar integer
    quotation text
    participant_code text
    flags text[]
    trust real
    status text
    run_id bigint
    coder text
    coder_version integer
    manifest jsonb
    as SELECT s.id, st.code AS study, cl.code AS cluster, d.id AS document_id, d.type AS document_type, b.name AS codebook, b.version AS codebook_version, s.code, s.segment, s.start_scalar, s.end_scalar, s.quotation, s.participant_code, s.flags, s.trust, s.status, r.id AS run_id, r.coder, r.coder_version, r.manifest FROM ((((((fieldwork_store.suggestions s JOIN fieldwork_store.coding_runs r ON (((r.id = s.run_id) AND r.is_current))) JOIN fieldwork_store.codebooks b ON ((b.id = r.codebook_id))) JOIN fieldwork_store.transcripts t ON ((t.id = r.transcript_id))) JOIN fieldwork_store.documents d ON ((d.id = t.document_id))) JOIN fieldwork_store.clusters cl ON ((cl.id = d.cluster_id))) JOIN fieldwork_store.studies st ON ((st.id = s.study_id)));
table fieldwork_jobs.batches owner fieldwork_owner
    id bigint not null generated always as identity
    name text not null
    kind text
    queue text not null default 'default'::text
    arguments jsonb not null default '{}'::jsonb
    study_id bigint
    priority smallint not null default 5
    max_attempts smallint not null default 5
    trace_context text
    created_at timestamp with time zone not null default clock_timestamp()
    sealed_at timestamp with time zone
    finished_at timestamp with time zone
    completed bigint
    discarded bigint
    cancelled bigint
    follow_up bigint
    constraint arguments_are_references CHECK (jsonb_typeof(arguments) = 'object'::text AND pg_column_size(arguments) <= 7168)
    constraint attempts_counted CHECK (max_attempts >= 1)
    constraint batches_pkey PRIMARY KEY (id)
    constraint counted_when_finished CHECK ((finished_at IS NULL) = (completed IS NULL) AND (completed IS NULL) = (discarded IS NULL) AND (discarded IS NULL) = (cancelled IS NULL))
    constraint finished_after_sealed CHECK (finished_at IS NULL OR sealed_at IS NOT NULL)
    constraint names_are_short CHECK (length(name) >= 1 AND length(name) <= 100 AND length(queue) >= 1 AND length(queue) <= 100 AND length(kind) >= 1 AND length(kind) <= 100)
    constraint priority_in_range CHECK (priority >= 0 AND priority <= 9)
    constraint trace_context_is_traceparent CHECK (fieldwork_jobs.is_traceparent(trace_context))
    CREATE INDEX batches_open on fieldwork_jobs.batches USING btree (id) WHERE ((sealed_at IS NOT NULL) AND (finished_at IS NULL))
    CREATE UNIQUE INDEX batches_pkey on fieldwork_jobs.batches USING btree (id)
table fieldwork_jobs.incarnations owner fieldwork_owner with (fillfactor=50)
    id uuid not null
    host text not null
    pid integer not null
    program_version text not null
    queues text[] not null
    kinds text[] not null
    started_at timestamp with time zone not null default clock_timestamp()
    lease interval not null
    lease_until timestamp with time zone not null
    regained_at timestamp with time zone
    ended_at timestamp with time zone
    constraint incarnations_pkey PRIMARY KEY (id)
    constraint lease_is_positive CHECK (lease > '00:00:00'::interval)
    CREATE UNIQUE INDEX incarnations_pkey on fieldwork_jobs.incarnations USING btree (id)
table fieldwork_jobs.job_events owner fieldwork_owner
    id bigint not null generated always as identity
    job_id bigint not null
    at timestamp with time zone not null default clock_timestamp()
    event text not null
    attempt smallint not null
    incarnation uuid
    detail jsonb not null default '{}'::jsonb
    constraint event_known CHECK (event = ANY (ARRAY['failed'::text, 'snoozed'::text, 'released'::text, 'recovered'::text, 'withdrawn'::text, 'discarded'::text, 'cancelled'::text, 'cancel-requested'::text, 'retried'::text]))
    constraint job_events_pkey PRIMARY KEY (id)
    CREATE INDEX job_events_at on fieldwork_jobs.job_events USING brin (at)
    CREATE INDEX job_events_failures on fieldwork_jobs.job_events USING btree (at) WHERE (event = ANY (ARRAY['failed'::text, 'discarded'::text]))
    CREATE INDEX job_events_job on fieldwork_jobs.job_events USING btree (job_id, id)
    CREATE INDEX job_events_recovered on fieldwork_jobs.job_events USING btree (incarnation) WHERE (event = 'recovered'::text)
    CREATE UNIQUE INDEX job_events_pkey on fieldwork_jobs.job_events USING btree (id)
table fieldwork_jobs.job_log owner fieldwork_owner
    id bigint not null generated always as identity
    job_id bigint not null
    attempt smallint not null
    at timestamp with time zone not null default clock_timestamp()
    code text not null
    fields jsonb not null default '{}'::jsonb
    constraint code_is_a_code CHECK (code ~ '^[a-z0-9.-]{1,60}$'::text)
    constraint fields_are_numbers CHECK (jsonb_typeof(fields) = 'object'::text AND NOT jsonb_path_exists(fields, 'strict $.*?(@.type() != "number")'::jsonpath))
    constraint job_log_pkey PRIMARY KEY (id)
    CREATE INDEX job_log_at on fieldwork_jobs.job_log USING brin (at)
    CREATE INDEX job_log_job on fieldwork_jobs.job_log USING btree (job_id, id)
    CREATE UNIQUE INDEX job_log_pkey on fieldwork_jobs.job_log USING btree (id)
table fieldwork_jobs.job_progress owner fieldwork_owner with (fillfactor=60)
    job_id bigint not null
    attempt smallint not null
    stage text not null
    done bigint not null
    total bigint
    reported_at timestamp with time zone not null default clock_timestamp()
    constraint counts_are_counts CHECK (done >= 0 AND total >= 0)
    constraint job_progress_pkey PRIMARY KEY (job_id)
    constraint stage_is_a_code CHECK (stage ~ '^[a-z0-9.-]{1,60}$'::text)
    CREATE UNIQUE INDEX job_progress_pkey on fieldwork_jobs.job_progress USING btree (job_id)
table fieldwork_jobs.jobs owner fieldwork_owner with (autovacuum_analyze_scale_factor=0.05, autovacuum_vacuum_insert_scale_factor=0.05, autovacuum_vacuum_scale_factor=0.02)
    id bigint not null generated always as identity
    queue text not null
    kind text not null
    priority smallint not null default 5
    state fieldwork_jobs.job_state not null default 'available'::fieldwork_jobs.job_state
    lane smallint not null default 1
    position bigint not null default nextval('fieldwork_jobs.positions'::regclass)
    arguments jsonb not null default '{}'::jsonb
    study_id bigint
    unique_key text
    attempt smallint not null default 0
    max_attempts smallint not null default 5
    died_with uuid[] not null default '{}'::uuid[]
    deaths smallint not null generated always as (cardinality(died_with))::smallint
    scheduled_at timestamp with time zone not null default clock_timestamp()
    created_at timestamp with time zone not null default clock_timestamp()
    incarnation uuid
    token uuid
    claimed_at timestamp with time zone
    started_at timestamp with time zone
    cancel_requested_at timestamp with time zone
    finished_at timestamp with time zone
    trace_context text
    partition_key text not null default ''::text
    batch_id bigint
    constraint arguments_are_references CHECK (jsonb_typeof(arguments) = 'object'::text AND pg_column_size(arguments) <= 8192)
    constraint attempts_counted CHECK (attempt >= 0 AND max_attempts >= 1)
    constraint finished_has_time CHECK ((state = ANY (ARRAY['completed'::fieldwork_jobs.job_state, 'discarded'::fieldwork_jobs.job_state, 'cancelled'::fieldwork_jobs.job_state])) = (finished_at IS NOT NULL))
    constraint jobs_pkey PRIMARY KEY (id)
    constraint lane_known CHECK (lane = ANY (ARRAY[0, 1]))
    constraint names_are_short CHECK (length(queue) >= 1 AND length(queue) <= 100 AND length(kind) >= 1 AND length(kind) <= 100)
    constraint priority_in_range CHECK (priority >= 0 AND priority <= 9)
    constraint running_is_claimed CHECK (state <> 'running'::fieldwork_jobs.job_state OR incarnation IS NOT NULL AND token IS NOT NULL)
    constraint trace_context_is_traceparent CHECK (fieldwork_jobs.is_traceparent(trace_context))
    CREATE INDEX jobs_batch on fieldwork_jobs.jobs USING btree (batch_id, state) WHERE (batch_id IS NOT NULL)
    CREATE INDEX jobs_discarded on fieldwork_jobs.jobs USING btree (id) INCLUDE (queue) WHERE (state = 'discarded'::fieldwork_jobs.job_state)
    CREATE INDEX jobs_due on fieldwork_jobs.jobs USING btree (scheduled_at) WHERE (state = ANY (ARRAY['scheduled'::fieldwork_jobs.job_state, 'retryable'::fieldwork_jobs.job_state]))
    CREATE INDEX jobs_finished on fieldwork_jobs.jobs USING brin (finished_at)
    CREATE INDEX jobs_ready on fieldwork_jobs.jobs USING btree (queue, kind, priority, lane, "position") WHERE (state = 'available'::fieldwork_jobs.job_state)
    CREATE INDEX jobs_ready_by_partition on fieldwork_jobs.jobs USING btree (queue, partition_key, kind, priority, lane, "position") WHERE (state = 'available'::fieldwork_jobs.job_state)
    CREATE INDEX jobs_running on fieldwork_jobs.jobs USING btree (incarnation) WHERE (state = 'running'::fieldwork_jobs.job_state)
    CREATE INDEX jobs_study on fieldwork_jobs.jobs USING btree (study_id, id) WHERE (study_id IS NOT NULL)
    CREATE INDEX jobs_unique_key on fieldwork_jobs.jobs USING btree (kind, unique_key, state, id) WHERE (unique_key IS NOT NULL)
    CREATE UNIQUE INDEX jobs_pkey on fieldwork_jobs.jobs USING btree (id)
    CREATE UNIQUE INDEX jobs_unique_waiting on fieldwork_jobs.jobs USING btree (kind, unique_key) WHERE ((unique_key IS NOT NULL) AND (token IS NULL) AND (state = ANY (ARRAY['scheduled'::fieldwork_jobs.job_state, 'available'::fieldwork_jobs.job_state])))
table fieldwork_jobs.limits owner fieldwork_owner
    id bigint not null generated always as identity
    queue text
    kind text
    per_partition boolean not null default false
    allowed integer not null
    constraint about_something CHECK (queue IS NOT NULL OR kind IS NOT NULL)
    constraint allowed_in_range CHECK (allowed >= 1 AND allowed <= 10000)
    constraint limits_pkey PRIMARY KEY (id)
    constraint names_are_short CHECK (length(queue) >= 1 AND length(queue) <= 100 AND length(kind) >= 1 AND length(kind) <= 100)
    CREATE UNIQUE INDEX limits_pkey on fieldwork_jobs.limits USING btree (id)
    CREATE UNIQUE INDEX limits_scope on fieldwork_jobs.limits USING btree (COALESCE(queue, ''::text), COALESCE(kind, ''::text), per_partition)
table fieldwork_jobs.partitions owner fieldwork_owner
    queue text not null
    partition_key text not null
    CREATE INDEX partitions_queue on fieldwork_jobs.partitions USING btree (queue, partition_key)
table fieldwork_jobs.permits owner fieldwork_owner
    limit_id bigint not null
    partition_key text not null
    number integer not null
    incarnation uuid
    token uuid
    constraint lent_to_somebody CHECK ((incarnation IS NULL) = (token IS NULL))
    constraint permits_pkey PRIMARY KEY (limit_id, partition_key, number)
    CREATE INDEX permits_by_token on fieldwork_jobs.permits USING btree (token) WHERE (token IS NOT NULL)
    CREATE INDEX permits_of_incarnation on fieldwork_jobs.permits USING btree (incarnation) WHERE (incarnation IS NOT NULL)
    CREATE UNIQUE INDEX permits_pkey on fieldwork_jobs.permits USING btree (limit_id, partition_key, number)
sequence fieldwork_jobs.positions owner fieldwork_owner as bigint start 1 increment 1 cache 1
table fieldwork_jobs.queues owner fieldwork_owner
    queue text not null
    paused_at timestamp with time zone
    paused_by text
    constraint name_is_short CHECK (length(queue) >= 1 AND length(queue) <= 100)
    constraint paused_by_somebody CHECK ((paused_at IS NULL) = (paused_by IS NULL))
    constraint queues_pkey PRIMARY KEY (queue)
    CREATE UNIQUE INDEX queues_pkey on fieldwork_jobs.queues USING btree (queue)
table fieldwork_jobs.schedules owner fieldwork_owner with (fillfactor=70)
    name text not null
    expression text not null
    time_zone text not null
    minutes smallint[] not null
    hours smallint[] not null
    month_days smallint[] not null
    months smallint[] not null
    weekdays smallint[] not null
    needs_both_days boolean not null
    kind text not null
    queue text not null default 'default'::text
    arguments jsonb not null default '{}'::jsonb
    study_id bigint
    priority smallint not null default 5
    max_attempts smallint not null default 5
    next_at timestamp with time zone
    fired_at timestamp with time zone
    job_id bigint
    paused_at timestamp with time zone
    paused_by text
    created_at timestamp with time zone not null default clock_timestamp()
    constraint arguments_are_references CHECK (jsonb_typeof(arguments) = 'object'::text AND pg_column_size(arguments) <= 8192)
    constraint attempts_counted CHECK (max_attempts >= 1)
    constraint lists_are_filled CHECK (cardinality(minutes) > 0 AND cardinality(hours) > 0 AND cardinality(month_days) > 0 AND cardinality(months) > 0 AND cardinality(weekdays) > 0)
    constraint names_are_short CHECK (length(name) >= 1 AND length(name) <= 100 AND length(queue) >= 1 AND length(queue) <= 100 AND length(kind) >= 1 AND length(kind) <= 100)
    constraint paused_by_somebody CHECK ((paused_at IS NULL) = (paused_by IS NULL))
    constraint priority_in_range CHECK (priority >= 0 AND priority <= 9)
    constraint schedules_pkey PRIMARY KEY (name)
    constraint times_are_times CHECK ((0 <= ALL (minutes)) AND (60 > ALL (minutes)) AND (0 <= ALL (hours)) AND (24 > ALL (hours)))
    CREATE UNIQUE INDEX schedules_pkey on fieldwork_jobs.schedules USING btree (name)
table fieldwork_jobs.server_runs owner fieldwork_owner unlogged
    postmaster_started_at timestamp with time zone not null
    timeline integer not null
    seen_at timestamp with time zone not null default clock_timestamp()
table fieldwork_schema.migrations owner fieldwork_owner
    version integer not null
    name text not null
    checksum bytea not null
    is_breaking boolean not null
    applied_at timestamp with time zone not null default clock_timestamp()
    applied_by text not null default SESSION_USER
    constraint migrations_pkey PRIMARY KEY (version)
    CREATE UNIQUE INDEX migrations_pkey on fieldwork_schema.migrations USING btree (version)
table fieldwork_store.classifications owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    study_id bigint not null
    cluster_id bigint not null
    rule_set_id bigint not null
    outcome text not null
    basis text not null
    ability double precision
    trigger double precision
    assessment jsonb not null
    manifest jsonb not null
    job_id bigint not null
    created_at timestamp with time zone not null default clock_timestamp()
    is_current boolean not null default true
    constraint basis_known CHECK (basis = ANY (ARRAY['provisional'::text, 'certified'::text]))
    constraint classifications_cluster_id_fkey FOREIGN KEY (cluster_id) REFERENCES fieldwork_store.clusters(id)
    constraint classifications_pkey PRIMARY KEY (id)
    constraint classifications_rule_set_id_fkey FOREIGN KEY (rule_set_id) REFERENCES fieldwork_store.rule_sets(id)
    constraint classifications_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    constraint outcome_known CHECK (outcome = ANY (ARRAY['I'::text, 'II'::text, 'III'::text, 'IV'::text, 'borderline'::text, 'insufficient'::text]))
    CREATE UNIQUE INDEX classification_current on fieldwork_store.classifications USING btree (cluster_id) WHERE is_current
    CREATE UNIQUE INDEX classifications_pkey on fieldwork_store.classifications USING btree (id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.clusters owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    study_id bigint not null
    code text not null
    members integer
    commodity_zh text
    commodity_en text
    constraint cluster_once UNIQUE (study_id, code)
    constraint clusters_pkey PRIMARY KEY (id)
    constraint clusters_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    constraint members_counted CHECK (members > 0)
    CREATE UNIQUE INDEX cluster_once on fieldwork_store.clusters USING btree (study_id, code)
    CREATE UNIQUE INDEX clusters_pkey on fieldwork_store.clusters USING btree (id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.codebooks owner fieldwork_owner
    id bigint not null generated always as identity
    name text not null
    version integer not null
    sha256 text not null
    title_zh text not null
    title_en text not null
    source text not null
    added_at timestamp with time zone not null default clock_timestamp()
    constraint codebook_once UNIQUE (name, version, sha256)
    constraint codebooks_pkey PRIMARY KEY (id)
    CREATE UNIQUE INDEX codebook_once on fieldwork_store.codebooks USING btree (name, version, sha256)
    CREATE UNIQUE INDEX codebooks_pkey on fieldwork_store.codebooks USING btree (id)
table fieldwork_store.codes owner fieldwork_owner
    codebook_id bigint not null
    code text not null
    ordinal integer not null
    parent text
    name_zh text not null
    name_en text not null
    duality text
    indicator text
    anchor smallint
    subject text
    constraint anchor_is_whole CHECK ((indicator IS NULL) = (anchor IS NULL) AND (indicator IS NULL) = (subject IS NULL))
    constraint codes_codebook_id_fkey FOREIGN KEY (codebook_id) REFERENCES fieldwork_store.codebooks(id)
    constraint codes_pkey PRIMARY KEY (codebook_id, code)
    CREATE UNIQUE INDEX codes_pkey on fieldwork_store.codes USING btree (codebook_id, code)
table fieldwork_store.coding_runs owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    study_id bigint not null
    transcript_id bigint not null
    codebook_id bigint not null
    coder text not null
    coder_version integer not null
    manifest jsonb not null
    job_id bigint not null
    created_at timestamp with time zone not null default clock_timestamp()
    is_current boolean not null default true
    constraint coding_runs_codebook_id_fkey FOREIGN KEY (codebook_id) REFERENCES fieldwork_store.codebooks(id)
    constraint coding_runs_pkey PRIMARY KEY (id)
    constraint coding_runs_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    constraint coding_runs_transcript_id_fkey FOREIGN KEY (transcript_id) REFERENCES fieldwork_store.transcripts(id)
    CREATE INDEX coding_runs_transcript on fieldwork_store.coding_runs USING btree (transcript_id)
    CREATE UNIQUE INDEX coding_run_current on fieldwork_store.coding_runs USING btree (transcript_id, codebook_id, coder) WHERE is_current
    CREATE UNIQUE INDEX coding_runs_pkey on fieldwork_store.coding_runs USING btree (id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.document_contents owner fieldwork_owner row level security forced
    document_id bigint not null
    content bytea not null
    constraint document_contents_document_id_fkey FOREIGN KEY (document_id) REFERENCES fieldwork_store.documents(id)
    constraint document_contents_pkey PRIMARY KEY (document_id)
    CREATE UNIQUE INDEX document_contents_pkey on fieldwork_store.document_contents USING btree (document_id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (EXISTS ( SELECT FROM fieldwork_store.documents d WHERE (d.id = document_contents.document_id)))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.documents owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    study_id bigint not null
    cluster_id bigint not null
    participant_id bigint
    type text not null
    file_name text not null
    bytes bigint not null
    sha256 bytea not null
    status text not null default 'received'::text
    problem text
    problem_detail jsonb
    format text
    job_id bigint
    submitted_at timestamp with time zone not null default clock_timestamp()
    submitted_by text not null default SESSION_USER
    constraint documents_cluster_id_fkey FOREIGN KEY (cluster_id) REFERENCES fieldwork_store.clusters(id)
    constraint documents_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES fieldwork_store.participants(id)
    constraint documents_pkey PRIMARY KEY (id)
    constraint documents_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    constraint refused_has_reason CHECK ((status = ANY (ARRAY['refused'::text, 'failed'::text])) = (problem IS NOT NULL))
    constraint sha256_is_whole CHECK (octet_length(sha256) = 32)
    constraint status_known CHECK (status = ANY (ARRAY['received'::text, 'processed'::text, 'coded'::text, 'refused'::text, 'cancelled'::text, 'failed'::text]))
    constraint type_known CHECK (type = ANY (ARRAY['transcript'::text, 'observation-note'::text, 'questionnaire'::text, 'proposal'::text, 'mid-term-report'::text, 'final-report'::text, 'consultation-report'::text, 'expert-meeting'::text]))
    CREATE INDEX documents_cluster on fieldwork_store.documents USING btree (cluster_id)
    CREATE INDEX documents_participant on fieldwork_store.documents USING btree (participant_id)
    CREATE UNIQUE INDEX document_once on fieldwork_store.documents USING btree (study_id, cluster_id, COALESCE(participant_id, (0)::bigint), type, sha256)
    CREATE UNIQUE INDEX documents_pkey on fieldwork_store.documents USING btree (id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.effects owner fieldwork_owner
    id bigint not null generated always as identity
    job_id bigint not null
    kind text not null
    subject text not null
    at timestamp with time zone not null default clock_timestamp()
    constraint effects_pkey PRIMARY KEY (id)
    CREATE UNIQUE INDEX effects_pkey on fieldwork_store.effects USING btree (id)
table fieldwork_store.expert_ratings owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    study_id bigint not null
    cluster_id bigint not null
    rater text not null
    pattern text not null
    rated_at timestamp with time zone not null default clock_timestamp()
    constraint expert_ratings_cluster_id_fkey FOREIGN KEY (cluster_id) REFERENCES fieldwork_store.clusters(id)
    constraint expert_ratings_pkey PRIMARY KEY (id)
    constraint expert_ratings_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    constraint pattern_known CHECK (pattern = ANY (ARRAY['I'::text, 'II'::text, 'III'::text, 'IV'::text]))
    constraint rating_once UNIQUE (cluster_id, rater)
    CREATE UNIQUE INDEX expert_ratings_pkey on fieldwork_store.expert_ratings USING btree (id)
    CREATE UNIQUE INDEX rating_once on fieldwork_store.expert_ratings USING btree (cluster_id, rater)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.messages owner fieldwork_owner
    code text not null
    sqlstate text
    zh text not null
    en text not null
    constraint messages_pkey PRIMARY KEY (code)
    constraint messages_sqlstate_key UNIQUE (sqlstate)
    CREATE UNIQUE INDEX messages_pkey on fieldwork_store.messages USING btree (code)
    CREATE UNIQUE INDEX messages_sqlstate_key on fieldwork_store.messages USING btree (sqlstate)
table fieldwork_store.participants owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    study_id bigint not null
    cluster_id bigint not null
    code text not null
    title text
    constraint participant_once UNIQUE (study_id, code)
    constraint participants_cluster_id_fkey FOREIGN KEY (cluster_id) REFERENCES fieldwork_store.clusters(id)
    constraint participants_pkey PRIMARY KEY (id)
    constraint participants_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    CREATE INDEX participants_cluster on fieldwork_store.participants USING btree (cluster_id)
    CREATE UNIQUE INDEX participant_once on fieldwork_store.participants USING btree (study_id, code)
    CREATE UNIQUE INDEX participants_pkey on fieldwork_store.participants USING btree (id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.reviews owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    suggestion_id bigint not null
    study_id bigint not null
    decision text not null
    code text
    comment text
    reviewer text not null default SESSION_USER
    at timestamp with time zone not null default clock_timestamp()
    constraint decision_known CHECK (decision = ANY (ARRAY['accepted'::text, 'modified'::text, 'rejected'::text, 'undecided'::text]))
    constraint modified_says_how CHECK ((decision = 'modified'::text) = (code IS NOT NULL))
    constraint reviews_pkey PRIMARY KEY (id)
    constraint reviews_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    constraint reviews_suggestion_id_fkey FOREIGN KEY (suggestion_id) REFERENCES fieldwork_store.suggestions(id)
    CREATE INDEX reviews_suggestion on fieldwork_store.reviews USING btree (suggestion_id, id)
    CREATE UNIQUE INDEX reviews_pkey on fieldwork_store.reviews USING btree (id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.rule_sets owner fieldwork_owner
    id bigint not null generated always as identity
    name text not null
    version integer not null
    sha256 text not null
    title_zh text not null
    title_en text not null
    source text not null
    added_at timestamp with time zone not null default clock_timestamp()
    constraint rule_set_once UNIQUE (name, version, sha256)
    constraint rule_sets_pkey PRIMARY KEY (id)
    CREATE UNIQUE INDEX rule_set_once on fieldwork_store.rule_sets USING btree (name, version, sha256)
    CREATE UNIQUE INDEX rule_sets_pkey on fieldwork_store.rule_sets USING btree (id)
table fieldwork_store.studies owner fieldwork_owner
    id bigint not null generated always as identity
    code text not null
    title_zh text not null
    title_en text not null
    time_zone text not null default 'Asia/Taipei'::text
    regions text[] not null
    roles jsonb not null
    rule_set_id bigint not null
    created_at timestamp with time zone not null default clock_timestamp()
    created_by text not null default SESSION_USER
    constraint roles_are_object CHECK (jsonb_typeof(roles) = 'object'::text)
    constraint studies_code_key UNIQUE (code)
    constraint studies_pkey PRIMARY KEY (id)
    constraint studies_rule_set_id_fkey FOREIGN KEY (rule_set_id) REFERENCES fieldwork_store.rule_sets(id)
    constraint study_code_short CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text)
    CREATE UNIQUE INDEX studies_code_key on fieldwork_store.studies USING btree (code)
    CREATE UNIQUE INDEX studies_pkey on fieldwork_store.studies USING btree (id)
table fieldwork_store.study_codebooks owner fieldwork_owner
    study_id bigint not null
    ordinal smallint not null
    codebook_id bigint not null
    constraint study_codebook_once UNIQUE (study_id, codebook_id)
    constraint study_codebooks_codebook_id_fkey FOREIGN KEY (codebook_id) REFERENCES fieldwork_store.codebooks(id)
    constraint study_codebooks_pkey PRIMARY KEY (study_id, ordinal)
    constraint study_codebooks_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    CREATE UNIQUE INDEX study_codebook_once on fieldwork_store.study_codebooks USING btree (study_id, codebook_id)
    CREATE UNIQUE INDEX study_codebooks_pkey on fieldwork_store.study_codebooks USING btree (study_id, ordinal)
table fieldwork_store.study_logins owner fieldwork_owner
    login text not null
    study_id bigint not null
    constraint study_logins_pkey PRIMARY KEY (login, study_id)
    constraint study_logins_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    CREATE UNIQUE INDEX study_logins_pkey on fieldwork_store.study_logins USING btree (login, study_id)
table fieldwork_store.suggestions owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    run_id bigint not null
    study_id bigint not null
    code text not null
    segment integer not null
    start_scalar integer not null
    end_scalar integer not null
    quotation text not null
    participant_code text
    flags text[] not null default '{}'::text[]
    hits jsonb not null default '[]'::jsonb
    trust real not null
    status text not null default 'suggested'::text
    constraint evidence_forward CHECK (0 <= start_scalar AND start_scalar < end_scalar)
    constraint flags_known CHECK (flags <@ ARRAY['negated'::text, 'hedged'::text, 'hypothetical'::text, 'reported'::text, 'question'::text])
    constraint status_known CHECK (status = ANY (ARRAY['suggested'::text, 'accepted'::text, 'modified'::text, 'rejected'::text, 'undecided'::text]))
    constraint suggestion_once UNIQUE (run_id, segment, code)
    constraint suggestions_pkey PRIMARY KEY (id)
    constraint suggestions_run_id_fkey FOREIGN KEY (run_id) REFERENCES fieldwork_store.coding_runs(id)
    constraint suggestions_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    constraint trust_in_range CHECK (trust >= 0::double precision AND trust <= 1::double precision)
    CREATE INDEX suggestions_study on fieldwork_store.suggestions USING btree (study_id, id)
    CREATE UNIQUE INDEX suggestion_once on fieldwork_store.suggestions USING btree (run_id, segment, code)
    CREATE UNIQUE INDEX suggestions_pkey on fieldwork_store.suggestions USING btree (id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
table fieldwork_store.transcripts owner fieldwork_owner row level security forced
    id bigint not null generated always as identity
    document_id bigint not null
    study_id bigint not null
    text text not null
    text_sha256 bytea not null
    reader_version integer not null
    turns jsonb not null
    segments integer[] not null
    notices jsonb not null default '[]'::jsonb
    created_at timestamp with time zone not null default clock_timestamp()
    constraint segments_are_triples CHECK ((cardinality(segments) % 3) = 0)
    constraint transcript_once UNIQUE (document_id, reader_version)
    constraint transcripts_document_id_fkey FOREIGN KEY (document_id) REFERENCES fieldwork_store.documents(id)
    constraint transcripts_pkey PRIMARY KEY (id)
    constraint transcripts_study_id_fkey FOREIGN KEY (study_id) REFERENCES fieldwork_store.studies(id)
    CREATE UNIQUE INDEX transcript_once on fieldwork_store.transcripts USING btree (document_id, reader_version)
    CREATE UNIQUE INDEX transcripts_pkey on fieldwork_store.transcripts USING btree (id)
    policy audit for select to fieldwork_auditor using true
    policy by_study for all to fieldwork_owner using (study_id = ANY (( SELECT fieldwork_store.visible_studies() AS visible_studies)::bigint[]))
    policy staff for all to fieldwork_admin, fieldwork_worker using true
function fieldwork.cancel_document_v1(document_id bigint) returns void owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body 7e7d9a95816eff04679cbcfd1713c55d
function fieldwork.create_cluster_v1(study text, code text, members integer DEFAULT NULL::integer, commodity_zh text DEFAULT NULL::text, commodity_en text DEFAULT NULL::text) returns bigint owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body f707e21475593ae496c907ea0672af0f
function fieldwork.create_participant_v1(study text, code text, title text DEFAULT NULL::text) returns bigint owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body fa6906a8cdbaa0f706b87bc83ecff574
function fieldwork.create_study_v1(code text, title_zh text, title_en text, regions text[], roles jsonb, codebooks text[], rule_set text, time_zone text DEFAULT 'Asia/Taipei'::text) returns bigint owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body b4e9e66cfcf082eee995503f1c397a9e
function fieldwork.document_status_v1(document_id bigint) returns TABLE(status text, problem text, problem_detail jsonb, message_zh text, message_en text, suggestions bigint, notices jsonb, job_id bigint, job_state text) owner fieldwork_owner language plpgsql stable security definer set search_path=pg_catalog, pg_temp body ce7af0b77cafef88aa7a4e65d758bffc
function fieldwork.enqueue_v1(study text, kind text, arguments jsonb DEFAULT '{}'::jsonb, queue text DEFAULT 'default'::text, priority integer DEFAULT 5, delay interval DEFAULT NULL::interval, unique_key text DEFAULT NULL::text, max_attempts integer DEFAULT 5, trace_context text DEFAULT NULL::text) returns bigint owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body 4ea52281509e544c5ad62442074a13af
function fieldwork.limits_v1() returns TABLE(max_document_bytes bigint, document_types text[], formats text[]) owner fieldwork_owner language sql immutable set search_path=pg_catalog, pg_temp body 7833b8c4a6f64fd560ceac6a785e6874
function fieldwork.rate_cluster_v1(study text, cluster text, rater text, pattern text) returns void owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body 2fbff5b69199ff49feec43f50e48dbcb
function fieldwork.review_suggestion_v1(suggestion_id bigint, decision text, code text DEFAULT NULL::text, comment text DEFAULT NULL::text) returns void owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body 90e6faa9bbe8a883dea908ababa2e4ff
function fieldwork.submit_document_v1(study text, cluster text, type text, file_name text, content bytea, participant text DEFAULT NULL::text) returns TABLE(document_id bigint, is_new boolean, status text) owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body 6db8aa2444186bd762c00e0d20ff2ec5
function fieldwork.wake_v1(queue text DEFAULT 'default'::text) returns void owner fieldwork_owner language plpgsql volatile security definer set search_path=pg_catalog, pg_temp body 1ce7f9a87b20e39ef7cbb7313736ac74
function fieldwork_jobs.borrow(incarnation uuid, limits bigint[], partitions text[], wanted integer[]) returns TABLE(limit_id bigint, partition_key text, number integer, token uuid) owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body 5395af0626f87e9000661184777597ee
function fieldwork_jobs.cancel(job_id bigint) returns boolean owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body b53c63fc6a0072fb114d754ab7d0b600
function fieldwork_jobs.create_batch(name text, kind text DEFAULT NULL::text, arguments jsonb DEFAULT '{}'::jsonb, study_id bigint DEFAULT NULL::bigint, queue text DEFAULT 'default'::text, priority smallint DEFAULT (5)::smallint, max_attempts smallint DEFAULT (5)::smallint, trace_context text DEFAULT NULL::text) returns bigint owner fieldwork_owner language sql volatile set search_path=pg_catalog, pg_temp body d41d8cd98f00b204e9800998ecf8427e
function fieldwork_jobs.current_trace() returns text owner fieldwork_owner language sql stable set search_path=pg_catalog, pg_temp body d41d8cd98f00b204e9800998ecf8427e
function fieldwork_jobs.doorbell(queue text) returns integer owner fieldwork_owner language sql immutable strict set search_path=pg_catalog, pg_temp body d41d8cd98f00b204e9800998ecf8427e
function fieldwork_jobs.enqueue(kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text, max_attempts smallint, trace_context text) returns bigint owner fieldwork_owner language sql volatile set search_path=pg_catalog, pg_temp body d41d8cd98f00b204e9800998ecf8427e
function fieldwork_jobs.enqueue(kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text, max_attempts smallint, trace_context text, partition_key text, batch_id bigint, unique_window interval, unique_states fieldwork_jobs.job_state[]) returns bigint owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body ab70f481583c6ca1482106620666a300
function fieldwork_jobs.enqueue_batch(name text, jobs jsonb, kind text DEFAULT NULL::text, arguments jsonb DEFAULT '{}'::jsonb, study_id bigint DEFAULT NULL::bigint, queue text DEFAULT 'default'::text, priority smallint DEFAULT (5)::smallint, max_attempts smallint DEFAULT (5)::smallint, trace_context text DEFAULT NULL::text) returns bigint owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body 0c4529f9ca78bfd8f7e1c964fdeb5b5b
function fieldwork_jobs.fence(job_id bigint, attempt_token uuid) returns void owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body 09a59f8c00b9f831ec99f10e57e1adaa
function fieldwork_jobs.finish_batches(most integer, chosen bigint DEFAULT NULL::bigint) returns TABLE(id bigint, queue text) owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body a4df0cfcb5ee914afbfbc638dd37c056
function fieldwork_jobs.fire_schedules(most integer) returns TABLE(name text, queue text, job_id bigint) owner fieldwork_owner language plpgsql volatile set lock_timeout=200ms set search_path=pg_catalog, pg_temp body 6c914ca26f9e5e5f3f38c7830b3b0c61
function fieldwork_jobs.is_traceparent(value text) returns boolean owner fieldwork_owner language sql immutable strict body d41d8cd98f00b204e9800998ecf8427e
function fieldwork_jobs.next_occurrence(after timestamp with time zone, time_zone text, minutes smallint[], hours smallint[], month_days smallint[], months smallint[], weekdays smallint[], needs_both_days boolean) returns timestamp with time zone owner fieldwork_owner language plpgsql stable set search_path=pg_catalog, pg_temp body ac46749e171cc6c36dc9ccbabbceada1
function fieldwork_jobs.note_server() returns integer owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body fdda2ff0b43b1c4b134e3e90fec9755b
function fieldwork_jobs.pause(queue text) returns boolean owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body 25cce25c50855a7a774703f15f3c7ec6
function fieldwork_jobs.pause_schedule(name text) returns boolean owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body d5b8e1703d0d80f170170d757d7afb72
function fieldwork_jobs.pick(incarnation uuid, queue text, kinds text[], partitions text[], priorities smallint[], lanes smallint[], lows bigint[], highs bigint[], budgets integer[], width integer, free integer[], most integer) returns SETOF fieldwork_jobs.jobs owner fieldwork_owner language plpgsql volatile set enable_bitmapscan=off set enable_seqscan=off set search_path=pg_catalog, pg_temp body 613010047f6aeb09d217467acd1a704d
function fieldwork_jobs.reporting_attempt(job_id bigint, attempt_token uuid) returns smallint owner fieldwork_owner language sql volatile set search_path=pg_catalog, pg_temp body d41d8cd98f00b204e9800998ecf8427e
function fieldwork_jobs.resume(queue text) returns boolean owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body 35b3efcc4833b28ace9df9a1b65ebf36
function fieldwork_jobs.resume_schedule(name text) returns boolean owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body 68be3535561a441ac53a62b84e246d35
function fieldwork_jobs.retry(job_id bigint) returns boolean owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body e3626c8355026d5e44bc53d364d6fc9e
function fieldwork_jobs.seal_batch(batch_id bigint) returns boolean owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body a2d6ba0ca8b5bcb36023ffcd52183d5f
function fieldwork_jobs.wake(queue text) returns void owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body e42f1100bb7cb052779037c07beef54b
function fieldwork_store.are_role_names(roles jsonb) returns boolean owner fieldwork_owner language plpgsql immutable set search_path=pg_catalog, pg_temp body 3fb5db99bff1e295b19c7007cd745873
function fieldwork_store.check_arguments(study_id bigint, kind text, arguments jsonb) returns void owner fieldwork_owner language plpgsql stable set search_path=pg_catalog, pg_temp body 6232f1cb336831a946583e97cf217f93
function fieldwork_store.cluster_named(study_id bigint, code text) returns bigint owner fieldwork_owner language plpgsql stable set search_path=pg_catalog, pg_temp body a261efedef805a6fb2595367012dfb2a
function fieldwork_store.evidence_fingerprint(cluster_id bigint) returns text owner fieldwork_owner language sql stable set search_path=pg_catalog, pg_temp body cb9a8dce5131ec0649216e9044e287c9
function fieldwork_store.queue_coding(document bigint, trace_context text) returns bigint owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body e41864fe331db3b37649e2ceaa0c4e89
function fieldwork_store.refuse(code text) returns void owner fieldwork_owner language plpgsql stable set search_path=pg_catalog, pg_temp body 17c21de19941f39f7ba4f925e667172a
function fieldwork_store.request_classification(study_id bigint, cluster_id bigint) returns bigint owner fieldwork_owner language sql volatile set search_path=pg_catalog, pg_temp body b93ae8f3999c50aba7ec763db157907b
function fieldwork_store.resume_document(document bigint) returns text owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body 378d1123b554d39696c7b8dd0242e514
function fieldwork_store.save_classification(cluster bigint, rule_set bigint, outcome text, basis text, ability double precision, trigger double precision, assessment jsonb, manifest jsonb, job bigint) returns boolean owner fieldwork_owner language plpgsql volatile set search_path=pg_catalog, pg_temp body 8928bdea3f52a7a29cf7c1c242cdfa10
function fieldwork_store.study_named(code text) returns fieldwork_store.studies owner fieldwork_owner language plpgsql stable set search_path=pg_catalog, pg_temp body 793e88b1b2ccbcb1beb87e1e9ccaabe4
function fieldwork_store.visible_studies() returns bigint[] owner fieldwork_owner language sql stable security definer set search_path=pg_catalog, pg_temp body 82c800ddddb782a17959238178fdf313
grant update on column fieldwork_jobs.schedules.fired_at to fieldwork_worker
grant update on column fieldwork_jobs.schedules.job_id to fieldwork_worker
grant update on column fieldwork_jobs.schedules.next_at to fieldwork_worker
grant update on column fieldwork_jobs.schedules.paused_at to fieldwork_worker
grant update on column fieldwork_jobs.schedules.paused_by to fieldwork_worker
grant update on column fieldwork_store.classifications.is_current to fieldwork_admin
grant update on column fieldwork_store.classifications.is_current to fieldwork_worker
grant update on column fieldwork_store.coding_runs.is_current to fieldwork_admin
grant update on column fieldwork_store.coding_runs.is_current to fieldwork_worker
grant update on column fieldwork_store.documents.format to fieldwork_admin
grant update on column fieldwork_store.documents.format to fieldwork_worker
grant update on column fieldwork_store.documents.job_id to fieldwork_worker
grant update on column fieldwork_store.documents.problem to fieldwork_admin
grant update on column fieldwork_store.documents.problem to fieldwork_worker
grant update on column fieldwork_store.documents.problem_detail to fieldwork_admin
grant update on column fieldwork_store.documents.problem_detail to fieldwork_worker
grant update on column fieldwork_store.documents.status to fieldwork_admin
grant update on column fieldwork_store.documents.status to fieldwork_worker
grant execute on function fieldwork.cancel_document_v1(document_id bigint) to fieldwork_admin
grant execute on function fieldwork.cancel_document_v1(document_id bigint) to fieldwork_portal
grant execute on function fieldwork.create_cluster_v1(study text, code text, members integer, commodity_zh text, commodity_en text) to fieldwork_admin
grant execute on function fieldwork.create_cluster_v1(study text, code text, members integer, commodity_zh text, commodity_en text) to fieldwork_portal
grant execute on function fieldwork.create_participant_v1(study text, code text, title text) to fieldwork_admin
grant execute on function fieldwork.create_participant_v1(study text, code text, title text) to fieldwork_portal
grant execute on function fieldwork.create_study_v1(code text, title_zh text, title_en text, regions text[], roles jsonb, codebooks text[], rule_set text, time_zone text) to fieldwork_admin
grant execute on function fieldwork.create_study_v1(code text, title_zh text, title_en text, regions text[], roles jsonb, codebooks text[], rule_set text, time_zone text) to fieldwork_portal
grant execute on function fieldwork.document_status_v1(document_id bigint) to fieldwork_admin
grant execute on function fieldwork.document_status_v1(document_id bigint) to fieldwork_portal
grant execute on function fieldwork.enqueue_v1(study text, kind text, arguments jsonb, queue text, priority integer, delay interval, unique_key text, max_attempts integer, trace_context text) to fieldwork_admin
grant execute on function fieldwork.enqueue_v1(study text, kind text, arguments jsonb, queue text, priority integer, delay interval, unique_key text, max_attempts integer, trace_context text) to fieldwork_portal
grant execute on function fieldwork.limits_v1() to fieldwork_admin
grant execute on function fieldwork.limits_v1() to fieldwork_portal
grant execute on function fieldwork.limits_v1() to fieldwork_worker
grant execute on function fieldwork.rate_cluster_v1(study text, cluster text, rater text, pattern text) to fieldwork_admin
grant execute on function fieldwork.review_suggestion_v1(suggestion_id bigint, decision text, code text, comment text) to fieldwork_admin
grant execute on function fieldwork.submit_document_v1(study text, cluster text, type text, file_name text, content bytea, participant text) to fieldwork_admin
grant execute on function fieldwork.submit_document_v1(study text, cluster text, type text, file_name text, content bytea, participant text) to fieldwork_portal
grant execute on function fieldwork.wake_v1(queue text) to fieldwork_admin
grant execute on function fieldwork.wake_v1(queue text) to fieldwork_portal
grant execute on function fieldwork.wake_v1(queue text) to fieldwork_worker
grant execute on function fieldwork_jobs.borrow(incarnation uuid, limits bigint[], partitions text[], wanted integer[]) to fieldwork_admin
grant execute on function fieldwork_jobs.borrow(incarnation uuid, limits bigint[], partitions text[], wanted integer[]) to fieldwork_worker
grant execute on function fieldwork_jobs.cancel(job_id bigint) to fieldwork_admin
grant execute on function fieldwork_jobs.create_batch(name text, kind text, arguments jsonb, study_id bigint, queue text, priority smallint, max_attempts smallint, trace_context text) to fieldwork_admin
grant execute on function fieldwork_jobs.create_batch(name text, kind text, arguments jsonb, study_id bigint, queue text, priority smallint, max_attempts smallint, trace_context text) to fieldwork_worker
grant execute on function fieldwork_jobs.current_trace() to fieldwork_admin
grant execute on function fieldwork_jobs.current_trace() to fieldwork_worker
grant execute on function fieldwork_jobs.doorbell(queue text) to fieldwork_admin
grant execute on function fieldwork_jobs.doorbell(queue text) to fieldwork_worker
grant execute on function fieldwork_jobs.enqueue(kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text, max_attempts smallint, trace_context text) to fieldwork_admin
grant execute on function fieldwork_jobs.enqueue(kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text, max_attempts smallint, trace_context text) to fieldwork_worker
grant execute on function fieldwork_jobs.enqueue(kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text, max_attempts smallint, trace_context text, partition_key text, batch_id bigint, unique_window interval, unique_states fieldwork_jobs.job_state[]) to fieldwork_admin
grant execute on function fieldwork_jobs.enqueue(kind text, arguments jsonb, study_id bigint, queue text, priority smallint, delay interval, unique_key text, max_attempts smallint, trace_context text, partition_key text, batch_id bigint, unique_window interval, unique_states fieldwork_jobs.job_state[]) to fieldwork_worker
grant execute on function fieldwork_jobs.enqueue_batch(name text, jobs jsonb, kind text, arguments jsonb, study_id bigint, queue text, priority smallint, max_attempts smallint, trace_context text) to fieldwork_admin
grant execute on function fieldwork_jobs.enqueue_batch(name text, jobs jsonb, kind text, arguments jsonb, study_id bigint, queue text, priority smallint, max_attempts smallint, trace_context text) to fieldwork_worker
grant execute on function fieldwork_jobs.fence(job_id bigint, attempt_token uuid) to fieldwork_admin
grant execute on function fieldwork_jobs.fence(job_id bigint, attempt_token uuid) to fieldwork_worker
grant execute on function fieldwork_jobs.finish_batches(most integer, chosen bigint) to fieldwork_admin
grant execute on function fieldwork_jobs.finish_batches(most integer, chosen bigint) to fieldwork_worker
grant execute on function fieldwork_jobs.fire_schedules(most integer) to fieldwork_admin
grant execute on function fieldwork_jobs.fire_schedules(most integer) to fieldwork_worker
grant execute on function fieldwork_jobs.is_traceparent(value text) to fieldwork_admin
grant execute on function fieldwork_jobs.is_traceparent(value text) to fieldwork_worker
grant execute on function fieldwork_jobs.next_occurrence(after timestamp with time zone, time_zone text, minutes smallint[], hours smallint[], month_days smallint[], months smallint[], weekdays smallint[], needs_both_days boolean) to fieldwork_admin
grant execute on function fieldwork_jobs.next_occurrence(after timestamp with time zone, time_zone text, minutes smallint[], hours smallint[], month_days smallint[], months smallint[], weekdays smallint[], needs_both_days boolean) to fieldwork_worker
grant execute on function fieldwork_jobs.note_server() to fieldwork_admin
grant execute on function fieldwork_jobs.note_server() to fieldwork_worker
grant execute on function fieldwork_jobs.pause(queue text) to fieldwork_admin
grant execute on function fieldwork_jobs.pause_schedule(name text) to fieldwork_admin
grant execute on function fieldwork_jobs.pick(incarnation uuid, queue text, kinds text[], partitions text[], priorities smallint[], lanes smallint[], lows bigint[], highs bigint[], budgets integer[], width integer, free integer[], most integer) to fieldwork_admin
grant execute on function fieldwork_jobs.pick(incarnation uuid, queue text, kinds text[], partitions text[], priorities smallint[], lanes smallint[], lows bigint[], highs bigint[], budgets integer[], width integer, free integer[], most integer) to fieldwork_worker
grant execute on function fieldwork_jobs.reporting_attempt(job_id bigint, attempt_token uuid) to fieldwork_admin
grant execute on function fieldwork_jobs.reporting_attempt(job_id bigint, attempt_token uuid) to fieldwork_worker
grant execute on function fieldwork_jobs.resume(queue text) to fieldwork_admin
grant execute on function fieldwork_jobs.resume_schedule(name text) to fieldwork_admin
grant execute on function fieldwork_jobs.retry(job_id bigint) to fieldwork_admin
grant execute on function fieldwork_jobs.seal_batch(batch_id bigint) to fieldwork_admin
grant execute on function fieldwork_jobs.seal_batch(batch_id bigint) to fieldwork_worker
grant execute on function fieldwork_jobs.wake(queue text) to fieldwork_admin
grant execute on function fieldwork_jobs.wake(queue text) to fieldwork_worker
grant execute on function fieldwork_store.evidence_fingerprint(cluster_id bigint) to fieldwork_admin
grant execute on function fieldwork_store.evidence_fingerprint(cluster_id bigint) to fieldwork_worker
grant execute on function fieldwork_store.queue_coding(document bigint, trace_context text) to fieldwork_worker
grant execute on function fieldwork_store.request_classification(study_id bigint, cluster_id bigint) to fieldwork_worker
grant execute on function fieldwork_store.save_classification(cluster bigint, rule_set bigint, outcome text, basis text, ability double precision, trigger double precision, assessment jsonb, manifest jsonb, job bigint) to fieldwork_worker
grant execute on function fieldwork_store.visible_studies() to fieldwork_admin
grant execute on function fieldwork_store.visible_studies() to fieldwork_auditor
grant execute on function fieldwork_store.visible_studies() to fieldwork_portal
grant execute on function fieldwork_store.visible_studies() to fieldwork_worker
grant usage on schema fieldwork to fieldwork_admin
grant usage on schema fieldwork to fieldwork_auditor
grant usage on schema fieldwork to fieldwork_portal
grant usage on schema fieldwork to fieldwork_worker
grant usage on schema fieldwork_jobs to fieldwork_admin
grant usage on schema fieldwork_jobs to fieldwork_auditor
grant usage on schema fieldwork_jobs to fieldwork_worker
grant usage on schema fieldwork_schema to fieldwork_admin
grant usage on schema fieldwork_schema to fieldwork_auditor
grant usage on schema fieldwork_schema to fieldwork_worker
grant usage on schema fieldwork_store to fieldwork_admin
grant usage on schema fieldwork_store to fieldwork_auditor
grant usage on schema fieldwork_store to fieldwork_worker
grant select, usage on sequence fieldwork_jobs.batches_id_seq to fieldwork_admin
grant select, usage on sequence fieldwork_jobs.batches_id_seq to fieldwork_worker
grant select, usage on sequence fieldwork_jobs.job_events_id_seq to fieldwork_admin
grant select, usage on sequence fieldwork_jobs.job_events_id_seq to fieldwork_worker
grant select, usage on sequence fieldwork_jobs.job_log_id_seq to fieldwork_admin
grant select, usage on sequence fieldwork_jobs.job_log_id_seq to fieldwork_worker
grant select, usage on sequence fieldwork_jobs.jobs_id_seq to fieldwork_admin
grant select, usage on sequence fieldwork_jobs.jobs_id_seq to fieldwork_worker
grant select, usage on sequence fieldwork_jobs.positions to fieldwork_admin
grant select, usage on sequence fieldwork_jobs.positions to fieldwork_worker
grant delete, insert, select, update on table fieldwork_jobs.batches to fieldwork_admin
grant delete, insert, select, update on table fieldwork_jobs.batches to fieldwork_worker
grant select on table fieldwork_jobs.batches to fieldwork_auditor
grant delete, insert, select, update on table fieldwork_jobs.incarnations to fieldwork_admin
grant delete, insert, select, update on table fieldwork_jobs.incarnations to fieldwork_worker
grant select on table fieldwork_jobs.incarnations to fieldwork_auditor
grant delete, insert, select on table fieldwork_jobs.job_events to fieldwork_admin
grant delete, insert, select on table fieldwork_jobs.job_events to fieldwork_worker
grant select on table fieldwork_jobs.job_events to fieldwork_auditor
grant delete, insert, select on table fieldwork_jobs.job_log to fieldwork_admin
grant delete, insert, select on table fieldwork_jobs.job_log to fieldwork_worker
grant select on table fieldwork_jobs.job_log to fieldwork_auditor
grant delete, insert, select, update on table fieldwork_jobs.job_progress to fieldwork_admin
grant delete, insert, select, update on table fieldwork_jobs.job_progress to fieldwork_worker
grant select on table fieldwork_jobs.job_progress to fieldwork_auditor
grant delete, insert, select, update on table fieldwork_jobs.jobs to fieldwork_admin
grant delete, insert, select, update on table fieldwork_jobs.jobs to fieldwork_worker
grant select on table fieldwork_jobs.jobs to fieldwork_auditor
grant delete, insert, select, update on table fieldwork_jobs.limits to fieldwork_admin
grant select on table fieldwork_jobs.limits to fieldwork_auditor
grant select on table fieldwork_jobs.limits to fieldwork_worker
grant insert, select on table fieldwork_jobs.partitions to fieldwork_admin
grant insert, select on table fieldwork_jobs.partitions to fieldwork_worker
grant select on table fieldwork_jobs.partitions to fieldwork_auditor
grant delete, insert, select, update on table fieldwork_jobs.permits to fieldwork_admin
grant insert, select, update on table fieldwork_jobs.permits to fieldwork_worker
grant select on table fieldwork_jobs.permits to fieldwork_auditor
grant insert, select, update on table fieldwork_jobs.queues to fieldwork_admin
grant select on table fieldwork_jobs.queues to fieldwork_auditor
grant select on table fieldwork_jobs.queues to fieldwork_worker
grant delete, insert, select, update on table fieldwork_jobs.schedules to fieldwork_admin
grant select on table fieldwork_jobs.schedules to fieldwork_auditor
grant select on table fieldwork_jobs.schedules to fieldwork_worker
grant insert, select on table fieldwork_jobs.server_runs to fieldwork_admin
grant insert, select on table fieldwork_jobs.server_runs to fieldwork_worker
grant select on table fieldwork_jobs.server_runs to fieldwork_auditor
grant select on table fieldwork_schema.migrations to fieldwork_admin
grant select on table fieldwork_schema.migrations to fieldwork_auditor
grant select on table fieldwork_schema.migrations to fieldwork_worker
grant insert, select on table fieldwork_store.classifications to fieldwork_admin
grant insert, select on table fieldwork_store.classifications to fieldwork_worker
grant select on table fieldwork_store.classifications to fieldwork_auditor
grant insert, select, update on table fieldwork_store.clusters to fieldwork_admin
grant select on table fieldwork_store.clusters to fieldwork_auditor
grant select on table fieldwork_store.clusters to fieldwork_worker
grant insert, select, update on table fieldwork_store.codebooks to fieldwork_admin
grant select on table fieldwork_store.codebooks to fieldwork_auditor
grant select on table fieldwork_store.codebooks to fieldwork_worker
grant insert, select, update on table fieldwork_store.codes to fieldwork_admin
grant select on table fieldwork_store.codes to fieldwork_auditor
grant select on table fieldwork_store.codes to fieldwork_worker
grant insert, select on table fieldwork_store.coding_runs to fieldwork_admin
grant insert, select on table fieldwork_store.coding_runs to fieldwork_worker
grant select on table fieldwork_store.coding_runs to fieldwork_auditor
grant select on table fieldwork_store.document_contents to fieldwork_admin
grant select on table fieldwork_store.document_contents to fieldwork_auditor
grant select on table fieldwork_store.document_contents to fieldwork_worker
grant select on table fieldwork_store.documents to fieldwork_admin
grant select on table fieldwork_store.documents to fieldwork_auditor
grant select on table fieldwork_store.documents to fieldwork_worker
grant insert, select on table fieldwork_store.effects to fieldwork_admin
grant insert, select on table fieldwork_store.effects to fieldwork_worker
grant select on table fieldwork_store.effects to fieldwork_auditor
grant insert, select, update on table fieldwork_store.expert_ratings to fieldwork_admin
grant select on table fieldwork_store.expert_ratings to fieldwork_auditor
grant select on table fieldwork_store.expert_ratings to fieldwork_worker
grant select on table fieldwork_store.messages to fieldwork_admin
grant select on table fieldwork_store.messages to fieldwork_auditor
grant select on table fieldwork_store.messages to fieldwork_worker
grant insert, select, update on table fieldwork_store.participants to fieldwork_admin
grant select on table fieldwork_store.participants to fieldwork_auditor
grant select on table fieldwork_store.participants to fieldwork_worker
grant select on table fieldwork_store.reviews to fieldwork_admin
grant select on table fieldwork_store.reviews to fieldwork_auditor
grant select on table fieldwork_store.reviews to fieldwork_worker
grant insert, select, update on table fieldwork_store.rule_sets to fieldwork_admin
grant select on table fieldwork_store.rule_sets to fieldwork_auditor
grant select on table fieldwork_store.rule_sets to fieldwork_worker
grant insert, select, update on table fieldwork_store.studies to fieldwork_admin
grant select on table fieldwork_store.studies to fieldwork_auditor
grant select on table fieldwork_store.studies to fieldwork_worker
grant insert, select, update on table fieldwork_store.study_codebooks to fieldwork_admin
grant select on table fieldwork_store.study_codebooks to fieldwork_auditor
grant select on table fieldwork_store.study_codebooks to fieldwork_worker
grant insert, select, update on table fieldwork_store.study_logins to fieldwork_admin
grant select on table fieldwork_store.study_logins to fieldwork_auditor
grant select on table fieldwork_store.study_logins to fieldwork_worker
grant insert, select on table fieldwork_store.suggestions to fieldwork_admin
grant insert, select on table fieldwork_store.suggestions to fieldwork_worker
grant select on table fieldwork_store.suggestions to fieldwork_auditor
grant insert, select on table fieldwork_store.transcripts to fieldwork_admin
grant insert, select on table fieldwork_store.transcripts to fieldwork_worker
grant select on table fieldwork_store.transcripts to fieldwork_auditor
grant usage on type fieldwork_jobs.job_state to public
grant select on view fieldwork.classifications to fieldwork_admin
grant select on view fieldwork.classifications to fieldwork_auditor
grant select on view fieldwork.classifications to fieldwork_portal
grant select on view fieldwork.classifications to fieldwork_worker
grant select on view fieldwork.clusters to fieldwork_admin
grant select on view fieldwork.clusters to fieldwork_auditor
grant select on view fieldwork.clusters to fieldwork_portal
grant select on view fieldwork.clusters to fieldwork_worker
grant select on view fieldwork.codebooks to fieldwork_admin
grant select on view fieldwork.codebooks to fieldwork_auditor
grant select on view fieldwork.codebooks to fieldwork_portal
grant select on view fieldwork.codebooks to fieldwork_worker
grant select on view fieldwork.codes to fieldwork_admin
grant select on view fieldwork.codes to fieldwork_auditor
grant select on view fieldwork.codes to fieldwork_portal
grant select on view fieldwork.codes to fieldwork_worker
grant select on view fieldwork.documents to fieldwork_admin
grant select on view fieldwork.documents to fieldwork_auditor
grant select on view fieldwork.documents to fieldwork_portal
grant select on view fieldwork.documents to fieldwork_worker
grant select on view fieldwork.jobs to fieldwork_admin
grant select on view fieldwork.jobs to fieldwork_auditor
grant select on view fieldwork.jobs to fieldwork_portal
grant select on view fieldwork.jobs to fieldwork_worker
grant select on view fieldwork.messages to fieldwork_admin
grant select on view fieldwork.messages to fieldwork_auditor
grant select on view fieldwork.messages to fieldwork_portal
grant select on view fieldwork.messages to fieldwork_worker
grant select on view fieldwork.participants to fieldwork_admin
grant select on view fieldwork.participants to fieldwork_auditor
grant select on view fieldwork.participants to fieldwork_portal
grant select on view fieldwork.participants to fieldwork_worker
grant select on view fieldwork.studies to fieldwork_admin
grant select on view fieldwork.studies to fieldwork_auditor
grant select on view fieldwork.studies to fieldwork_portal
grant select on view fieldwork.studies to fieldwork_worker
grant select on view fieldwork.suggestions to fieldwork_admin
grant select on view fieldwork.suggestions to fieldwork_auditor
grant select on view fieldwork.suggestions to fieldwork_portal
grant select on view fieldwork.suggestions to fieldwork_worker
