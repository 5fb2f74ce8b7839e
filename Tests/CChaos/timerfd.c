#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

// libfaketime moves every absolute timer by its shift, those of the monotonic clock too that it was told to leave alone: what
// sleeps then sleeps for an hour. A program's own definition comes before a preloaded library's.
int timerfd_settime(int descriptor, int flags, const struct itimerspec *time, struct itimerspec *old) {
    return (int)syscall(SYS_timerfd_settime, descriptor, flags, time, old);
}
