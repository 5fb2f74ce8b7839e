-- fieldwork: no-transaction
-- Which of a batch's jobs are in which state: whether one is unfinished, and at the end how many came to what. Jobs of no batch
-- are not in it.
create index concurrently if not exists jobs_batch on fieldwork_jobs.jobs (batch_id, state) where batch_id is not null;
