#pragma once
// The references that figures of the Postgres module are ratios to: what a C program does with libpq and one thread.
// Compiled with -O2 in the release configuration.

/// Runs `select $1::int8+1`, prepared, `count` times, one round trip after the other.
/// Returns the seconds they took, connecting not included; negative if one failed.
double cbenchmarks_roundtrips(const char *conninfo, long count);

/// The same statement in pipelines of `size`, `count` pipelines one after the other.
double cbenchmarks_pipelines(const char *conninfo, long count, long size);

/// Runs SQL on a connection of its own. 0, or -1 if it failed.
int cbenchmarks_run(const char *conninfo, const char *sql);

/// Claims and completes `count` ready jobs of one kind with two threads that have two connections each, `batch` jobs at a
/// time, by the queue's own statements. Returns the seconds that took, connecting included; negative if anything failed.
double cbenchmarks_drain(
    const char *conninfo, const char *claim, const char *complete, const char *incarnation, const char *kind, long count, long batch);
