-- fieldwork: no-transaction
-- What the dead letters are counted and found by: they are few among millions of finished jobs, and stay until retention.
create index concurrently if not exists jobs_discarded on fieldwork_jobs.jobs (id) include (queue) where state = 'discarded';
