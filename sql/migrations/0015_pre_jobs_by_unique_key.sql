-- fieldwork: no-transaction
-- What an enqueuer reads who says within which window and in which states another job with its key counts: the newest in each
-- state, so that a key of many finished jobs costs no more than one of a few, whichever states are asked for.
create index concurrently if not exists jobs_unique_key on fieldwork_jobs.jobs (kind, unique_key, state, id)
    where unique_key is not null;
