#define _GNU_SOURCE
#include "CLinuxProcess.h"
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int clinux_open_process(pid_t process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}

int clinux_make_file(const char *name) {
    return memfd_create(name, MFD_CLOEXEC);
}
