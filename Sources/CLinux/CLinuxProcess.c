#include "CLinux.h"
#include <sys/syscall.h>
#include <unistd.h>

int clinux_open_process(pid_t process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}
