#include "CBenchmarks.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int cbenchmarks_run(const char *conninfo, const char *sql) {
    PGconn *connection = PQconnectdb(conninfo);
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    int failed = status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
    if (failed) fputs(PQerrorMessage(connection), stderr);
    PQclear(result);
    PQfinish(connection);
    return failed ? -1 : 0;
}

struct drain {
    const char *conninfo, *claim, *complete, *incarnation, *kind;
    long count, batch;
    atomic_long done;
    atomic_int failed;
};

static PGconn *prepared(const char *conninfo, const char *sql, const char *setting) {
    PGconn *connection = PQconnectdb(conninfo);
    PGresult *set = PQexec(connection, setting);
    PGresult *statement = PQprepare(connection, "s", sql, 0, NULL);
    int failed = PQresultStatus(set) != PGRES_COMMAND_OK || PQresultStatus(statement) != PGRES_COMMAND_OK;
    PQclear(set);
    PQclear(statement);
    if (!failed) return connection;
    PQfinish(connection);
    return NULL;
}

/// Claims and completes in turn, over two connections: claims need not wait for the disk, completions do.
static void *drain_some(void *argument) {
    struct drain *drain = argument;
    PGconn *claims = prepared(drain->conninfo, drain->claim, "set synchronous_commit = off");
    PGconn *completions = prepared(drain->conninfo, drain->complete, "set synchronous_commit = on");
    char *ids = malloc((size_t)drain->batch * 24 + 3), *tokens = malloc((size_t)drain->batch * 40 + 3);
    char kinds[128], low[32], limit[32];
    long long floor = 0;
    snprintf(kinds, sizeof kinds, "{%s}", drain->kind);
    snprintf(limit, sizeof limit, "%ld", drain->batch);
    drain->failed |= !claims || !completions;
    while (!drain->failed && drain->done < drain->count) {
        snprintf(low, sizeof low, "{%lld}", floor);
        const char *asked[] = {drain->incarnation, "default", kinds, "{5}", "{1}", low, "{9223372036854775807}", limit};
        PGresult *claimed = PQexecPrepared(claims, "s", 8, asked, NULL, NULL, 0);
        int rows = PQntuples(claimed), id = PQfnumber(claimed, "id"), token = PQfnumber(claimed, "token");
        int position = PQfnumber(claimed, "position"), taken = 0;
        char *id_end = ids, *token_end = tokens;
        drain->failed |= PQresultStatus(claimed) != PGRES_TUPLES_OK || rows == 0;
        for (int row = 0; row < rows; row++) {
            if (PQgetisnull(claimed, row, id)) continue;
            char separator = taken++ ? ',' : '{';
            id_end += sprintf(id_end, "%c%s", separator, PQgetvalue(claimed, row, id));
            token_end += sprintf(token_end, "%c%s", separator, PQgetvalue(claimed, row, token));
            long long at = atoll(PQgetvalue(claimed, row, position));
            if (at > floor) floor = at;
        }
        PQclear(claimed);
        // What is left is in the other thread's hands.
        if (!taken) break;
        strcpy(id_end, "}");
        strcpy(token_end, "}");
        const char *held[] = {ids, tokens};
        // A row that the other thread's claim has just looked at is locked for a moment, and is left to the next round.
        for (int left = taken; left > 0 && !drain->failed;) {
            PGresult *completed = PQexecPrepared(completions, "s", 2, held, NULL, NULL, 0);
            drain->failed |= PQresultStatus(completed) != PGRES_TUPLES_OK;
            left -= PQntuples(completed);
            PQclear(completed);
        }
        drain->done += taken;
    }
    PQfinish(claims);
    PQfinish(completions);
    free(ids);
    free(tokens);
    return NULL;
}

double cbenchmarks_drain(
    const char *conninfo, const char *claim, const char *complete, const char *incarnation, const char *kind, long count, long batch
) {
    struct drain drain = {conninfo, claim, complete, incarnation, kind, count, batch, 0, 0};
    struct timespec start, end;
    pthread_t other;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (pthread_create(&other, NULL, drain_some, &drain) != 0) return -1;
    drain_some(&drain);
    pthread_join(other, NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (drain.failed || drain.done != count) return -1;
    return (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9;
}
