/// Every migration, in order. A new one is a file in `sql/migrations` and a line here.
///
/// The build makes the constants from the files' names, with an underscore for the first digit.
package enum MigrationCatalog {
    package static let all: [Migration] = [
        embedded("0001_roles_and_schemas", PackageResources._001_roles_and_schemas_sql),
        embedded("0002_jobs", PackageResources._002_jobs_sql),
        embedded("0003_studies", PackageResources._003_studies_sql),
        embedded("0004_documents", PackageResources._004_documents_sql),
        embedded("0005_codings", PackageResources._005_codings_sql),
        embedded("0006_classifications", PackageResources._006_classifications_sql),
        embedded("0007_api", PackageResources._007_api_sql),
        embedded("0008_failed_documents", PackageResources._008_failed_documents_sql),
        embedded("0009_queues", PackageResources._009_queues_sql),
        embedded("0010_results", PackageResources._010_results_sql),
        embedded("0011_api_guards", PackageResources._011_api_guards_sql),
        embedded("0012_pre_job_options", PackageResources._012_pre_job_options_sql),
        embedded("0013_pre_partition_lines", PackageResources._013_pre_partition_lines_sql),
        embedded("0014_pre_limits", PackageResources._014_pre_limits_sql),
        embedded("0015_pre_jobs_by_unique_key", PackageResources._015_pre_jobs_by_unique_key_sql),
        embedded("0016_pre_jobs_of_a_batch", PackageResources._016_pre_jobs_of_a_batch_sql),
        embedded("0017_pre_schedules_and_batches", PackageResources._017_pre_schedules_and_batches_sql),
        embedded("0018_pre_progress", PackageResources._018_pre_progress_sql),
        embedded("0019_pre_discarded_index", PackageResources._019_pre_discarded_index_sql),
    ]

    private static func embedded(_ name: String, _ bytes: [UInt8]) -> Migration {
        Migration(name, sql: String(decoding: bytes, as: UTF8.self))
    }
}
