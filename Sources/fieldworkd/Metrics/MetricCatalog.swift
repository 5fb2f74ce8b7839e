/// What each metric means. docs/operations.md has the same table.
enum MetricCatalog {
    static let help = [
        "fieldwork_build_info": "Always 1; the label tells the release.",
        "fieldwork_database_errors_total": "Round trips that failed, by what they were for.",
        "fieldwork_doorbell_listening":
            "1 while notifications about new jobs arrive; without them a job waits for the next poll.",
        "fieldwork_job_duration_seconds": "How long attempts ran, by kind.",
        "fieldwork_job_reports_lost_total": "Handlers' reports of progress and notes that could not be written.",
        "fieldwork_jobs_claimed_total": "Jobs taken, by queue.",
        "fieldwork_jobs_finished_total": "Attempts that ended, by kind and the state they left their job in.",
        "fieldwork_jobs_promoted_total": "Due jobs that were put in line.",
        "fieldwork_jobs_recovered_total": "Jobs of lost processes that were put back in line.",
        "fieldwork_jobs_running": "Jobs this process is running.",
        "fieldwork_jobs_settle_errors_total": "Results that could not be written, by kind.",
        "fieldwork_jobs_stale_total": "Results not written because the job had been taken away, by kind.",
        "fieldwork_lease_held": "1 while this process may take jobs.",
        "fieldwork_ready": "1 while every check of /readyz passes.",
        "fieldwork_schedules_fired_total": "Schedules whose job was put in line.",
        "process_cpu_seconds_total": "Processor time used, in user and kernel mode.",
        "process_max_fds": "Files that may be open at once.",
        "process_open_fds": "Files open now.",
        "process_resident_memory_bytes": "Memory in use.",
        "process_start_time_seconds": "When the process began, in seconds since 1970.",
    ]
}
