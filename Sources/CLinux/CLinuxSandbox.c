#define _GNU_SOURCE
#include "CLinuxSandbox.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the sandbox knows the system calls of x86_64 and aarch64"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
// The low word of an argument; both architectures are little-endian.
#define LOAD_ARGUMENT(n) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[n]))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, action)
#define REFUSE RETURN(SECCOMP_RET_ERRNO | EPERM)
#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), RETURN(SECCOMP_RET_ALLOW)
// Memory that can be executed would let a parser's fault become a program.
#define ALLOW_UNLESS_EXECUTABLE(call, argument)                                                                        \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD_ARGUMENT(argument),                                    \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), REFUSE, RETURN(SECCOMP_RET_ALLOW)
// A process may end itself with a signal, and send none to others.
#define ALLOW_ON(call, argument, value)                                                                                \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD_ARGUMENT(argument),                                    \
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1), RETURN(SECCOMP_RET_ALLOW), REFUSE

static int filter_system_calls(void) {
    struct sock_filter instructions[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 1, 0),
        RETURN(SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        ALLOW(read),
        ALLOW(write),
        ALLOW(close),
        ALLOW(brk),
        ALLOW(munmap),
        ALLOW(mremap),
        ALLOW(madvise),
        ALLOW(futex),
        ALLOW(getrandom),
        ALLOW(clock_gettime),
        ALLOW(sched_yield),
        ALLOW(getpid),
        ALLOW(gettid),
        ALLOW(rt_sigaction),
        ALLOW(rt_sigprocmask),
        ALLOW(rt_sigreturn),
        ALLOW(sigaltstack),
        ALLOW(restart_syscall),
        ALLOW(exit),
        ALLOW(exit_group),
        ALLOW_UNLESS_EXECUTABLE(mmap, 2),
        ALLOW_UNLESS_EXECUTABLE(mprotect, 2),
        ALLOW_ON(tgkill, 0, (uint32_t)getpid()),
        REFUSE,
    };
    struct sock_fprog program = {
        .len = sizeof(instructions) / sizeof(instructions[0]),
        .filter = instructions,
    };
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

// A starter that was given less itself passes that on; it may not be raised again.
static int limit(int resource, rlim_t value, rlim_t grace) {
    struct rlimit inherited;
    if (getrlimit(resource, &inherited) != 0) return -1;
    rlim_t most = value + grace < inherited.rlim_max ? value + grace : inherited.rlim_max;
    struct rlimit limits = {.rlim_cur = value < most ? value : most, .rlim_max = most};
    return setrlimit(resource, &limits);
}

int clinux_enter_sandbox(struct clinux_sandbox_limits limits) {
    // "Parent" is the thread that started this process; the starter must keep that thread.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return -1;
    if (prctl(PR_SET_DUMPABLE, 0) != 0) return -1;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    if (limit(RLIMIT_AS, limits.address_space, 0) != 0) return -1;
    // A second between the two limits: at the lower comes SIGXCPU, which says why; at the upper SIGKILL.
    if (limit(RLIMIT_CPU, limits.processor_seconds, 1) != 0) return -1;
    if (limit(RLIMIT_CORE, 0, 0) != 0) return -1;
    if (limit(RLIMIT_FSIZE, 0, 0) != 0) return -1;
    if (limit(RLIMIT_NOFILE, 0, 0) != 0) return -1;
    if (limit(RLIMIT_NPROC, 0, 0) != 0) return -1;
    return filter_system_calls();
}
