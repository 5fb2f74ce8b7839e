/// What the harness adds to a migrated database. Nothing here is unique but ids: what is written twice is there twice.
enum ChaosSchema {
    static let worker = "chaos_worker"

    /// - Parameter tablespace: where the effect log lives, if not with the rest.
    static func sql(tablespace: String? = nil) -> String {
        """
        create role \(worker) login in role fieldwork_worker;
        create schema chaos;
        create table chaos.effects (
            job_id bigint not null, kind text not null, attempt smallint not null, token uuid not null,
            incarnation uuid not null, at timestamptz not null default clock_timestamp()
        )\(tablespace.map { " tablespace \($0)" } ?? "");
        create table chaos.intents (
            job_id bigint not null, attempt smallint not null, token uuid not null, incarnation uuid not null,
            intent text not null, at timestamptz not null default clock_timestamp()
        );
        create index on chaos.intents (job_id);
        create table chaos.evidence (id bigint generated always as identity, subject text not null);
        create index on chaos.evidence (subject);
        create table chaos.gathered (evidence_id bigint not null, job_id bigint not null, token uuid not null);
        create index on chaos.gathered (evidence_id);
        grant usage on schema chaos to \(worker);
        grant select, insert on all tables in schema chaos to \(worker);
        -- Between looking for a job of the key and putting one in line there is time for another to come, run and end.
        create function chaos.dawdle() returns trigger language plpgsql as $$
            begin perform pg_sleep(random() / 2); return new; end
        $$;
        create trigger dawdle before insert on fieldwork_jobs.jobs for each row when (new.kind = 'chaos.once')
            execute function chaos.dawdle();
        """
    }
}
