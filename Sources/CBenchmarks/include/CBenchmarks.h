#pragma once
// The references that figures of the Postgres module are ratios to: what a C program does with libpq and one thread.
// Compiled with -O2 in the release configuration.

/// Runs `select $1::int8+1`, prepared, `count` times, one round trip after the other.
/// Returns the seconds they took, connecting not included; negative if one failed.
double cbenchmarks_roundtrips(const char *conninfo, long count);

/// The same statement in pipelines of `size`, `count` pipelines one after the other.
double cbenchmarks_pipelines(const char *conninfo, long count, long size);

/// Runs SQL on a connection of its own. 0, or -1 if it failed, with the reason on standard error.
int cbenchmarks_run(const char *conninfo, const char *sql);

/// Claims and completes `count` ready jobs of one kind with two threads that have two connections each, `batch` jobs at a
/// time, by the queue's own statements. Returns the seconds that took, connecting included; negative if anything failed.
double cbenchmarks_drain(
    const char *conninfo, const char *claim, const char *complete, const char *incarnation, const char *kind, long count, long batch);

/// Runs `enqueue` for so many seconds from each of `clients` threads, which have a connection each, and `then` after each of
/// them unless it is NULL. Returns how often a second; negative if one failed.
double cbenchmarks_enqueue(const char *conninfo, const char *enqueue, const char *then, int clients, double seconds);

/// Writes the connection string as a URI of no more than `size` bytes. 0, or -1 if it is none or does not fit.
int cbenchmarks_uri(const char *conninfo, char *uri, long size);
