#pragma once
// Shutting a process in before it reads what a stranger wrote: prctl is variadic, and seccomp's filter is made of macros,
// so neither can be said in Swift.
#include <stdint.h>

/// What the process may still use.
struct clinux_sandbox_limits {
    /// Bytes of address space, those already mapped included.
    uint64_t address_space;
    /// Seconds of processor time; then SIGXCPU.
    uint64_t processor_seconds;
};

/// Takes from the calling process, for good, what parsing a document does not need: opening files, sockets, other
/// processes, executable memory, writing to files, core dumps. It keeps what is open, its memory and its clock, and dies
/// with the thread that started it.
///
/// Any other call fails with EPERM. To be called while there is one thread.
///
/// Returns 0, or -1 with the reason in errno; the process must not go on then.
int clinux_enter_sandbox(struct clinux_sandbox_limits limits);
