// Preloaded into a PostgreSQL server, makes each of its flushes take a millisecond longer than the disk does: what a queue
// costs on such a disk can then be measured on any. `make bench` compiles it; it is nothing for SwiftPM, whose libraries need the
// Swift runtime where the server's account may not read it.
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void turn(void) {
    struct timespec rest = {0, 1000000};
    while (nanosleep(&rest, &rest) != 0) {}
}

int fsync(int file) {
    turn();
    return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    turn();
    return (int)syscall(SYS_fdatasync, file);
}
