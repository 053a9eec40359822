/*
 * Makes one folder of the process read-only while a file exists: READONLY_FLAG names the file, READONLY_FOLDER the
 * folder. A mount cannot be made read-only while a server has files open for writing, but a kernel does exactly that
 * when a disk fails; so the calls that write are answered here as the kernel answers them then. Loaded with LD_PRELOAD.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static const char *flag, *folder;
static size_t folder_length;

__attribute__((constructor)) static void find(void)
{
    flag = getenv("READONLY_FLAG");
    folder = getenv("READONLY_FOLDER");
    folder_length = folder ? strlen(folder) : 0;
}

static int is_readonly(void)
{
    return flag && folder && access(flag, F_OK) == 0;
}

static int path_refused(const char *path)
{
    if (!is_readonly() || strncmp(path, folder, folder_length) != 0 || path[folder_length] != '/') return 0;
    errno = EROFS;
    return 1;
}

static int file_refused(int fd)
{
    char link[64], path[4096];
    ssize_t length;
    if (!is_readonly()) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return path_refused(path);
}

static int writes(int flags)
{
    return (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
}

#define OPEN(name)                                                        \
    int name(const char *path, int flags, ...)                            \
    {                                                                     \
        va_list rest;                                                     \
        mode_t mode = 0;                                                  \
        va_start(rest, flags);                                            \
        if (flags & O_CREAT) mode = va_arg(rest, mode_t);                 \
        va_end(rest);                                                     \
        if (writes(flags) && path_refused(path)) return -1;               \
        return REAL(name)(path, flags, mode);                             \
    }

OPEN(open)
OPEN(open64)

ssize_t write(int fd, const void *bytes, size_t count)
{
    return file_refused(fd) ? -1 : REAL(write)(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at)
{
    return file_refused(fd) ? -1 : REAL(pwrite)(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at)
{
    return file_refused(fd) ? -1 : REAL(pwrite64)(fd, bytes, count, at);
}

int ftruncate(int fd, off_t length)
{
    return file_refused(fd) ? -1 : REAL(ftruncate)(fd, length);
}

int ftruncate64(int fd, off64_t length)
{
    return file_refused(fd) ? -1 : REAL(ftruncate64)(fd, length);
}

int unlink(const char *path)
{
    return path_refused(path) ? -1 : REAL(unlink)(path);
}

int rename(const char *from, const char *to)
{
    return path_refused(to) ? -1 : REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode)
{
    return path_refused(path) ? -1 : REAL(mkdir)(path, mode);
}
