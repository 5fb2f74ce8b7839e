#pragma once
// The references that figures of the Postgres module are ratios to: what a C program does with libpq and one thread.
// Compiled with -O2 in the release configuration.

/// Runs `select $1::int8+1`, prepared, `count` times, one round trip after the other.
/// Returns the seconds they took, connecting not included; negative if one failed.
double cbenchmarks_roundtrips(const char *conninfo, long count);

/// The same statement in pipelines of `size`, `count` pipelines one after the other.
double cbenchmarks_pipelines(const char *conninfo, long count, long size);
