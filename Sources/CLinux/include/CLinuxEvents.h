#pragma once
// epoll and eventfd: the Glibc module has neither header.
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// Names the calling thread for ps, top and debuggers (15 bytes at most).
/// pthread_setname_np exists only under _GNU_SOURCE, which Swift's importer does not define.
void clinux_name_this_thread(const char *name);
