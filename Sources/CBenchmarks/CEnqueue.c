#include "CBenchmarks.h"

#include <ctype.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct enqueue {
    const char *conninfo, *enqueue, *then;
    pthread_barrier_t connected;
    atomic_int stopped, failed;
    atomic_long done;
};

static int ran(PGconn *connection, const char *statement) {
    PGresult *result = PQexecPrepared(connection, statement, 0, NULL, NULL, NULL, 0);
    int succeeded = PQresultStatus(result) == PGRES_TUPLES_OK;
    PQclear(result);
    return succeeded;
}

static int prepared(PGconn *connection, const char *name, const char *sql) {
    PGresult *result = PQprepare(connection, name, sql, 0, NULL);
    int succeeded = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return succeeded;
}

static void *enqueue_some(void *argument) {
    struct enqueue *all = argument;
    PGconn *connection = PQconnectdb(all->conninfo);
    int failed = !prepared(connection, "enqueue", all->enqueue) || (all->then && !prepared(connection, "then", all->then));
    pthread_barrier_wait(&all->connected);
    while (!failed && !all->stopped) {
        failed = !ran(connection, "enqueue") || (all->then && !ran(connection, "then"));
        if (!failed && !all->stopped) all->done++;
    }
    if (failed) fputs(PQerrorMessage(connection), stderr);
    all->failed |= failed;
    PQfinish(connection);
    return NULL;
}

double cbenchmarks_enqueue(const char *conninfo, const char *enqueue, const char *then, int clients, double seconds) {
    struct enqueue all = {.conninfo = conninfo, .enqueue = enqueue, .then = then};
    struct timespec start, end, wait = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    pthread_t threads[256];
    if (clients > 256 || pthread_barrier_init(&all.connected, NULL, (unsigned)clients + 1) != 0) return -1;
    for (int client = 0; client < clients; client++) {
        // The others would wait for it at the barrier for ever; there is no machine with room for some threads and not for all.
        if (pthread_create(&threads[client], NULL, enqueue_some, &all) != 0) return -1;
    }
    pthread_barrier_wait(&all.connected);
    clock_gettime(CLOCK_MONOTONIC, &start);
    nanosleep(&wait, NULL);
    all.stopped = 1;
    clock_gettime(CLOCK_MONOTONIC, &end);
    long done = all.done;
    for (int client = 0; client < clients; client++) pthread_join(threads[client], NULL);
    pthread_barrier_destroy(&all.connected);
    if (all.failed) return -1;
    return (double)done / ((double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9);
}

int cbenchmarks_uri(const char *conninfo, char *uri, long size) {
    PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
    if (!options) return -1;
    long length = snprintf(uri, (size_t)size, "postgresql:///");
    char separator = '?';
    for (PQconninfoOption *option = options; option->keyword; option++) {
        if (!option->val) continue;
        length += snprintf(uri + length, (size_t)(size - length), "%c%s=", separator, option->keyword);
        for (const char *letter = option->val; *letter && length + 4 < size; letter++) {
            const char *format = isalnum((unsigned char)*letter) || strchr("-._~", *letter) ? "%c" : "%%%02X";
            length += snprintf(uri + length, (size_t)(size - length), format, (unsigned char)*letter);
        }
        separator = '&';
        if (length + 64 > size) break;
    }
    PQconninfoFree(options);
    return length + 64 > size ? -1 : 0;
}
