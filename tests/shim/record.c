/*
 * Records what a process does to the files of one folder, for replaying what a power cut would have left of it.
 *
 * Loaded with LD_PRELOAD. Every call that changes a file of the folder, its name or what of it is on the disk goes on to
 * the C library under one lock and is then written down, with its bytes, in the order in which it happened; a call that
 * would change a file unseen ends the process, so that a recording is complete or is not there. `clubbook_tests::durability`
 * reads the recording and checks that it leads to the very files that the process left.
 *
 *   CLUBBOOK_SHIM_FOLDER   the folder: absolute, without links; files in folders below it are not seen
 *   CLUBBOOK_SHIM_LOG      where the recording goes, outside the folder; nothing is recorded without it
 *   CLUBBOOK_SHIM_KILL_AT  the process gets SIGKILL in place of its n-th change, counted from 1
 *
 * A recording is a run of events: kind (u8), flags (u8), bytes of the name (u16), file descriptor (i32), offset or size
 * (u64), bytes of data (u32), then name and data. Numbers have the byte order of the machine.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN = 1, WRITE = 2, TRUNCATE = 3, SYNC = 4, RENAME = 5, UNLINK = 6 };
enum { CREATED = 1, EMPTIED = 2 };
enum { FDS = 4096, LOG_FD = 3000, LONGEST_NAME = 255 };

static const char *folder;
static size_t folder_length;
static int log_fd = -1;
static uint64_t kill_at;
static uint64_t changes;
static unsigned char watched[FDS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void give_up(const char *why) {
    dprintf(STDERR_FILENO, "recording shim: %s\n", why);
    abort();
}

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("CLUBBOOK_SHIM_LOG");
    const char *kill = getenv("CLUBBOOK_SHIM_KILL_AT");
    folder = getenv("CLUBBOOK_SHIM_FOLDER");
    folder_length = folder ? strlen(folder) : 0;
    kill_at = kill ? strtoull(kill, NULL, 10) : 0;
    if (log) {
        int fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        log_fd = fcntl(fd, F_DUPFD_CLOEXEC, LOG_FD);
        if (fd < 0 || log_fd < 0) give_up("cannot write the recording");
        syscall(SYS_close, fd);
    }
}

/* The name inside the folder, "." for the folder itself; NULL for anything else and for the index of the log, which
 * SQLite maps into memory and makes anew after a cut. */
static const char *name_inside(int dirfd, const char *path) {
    if (!folder || !path) return NULL;
    if (path[0] != '/') {
        if (dirfd != AT_FDCWD && dirfd >= 0 && dirfd < FDS && watched[dirfd]) give_up("a path relative to the folder");
        return NULL;
    }
    if (strncmp(path, folder, folder_length) != 0) return NULL;
    const char *rest = path + folder_length;
    if (rest[0] == '\0') return ".";
    if (rest[0] != '/') return NULL;
    while (*rest == '/') rest++;
    if (*rest == '\0') return ".";
    size_t length = strlen(rest);
    if (strchr(rest, '/') || length > LONGEST_NAME) return NULL;
    if (length > 4 && strcmp(rest + length - 4, "-shm") == 0) return NULL;
    return rest;
}

static int is_watched(int fd) { return fd >= 0 && fd < FDS && watched[fd]; }

/* To be called before each change, with the lock held. */
static void count_change(void) {
    if (++changes == kill_at) {
        syscall(SYS_kill, getpid(), SIGKILL);
        for (;;) pause();
    }
}

static void note(enum kind kind, int flags, int fd, uint64_t at, const char *name, const void *data, size_t length) {
    if (log_fd < 0) return;
    unsigned char head[20];
    uint16_t name_length = (uint16_t)(name ? strlen(name) : 0);
    int32_t fd32 = fd;
    uint32_t length32 = (uint32_t)length;
    head[0] = (unsigned char)kind;
    head[1] = (unsigned char)flags;
    memcpy(head + 2, &name_length, 2);
    memcpy(head + 4, &fd32, 4);
    memcpy(head + 8, &at, 8);
    memcpy(head + 16, &length32, 4);
    struct iovec parts[3] = {{head, sizeof head}, {(void *)name, name_length}, {(void *)data, length}};
    ssize_t whole = (ssize_t)(sizeof head + name_length + length);
    if (syscall(SYS_writev, log_fd, parts, 3) != whole) give_up("the recording cannot be continued");
}

static int open_any(int dirfd, const char *path, int flags, mode_t mode) {
    const char *name = name_inside(dirfd, path);
    if (!name) return (int)syscall(SYS_openat, dirfd, path, flags | O_LARGEFILE, mode);
    pthread_mutex_lock(&lock);
    struct stat before;
    int was_there = stat(path, &before) == 0;
    int opened_as = 0;
    if (!was_there && (flags & O_CREAT)) opened_as |= CREATED;
    if (was_there && (flags & O_TRUNC)) opened_as |= EMPTIED;
    if (opened_as) count_change();
    int fd = (int)syscall(SYS_openat, dirfd, path, flags | O_LARGEFILE, mode);
    int failure = errno;
    if (fd >= FDS) give_up("too many open files");
    if (fd >= 0) {
        watched[fd] = 1;
        note(OPEN, opened_as, fd, 0, name, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    errno = failure;
    return fd;
}

static mode_t mode_of(int flags, va_list rest) {
    return (flags & (O_CREAT | O_TMPFILE)) ? (mode_t)va_arg(rest, int) : 0;
}

#define WITH_MODE(call)          \
    va_list rest;                \
    va_start(rest, flags);       \
    mode_t mode = mode_of(flags, rest); \
    va_end(rest);                \
    return call

int open(const char *path, int flags, ...) { WITH_MODE(open_any(AT_FDCWD, path, flags, mode)); }
int open64(const char *path, int flags, ...) { WITH_MODE(open_any(AT_FDCWD, path, flags, mode)); }
int openat(int dirfd, const char *path, int flags, ...) { WITH_MODE(open_any(dirfd, path, flags, mode)); }
int openat64(int dirfd, const char *path, int flags, ...) { WITH_MODE(open_any(dirfd, path, flags, mode)); }

int close(int fd) {
    pthread_mutex_lock(&lock);
    if (is_watched(fd)) watched[fd] = 0;
    int result = (int)syscall(SYS_close, fd);
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t write(int fd, const void *data, size_t length) {
    if (!is_watched(fd)) return syscall(SYS_write, fd, data, length);
    pthread_mutex_lock(&lock);
    count_change();
    ssize_t written = syscall(SYS_write, fd, data, length);
    int failure = errno;
    if (written > 0) note(WRITE, 0, fd, (uint64_t)(lseek(fd, 0, SEEK_CUR) - written), NULL, data, (size_t)written);
    pthread_mutex_unlock(&lock);
    errno = failure;
    return written;
}

static ssize_t pwrite_any(int fd, const void *data, size_t length, off_t at) {
    if (!is_watched(fd)) return syscall(SYS_pwrite64, fd, data, length, at);
    pthread_mutex_lock(&lock);
    count_change();
    ssize_t written = syscall(SYS_pwrite64, fd, data, length, at);
    int failure = errno;
    if (written > 0) note(WRITE, 0, fd, (uint64_t)at, NULL, data, (size_t)written);
    pthread_mutex_unlock(&lock);
    errno = failure;
    return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return pwrite_any(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return pwrite_any(fd, data, length, at); }

static int truncate_any(int fd, off_t size) {
    if (!is_watched(fd)) return (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_lock(&lock);
    count_change();
    int result = (int)syscall(SYS_ftruncate, fd, size);
    int failure = errno;
    if (result == 0) note(TRUNCATE, 0, fd, (uint64_t)size, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

int ftruncate(int fd, off_t size) { return truncate_any(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncate_any(fd, size); }

static int sync_any(long call, int fd) {
    if (!is_watched(fd)) return (int)syscall(call, fd);
    pthread_mutex_lock(&lock);
    count_change();
    int result = (int)syscall(call, fd);
    int failure = errno;
    if (result == 0) note(SYNC, 0, fd, 0, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

int fsync(int fd) { return sync_any(SYS_fsync, fd); }
int fdatasync(int fd) { return sync_any(SYS_fdatasync, fd); }

int rename(const char *from, const char *to) {
    const char *old_name = name_inside(AT_FDCWD, from);
    const char *new_name = name_inside(AT_FDCWD, to);
    if (!old_name && !new_name) return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (!old_name || !new_name) give_up("a file moved into or out of the folder");
    pthread_mutex_lock(&lock);
    count_change();
    int result = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    int failure = errno;
    if (result == 0) note(RENAME, 0, -1, 0, old_name, new_name, strlen(new_name));
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

static int unlink_any(int dirfd, const char *path, int flags) {
    const char *name = name_inside(dirfd, path);
    if (!name) return (int)syscall(SYS_unlinkat, dirfd, path, flags);
    pthread_mutex_lock(&lock);
    count_change();
    int result = (int)syscall(SYS_unlinkat, dirfd, path, flags);
    int failure = errno;
    if (result == 0) note(UNLINK, 0, -1, 0, name, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

int unlink(const char *path) { return unlink_any(AT_FDCWD, path, 0); }
int unlinkat(int dirfd, const char *path, int flags) { return unlink_any(dirfd, path, flags); }

/* What would change a file of the folder without being seen above. */
#define REFUSE(fd, what) \
    if (is_watched(fd)) give_up("not recorded: " what)

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REFUSE(fd, "writev");
    return syscall(SYS_writev, fd, parts, count);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
    REFUSE(fd, "pwritev");
    return NEXT(pwritev)(fd, parts, count, at);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
    REFUSE(fd, "pwritev");
    return NEXT(pwritev64)(fd, parts, count, at);
}
int fallocate(int fd, int mode, off_t at, off_t length) {
    REFUSE(fd, "fallocate");
    return NEXT(fallocate)(fd, mode, at, length);
}
int posix_fallocate(int fd, off_t at, off_t length) {
    REFUSE(fd, "posix_fallocate");
    return NEXT(posix_fallocate)(fd, at, length);
}
ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t length, unsigned flags) {
    REFUSE(out, "copy_file_range");
    return NEXT(copy_file_range)(in, in_at, out, out_at, length, flags);
}
int dup(int fd) {
    REFUSE(fd, "dup");
    return (int)syscall(SYS_dup, fd);
}
static void *mmap_any(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
    if ((protection & PROT_WRITE) && (flags & MAP_TYPE) != MAP_PRIVATE) REFUSE(fd, "a mapping into memory");
    return (void *)syscall(SYS_mmap, at, length, protection, flags, fd, offset);
}
void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
    return mmap_any(at, length, protection, flags, fd, offset);
}
void *mmap64(void *at, size_t length, int protection, int flags, int fd, off64_t offset) {
    return mmap_any(at, length, protection, flags, fd, offset);
}
