#pragma once
// pidfd_open: glibc has it from 2.36 on, and syscall is variadic, which Swift's importer leaves out.
#include <sys/types.h>

/// A descriptor of a process that poll finds readable once the process has ended. Closed on exec.
/// Returns -1 with the reason in errno: ESRCH where there is none of that number, ENOSYS or EPERM where the kernel or a filter
/// of system calls does not have it.
int clinux_open_process(pid_t process);
