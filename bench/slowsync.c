/*
 * Makes every sync of every program slower by SLOWSYNC_US microseconds, to see how a contestant behaves on a disk that
 * is not as fast as the one at hand. Loaded with LD_PRELOAD; changes nothing else.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static struct timespec added;

__attribute__((constructor)) static void find(void)
{
    const char *text = getenv("SLOWSYNC_US");
    long micros = text ? atol(text) : 0;
    added.tv_sec = micros / 1000000;
    added.tv_nsec = micros % 1000000 * 1000;
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
}

static void wait_added(void)
{
    struct timespec left = added;
    while (nanosleep(&left, &left) != 0) {}
}

int fsync(int fd)
{
    wait_added();
    return real_fsync(fd);
}

int fdatasync(int fd)
{
    wait_added();
    return real_fdatasync(fd);
}
