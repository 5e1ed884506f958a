// SPDX-License-Identifier: Apache-2.0
// Preloaded into a program (LD_PRELOAD), it tells the order of what makes a commit durable and of what leaves by a socket, and
// can make each sync slower, as a real disk is. It calls the kernel itself, so it stands beside the sanitizers' own hooks.
//   SHIM_TRACE=FILE     appends a line for each write to a write-ahead log, sync of one, and message to a socket:
//                       "log N HEX" · "sync N" · "send N HEX" (N: descriptor; HEX: the first bytes)
//   SHIM_SYNC_US=1000   microseconds that each fsync and fdatasync takes longer
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { most_bytes = 4200 };  // a page of the log, whole
static int trace = -1;
static long slower_us = 0;

__attribute__((constructor)) static void begin(void) {
    const char* file = getenv("SHIM_TRACE");
    const char* slower = getenv("SHIM_SYNC_US");
    if (file) trace = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (slower) slower_us = atol(slower);
}

// One line by one system call, so that lines of several threads stand in the order in which they happened.
static void tell(const char* what, int descriptor, const unsigned char* bytes, size_t count) {
    static const char hex[] = "0123456789abcdef";
    const int kept_error = errno;
    char line[2 * most_bytes + 40];
    size_t used = (size_t)snprintf(line, 40, "%s %d ", what, descriptor);
    for (size_t i = 0; i < count && i < most_bytes; ++i) {
        line[used++] = hex[bytes[i] >> 4];
        line[used++] = hex[bytes[i] & 15];
    }
    line[used++] = '\n';
    (void)!syscall(SYS_write, trace, line, used);
    errno = kept_error;
}

static int is_log(int descriptor) {
    char link[40], name[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t length = readlink(link, name, sizeof name);
    return length > 4 && memcmp(name + length - 4, "-wal", 4) == 0;
}

static int is_socket(int descriptor) {
    struct stat state;
    return fstat(descriptor, &state) == 0 && S_ISSOCK(state.st_mode);
}

static int synced(long call, int descriptor) {
    if (slower_us > 0) {
        const struct timespec pause = {slower_us / 1000000, slower_us % 1000000 * 1000};
        nanosleep(&pause, NULL);
    }
    const int result = (int)syscall(call, descriptor);
    // Told once it is done: a reply that came before the end came before the sync.
    if (trace >= 0 && result == 0 && is_log(descriptor)) tell("sync", descriptor, NULL, 0);
    return result;
}
int fsync(int descriptor) { return synced(SYS_fsync, descriptor); }
int fdatasync(int descriptor) { return synced(SYS_fdatasync, descriptor); }

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t at) {
    if (trace >= 0 && is_log(descriptor)) tell("log", descriptor, bytes, count);
    return syscall(SYS_pwrite64, descriptor, bytes, count, at);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t at) { return pwrite64(descriptor, bytes, count, at); }

// Told before it happens: a sync that is told later came later.
ssize_t write(int descriptor, const void* bytes, size_t count) {
    if (trace >= 0 && is_socket(descriptor)) tell("send", descriptor, bytes, count);
    return syscall(SYS_write, descriptor, bytes, count);
}
ssize_t sendto(int descriptor, const void* bytes, size_t count, int flags, const struct sockaddr* to, socklen_t length) {
    if (trace >= 0) tell("send", descriptor, bytes, count);
    return syscall(SYS_sendto, descriptor, bytes, count, flags, to, length);
}
ssize_t send(int descriptor, const void* bytes, size_t count, int flags) {
    return sendto(descriptor, bytes, count, flags, NULL, 0);
}

static void tell_parts(int descriptor, const struct iovec* parts, size_t count) {
    unsigned char bytes[most_bytes];
    size_t used = 0;
    for (size_t i = 0; i < count && used < most_bytes; ++i) {
        const size_t room = most_bytes - used, length = parts[i].iov_len < room ? parts[i].iov_len : room;
        memcpy(bytes + used, parts[i].iov_base, length);
        used += length;
    }
    tell("send", descriptor, bytes, used);
}
ssize_t writev(int descriptor, const struct iovec* parts, int count) {
    if (trace >= 0 && is_socket(descriptor)) tell_parts(descriptor, parts, (size_t)count);
    return syscall(SYS_writev, descriptor, parts, count);
}
ssize_t sendmsg(int descriptor, const struct msghdr* message, int flags) {
    if (trace >= 0) tell_parts(descriptor, message->msg_iov, message->msg_iovlen);
    return syscall(SYS_sendmsg, descriptor, message, flags);
}
