#include "CBenchmarks.h"

#include <endian.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static const Oid int8_type = 20;
static const int value_length = sizeof(int64_t);
static const int binary = 1;

static PGconn *connect_and_prepare(const char *conninfo) {
    PGconn *connection = PQconnectdb(conninfo);
    PGresult *prepared = PQprepare(connection, "add_one", "select $1::int8+1", 1, &int8_type);
    int failed = PQresultStatus(prepared) != PGRES_COMMAND_OK;
    PQclear(prepared);
    if (!failed) return connection;
    PQfinish(connection);
    return NULL;
}

/// Whether the result is `value + 1`. Frees it.
static int is_sum(PGresult *result, int64_t value) {
    int64_t sum = 0;
    int is_row = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
    if (is_row) memcpy(&sum, PQgetvalue(result, 0, 0), sizeof sum);
    PQclear(result);
    return is_row && (int64_t)be64toh((uint64_t)sum) == value + 1;
}

double cbenchmarks_roundtrips(const char *conninfo, long count) {
    PGconn *connection = connect_and_prepare(conninfo);
    if (!connection) return -1;
    int failed = 0;
    double start = now();
    for (int64_t value = 0; value < count && !failed; value++) {
        uint64_t bytes = htobe64((uint64_t)value);
        const char *values[] = {(const char *)&bytes};
        failed = !is_sum(PQexecPrepared(connection, "add_one", 1, values, &value_length, &binary, 1), value);
    }
    double seconds = now() - start;
    PQfinish(connection);
    return failed ? -1 : seconds;
}

double cbenchmarks_pipelines(const char *conninfo, long count, long size) {
    PGconn *connection = connect_and_prepare(conninfo);
    if (!connection) return -1;
    int failed = !PQenterPipelineMode(connection);
    double start = now();
    for (long pipeline = 0; pipeline < count && !failed; pipeline++) {
        for (int64_t value = 0; value < size && !failed; value++) {
            uint64_t bytes = htobe64((uint64_t)value);
            const char *values[] = {(const char *)&bytes};
            failed = !PQsendQueryPrepared(connection, "add_one", 1, values, &value_length, &binary, 1);
        }
        failed = failed || !PQpipelineSync(connection);
        for (int64_t value = 0; value < size && !failed; value++) {
            failed = !is_sum(PQgetResult(connection), value) || PQgetResult(connection) != NULL;
        }
        PGresult *sync = PQgetResult(connection);
        failed = failed || PQresultStatus(sync) != PGRES_PIPELINE_SYNC;
        PQclear(sync);
    }
    double seconds = now() - start;
    PQfinish(connection);
    return failed ? -1 : seconds;
}
