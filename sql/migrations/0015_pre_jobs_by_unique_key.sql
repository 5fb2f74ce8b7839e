-- fieldwork: no-transaction
-- What an enqueuer reads who says within which window and in which states another job with its key counts. The newest first, so
-- that a key of many finished jobs costs no more than one of a few.
create index concurrently if not exists jobs_unique_key on fieldwork_jobs.jobs (kind, unique_key, id) where unique_key is not null;
