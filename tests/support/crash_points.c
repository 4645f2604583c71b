// Loaded before a program (LD_PRELOAD): counts every call with which the program changes the world outside
// its own memory (a byte in a file or on the network, a file made, renamed, removed, cut, made durable), and
// ends it with SIGKILL at the one that the environment names. So the places to die at are enumerated from
// what the program does, not chosen by hand; tests/support/crash_trap.h is the other end.
//
//   HOKATSU_CRASH_REPORT=FILE   where the count and a line for each call are kept, mapped, so that they
//                               outlive a kill
//   HOKATSU_CRASH_ARM=FILE      counting begins once this file is there
//   HOKATSU_CRASH_AT=N          the call to die at; 0 or absent: only count
//   HOKATSU_CRASH_HOW=before|half|after
//   HOKATSU_DISK_FULL=FILE      while this file is there, no file grows: ENOSPC
//
// Not counted: what goes to pipes, event descriptors and the three standard streams (nobody finds it after a
// crash), and stores through mappings. The only writable mapping of the two programs is SQLite's index of its
// write-ahead log, which is made anew from the log after a crash.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { mostLines = 8192, lineBytes = 64 };

// Read by crash_trap.cpp with the same layout.
struct Report {
    _Atomic unsigned count;
    _Atomic unsigned diedAt;
    char lines[mostLines][lineBytes];
};

enum How { Before, Half, After };

static struct Report *report;
static const char *armFile;
static const char *fullFile;
static unsigned dieAt;
static enum How how;
static _Atomic int armed;

static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value != NULL && *value != '\0' ? value : NULL;
}

static int isThere(const char *path) {
    return path != NULL && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
}

__attribute__((constructor)) static void prepare(void) {
    const char *path = variable("HOKATSU_CRASH_REPORT");
    const char *at = variable("HOKATSU_CRASH_AT");
    const char *manner = variable("HOKATSU_CRASH_HOW");
    armFile = variable("HOKATSU_CRASH_ARM");
    fullFile = variable("HOKATSU_DISK_FULL");
    dieAt = at != NULL ? (unsigned)strtoul(at, NULL, 10) : 0;
    how = manner == NULL || strcmp(manner, "before") == 0 ? Before
          : strcmp(manner, "half") == 0                   ? Half
                                                          : After;
    if (path == NULL || armFile == NULL)
        return;
    const int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return;
    void *mapped = mmap(NULL, sizeof(struct Report), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    syscall(SYS_close, fd);
    if (mapped != MAP_FAILED)
        report = mapped;
}

static int counting(void) {
    if (report == NULL)
        return 0;
    if (!atomic_load_explicit(&armed, memory_order_relaxed) && isThere(armFile))
        atomic_store(&armed, 1);
    return atomic_load_explicit(&armed, memory_order_relaxed);
}

// Only the last part of a name: folders are the test's own.
static const char *lastPart(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

// The call's number, 0 while nothing is counted.
static unsigned number(const char *call, const char *name) {
    const unsigned given = atomic_fetch_add(&report->count, 1) + 1;
    if (given <= mostLines)
        snprintf(report->lines[given - 1], lineBytes, "%.15s %.47s", call, name);
    return given;
}

static void die(unsigned point) {
    atomic_store(&report->diedAt, point);
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

static void before(unsigned point) {
    if (point != 0 && point == dieAt && how == Before)
        die(point);
}

static void after(unsigned point) {
    if (point != 0 && point == dieAt) {
        die(point);
    }
}

static int isHalved(unsigned point) {
    return point != 0 && point == dieAt && how == Half;
}

static int isNetwork(int fd) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    return getsockname(fd, (struct sockaddr *)&address, &size) == 0 &&
           (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

// The point of a call on an open file or connection.
static unsigned onFile(const char *call, int fd) {
    if (fd <= STDERR_FILENO || !counting())
        return 0;
    const int was = errno;
    unsigned point = 0;
    struct stat info;
    if (fstat(fd, &info) == 0) {
        if (S_ISSOCK(info.st_mode) && isNetwork(fd)) {
            point = number(call, "network");
        } else if (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)) {
            char link[32];
            char path[1024];
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            const ssize_t length = readlink(link, path, sizeof path - 1);
            path[length > 0 ? length : 0] = '\0';
            point = number(call, lastPart(path));
        }
    }
    before(point);
    errno = was;
    return point;
}

static unsigned onPath(const char *call, const char *path) {
    if (!counting())
        return 0;
    const int was = errno;
    const unsigned point = number(call, lastPart(path));
    before(point);
    errno = was;
    return point;
}

// Whether a full disk refuses bytes up to `end` of a file; what lies within the file already has its place.
// (A file that is only made longer has a hole there, which takes none.)
static int hasNoRoom(int fd, off_t end) {
    if (!isThere(fullFile))
        return 0;
    struct stat info;
    if (fd <= STDERR_FILENO || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || end <= info.st_size)
        return 0;
    errno = ENOSPC;
    return 1;
}

static off_t endOf(int fd, size_t size) {
    if (fullFile == NULL)
        return 0;
    const int flags = fcntl(fd, F_GETFL);
    struct stat info;
    if (flags >= 0 && (flags & O_APPEND) != 0 && fstat(fd, &info) == 0)
        return info.st_size + (off_t)size;
    return lseek(fd, 0, SEEK_CUR) + (off_t)size;
}

#define REAL(name) ((__typeof__(&name))real(&real_##name, #name))
#define KEPT(name) static void *_Atomic real_##name

static void *real(void *_Atomic *kept, const char *name) {
    void *found = atomic_load_explicit(kept, memory_order_relaxed);
    if (found == NULL) {
        found = dlsym(RTLD_NEXT, name);
        atomic_store(kept, found);
    }
    return found;
}

// --- bytes ---

KEPT(write);
ssize_t write(int fd, const void *bytes, size_t size) {
    const unsigned point = onFile("write", fd);
    if (hasNoRoom(fd, endOf(fd, size)))
        return -1;
    const ssize_t done = REAL(write)(fd, bytes, isHalved(point) ? size / 2 : size);
    after(point);
    return done;
}

KEPT(pwrite64);
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    const unsigned point = onFile("pwrite", fd);
    if (hasNoRoom(fd, at + (off_t)size))
        return -1;
    const ssize_t done = REAL(pwrite64)(fd, bytes, isHalved(point) ? size / 2 : size, at);
    after(point);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    return pwrite64(fd, bytes, size, at);
}

static size_t sizeOf(const struct iovec *parts, int count) {
    size_t size = 0;
    for (int i = 0; i < count; ++i)
        size += parts[i].iov_len;
    return size;
}

KEPT(writev);
ssize_t writev(int fd, const struct iovec *parts, int count) {
    const unsigned point = onFile("writev", fd);
    if (hasNoRoom(fd, endOf(fd, sizeOf(parts, count))))
        return -1;
    const ssize_t done = isHalved(point) && count > 0
                             ? (ssize_t)syscall(SYS_write, fd, parts[0].iov_base, parts[0].iov_len / 2)
                             : REAL(writev)(fd, parts, count);
    after(point);
    return done;
}

KEPT(send);
ssize_t send(int fd, const void *bytes, size_t size, int flags) {
    const unsigned point = onFile("send", fd);
    const ssize_t done = REAL(send)(fd, bytes, isHalved(point) ? size / 2 : size, flags);
    after(point);
    return done;
}

KEPT(sendto);
ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to,
               socklen_t length) {
    const unsigned point = onFile("sendto", fd);
    const ssize_t done = REAL(sendto)(fd, bytes, isHalved(point) ? size / 2 : size, flags, to, length);
    after(point);
    return done;
}

KEPT(sendmsg);
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    const unsigned point = onFile("sendmsg", fd);
    ssize_t done;
    if (isHalved(point) && message->msg_iovlen > 0)
        done = (ssize_t)syscall(SYS_sendto, fd, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len / 2,
                                flags, NULL, 0);
    else
        done = REAL(sendmsg)(fd, message, flags);
    after(point);
    return done;
}

KEPT(sendfile64);
ssize_t sendfile64(int to, int from, off64_t *at, size_t size);
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
    const unsigned point = onFile("sendfile", to);
    if (hasNoRoom(to, endOf(to, size)))
        return -1;
    const ssize_t done = REAL(sendfile64)(to, from, at, isHalved(point) ? size / 2 : size);
    after(point);
    return done;
}

KEPT(copy_file_range);
ssize_t copy_file_range(int from, off64_t *fromAt, int to, off64_t *toAt, size_t size, unsigned flags) {
    const unsigned point = onFile("copy_file_range", to);
    if (hasNoRoom(to, toAt != NULL ? *toAt + (off_t)size : endOf(to, size)))
        return -1;
    const ssize_t done =
        REAL(copy_file_range)(from, fromAt, to, toAt, isHalved(point) ? size / 2 : size, flags);
    after(point);
    return done;
}

// --- how long a file is, and whether it is on the disk ---

KEPT(ftruncate64);
int ftruncate64(int fd, off64_t size) {
    const unsigned point = onFile("ftruncate", fd);
    const int done = REAL(ftruncate64)(fd, size);
    after(point);
    return done;
}

int ftruncate(int fd, off_t size) {
    return ftruncate64(fd, size);
}

KEPT(fallocate64);
int fallocate64(int fd, int mode, off64_t from, off64_t size) {
    const unsigned point = onFile("fallocate", fd);
    if (hasNoRoom(fd, from + size))
        return -1;
    const int done = REAL(fallocate64)(fd, mode, from, size);
    after(point);
    return done;
}

int fallocate(int fd, int mode, off_t from, off_t size) {
    return fallocate64(fd, mode, from, size);
}

KEPT(posix_fallocate64);
int posix_fallocate64(int fd, off64_t from, off64_t size) {
    const unsigned point = onFile("posix_fallocate", fd);
    if (hasNoRoom(fd, from + size))
        return ENOSPC; // this one does not use errno
    const int done = REAL(posix_fallocate64)(fd, from, size);
    after(point);
    return done;
}

int posix_fallocate(int fd, off_t from, off_t size) {
    return posix_fallocate64(fd, from, size);
}

KEPT(fsync);
int fsync(int fd) {
    const unsigned point = onFile("fsync", fd);
    const int done = REAL(fsync)(fd);
    after(point);
    return done;
}

KEPT(fdatasync);
int fdatasync(int fd) {
    const unsigned point = onFile("fdatasync", fd);
    const int done = REAL(fdatasync)(fd);
    after(point);
    return done;
}

// --- names ---

// Opening changes the world only where it makes a file or empties one.
static unsigned onOpen(int folder, const char *path, int flags) {
    const int makes = (flags & O_CREAT) != 0 && syscall(SYS_faccessat, folder, path, F_OK) != 0;
    const int nameless = (flags & O_TMPFILE) == O_TMPFILE; // seen once it is linked
    return !nameless && (makes || (flags & O_TRUNC) != 0) ? onPath("open", path) : 0;
}

// `mode` is there only where a file may be made.
#define MODE(last)                                                                                           \
    mode_t mode = 0;                                                                                         \
    if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {                                        \
        va_list rest;                                                                                        \
        va_start(rest, last);                                                                                \
        mode = va_arg(rest, mode_t);                                                                         \
        va_end(rest);                                                                                        \
    }

KEPT(open64);
int open64(const char *path, int flags, ...) {
    MODE(flags)
    const int was = errno;
    const unsigned point = counting() ? onOpen(AT_FDCWD, path, flags) : 0;
    errno = was;
    const int fd = REAL(open64)(path, flags, mode);
    after(point);
    return fd;
}

KEPT(open);
int open(const char *path, int flags, ...) {
    MODE(flags)
    const int was = errno;
    const unsigned point = counting() ? onOpen(AT_FDCWD, path, flags) : 0;
    errno = was;
    const int fd = REAL(open)(path, flags, mode);
    after(point);
    return fd;
}

KEPT(openat);
int openat(int folder, const char *path, int flags, ...) {
    MODE(flags)
    const int was = errno;
    const unsigned point = counting() ? onOpen(folder, path, flags) : 0;
    errno = was;
    const int fd = REAL(openat)(folder, path, flags, mode);
    after(point);
    return fd;
}

KEPT(openat64);
int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags)
    const int was = errno;
    const unsigned point = counting() ? onOpen(folder, path, flags) : 0;
    errno = was;
    const int fd = REAL(openat64)(folder, path, flags, mode);
    after(point);
    return fd;
}

// Calls on names: NAME(call, parameters, arguments, the name to tell).
#define NAME(call, parameters, arguments, told)                                                              \
    KEPT(call);                                                                                              \
    int call parameters {                                                                                    \
        const unsigned point = onPath(#call, told);                                                          \
        const int done = REAL(call) arguments;                                                               \
        after(point);                                                                                        \
        return done;                                                                                         \
    }

NAME(unlink, (const char *path), (path), path)
NAME(unlinkat, (int folder, const char *path, int flags), (folder, path, flags), path)
NAME(remove, (const char *path), (path), path)
NAME(rmdir, (const char *path), (path), path)
NAME(mkdir, (const char *path, mode_t mode), (path, mode), path)
NAME(mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), path)
NAME(rename, (const char *from, const char *to), (from, to), to)
NAME(renameat, (int fromFolder, const char *from, int toFolder, const char *to),
     (fromFolder, from, toFolder, to), to)
NAME(renameat2, (int fromFolder, const char *from, int toFolder, const char *to, unsigned flags),
     (fromFolder, from, toFolder, to, flags), to)
NAME(link, (const char *from, const char *to), (from, to), to)
NAME(linkat, (int fromFolder, const char *from, int toFolder, const char *to, int flags),
     (fromFolder, from, toFolder, to, flags), to)
