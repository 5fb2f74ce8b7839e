-- fieldwork: no-transaction
-- What a claim reads where a queue has a backlog of several partitions, or a limit for each of them: the ready rows of one
-- partition, kind and priority, above the claimer's floor [7, 16].
create index concurrently if not exists jobs_ready_by_partition
    on fieldwork_jobs.jobs (queue, partition_key, kind, priority, lane, position) where state = 'available';
