-- Studies, their clusters and participants, and what they are coded and classified by.

set local role fieldwork_owner;

-- Codebooks and rule sets are kept whole, as their authors wrote them; a change of a byte is another row. Results name the
-- row, so that any result can be traced to the very text it came from.
create table fieldwork_store.codebooks (
    id bigint generated always as identity primary key,
    name text not null,
    version integer not null,
    sha256 text not null,
    title_zh text not null,
    title_en text not null,
    source text not null,
    added_at timestamptz not null default clock_timestamp(),
    constraint codebook_once unique (name, version, sha256)
);

-- The codes of a codebook as rows, for the views; the text in codebooks.source is what coders read.
create table fieldwork_store.codes (
    codebook_id bigint not null references fieldwork_store.codebooks,
    code text not null,
    ordinal integer not null,
    parent text,
    name_zh text not null,
    name_en text not null,
    duality text,
    indicator text,
    anchor smallint,
    subject text,
    primary key (codebook_id, code),
    constraint anchor_is_whole check ((indicator is null) = (anchor is null) and (indicator is null) = (subject is null))
);

create table fieldwork_store.rule_sets (
    id bigint generated always as identity primary key,
    name text not null,
    version integer not null,
    sha256 text not null,
    title_zh text not null,
    title_en text not null,
    source text not null,
    added_at timestamptz not null default clock_timestamp(),
    constraint rule_set_once unique (name, version, sha256)
);

create table fieldwork_store.studies (
    id bigint generated always as identity primary key,
    code text not null unique,
    title_zh text not null,
    title_en text not null,
    time_zone text not null default 'Asia/Taipei',
    -- The letters of the study's identification codes.
    regions text[] not null,
    roles jsonb not null,
    rule_set_id bigint not null references fieldwork_store.rule_sets,
    created_at timestamptz not null default clock_timestamp(),
    created_by text not null default session_user,
    constraint study_code_short check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    constraint roles_are_object check (jsonb_typeof(roles) = 'object')
);

-- The codebooks a study is coded with, in their order.
create table fieldwork_store.study_codebooks (
    study_id bigint not null references fieldwork_store.studies,
    ordinal smallint not null,
    codebook_id bigint not null references fieldwork_store.codebooks,
    primary key (study_id, ordinal),
    constraint study_codebook_once unique (study_id, codebook_id)
);

-- Which portal logins see which studies: what row-level security goes by.
create table fieldwork_store.study_logins (
    login text not null,
    study_id bigint not null references fieldwork_store.studies,
    primary key (login, study_id)
);

create table fieldwork_store.clusters (
    id bigint generated always as identity primary key,
    study_id bigint not null references fieldwork_store.studies,
    code text not null,
    members integer,
    commodity_zh text,
    commodity_en text,
    constraint cluster_once unique (study_id, code),
    constraint members_counted check (members > 0)
);

create table fieldwork_store.participants (
    id bigint generated always as identity primary key,
    study_id bigint not null references fieldwork_store.studies,
    cluster_id bigint not null references fieldwork_store.clusters,
    -- Identification code without title: Q1L.
    code text not null,
    title text,
    constraint participant_once unique (study_id, code)
);
create index participants_cluster on fieldwork_store.participants (cluster_id);

-- The studies the caller may see. session_user, because a view or a security-definer function runs as its owner.
create function fieldwork_store.visible_studies() returns bigint[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(s.id), '{}') from fieldwork_store.studies s
    where pg_has_role(session_user, 'fieldwork_worker', 'member')
       or pg_has_role(session_user, 'fieldwork_admin', 'member')
       or pg_has_role(session_user, 'fieldwork_auditor', 'member')
       or exists (select from fieldwork_store.study_logins l where l.study_id = s.id and l.login = session_user)
$$;

alter table fieldwork_store.clusters enable row level security, force row level security;
alter table fieldwork_store.participants enable row level security, force row level security;

create policy by_study on fieldwork_store.clusters to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy by_study on fieldwork_store.participants to fieldwork_owner
    using (study_id = any ((select fieldwork_store.visible_studies())::bigint[]));
create policy staff on fieldwork_store.clusters to fieldwork_worker, fieldwork_admin using (true);
create policy staff on fieldwork_store.participants to fieldwork_worker, fieldwork_admin using (true);
create policy audit on fieldwork_store.clusters for select to fieldwork_auditor using (true);
create policy audit on fieldwork_store.participants for select to fieldwork_auditor using (true);

-- PostgreSQL checks a function in a view or policy against whoever asks, not against the view's owner.
grant execute on function fieldwork_store.visible_studies()
    to fieldwork_portal, fieldwork_worker, fieldwork_admin, fieldwork_auditor;

reset role;
