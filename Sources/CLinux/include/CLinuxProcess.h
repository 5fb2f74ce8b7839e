#pragma once
// What one process needs of another: pidfd_open, which glibc has from 2.36 on, by way of syscall, which is variadic and left
// out by Swift's importer; and memfd_create, which exists only under _GNU_SOURCE.
#include <sys/types.h>

/// A descriptor of a process that poll finds readable once the process has ended. Closed on exec.
/// Returns -1 with the reason in errno: ESRCH where there is none of that number, ENOSYS or EPERM where the kernel or a filter
/// of system calls does not have it.
int clinux_open_process(pid_t process);

/// Makes a file in memory, empty and closed on exec; the name is for whoever looks into /proc. Returns a descriptor, or -1 with
/// the reason in errno.
int clinux_make_file(const char *name);
