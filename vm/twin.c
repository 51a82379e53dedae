#include "vm/twin.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *twin_policy_name(int policy) {
    static const char *const names[] = {[REFCOUNT_PLAIN] = "plain",
                                        [REFCOUNT_ATOMIC] = "atomic",
                                        [REFCOUNT_IMMORTAL_TEST] = "immortal",
                                        [REFCOUNT_AUDITED] = "audited"};
    return policy >= 0 && policy < (int)(sizeof names / sizeof *names) ? names[policy] : NULL;
}

/* From the folder of a program to the others': first as built, then as installed. */
static const char *const from_plain[] = {"twins", "../lib/minipy"};
static const char *const from_twin[] = {"..", "../../bin"};

/* The path of the running program. New, or NULL. */
static char *own_path(void) {
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0)
        return NULL;
    path[length] = 0;
    return strdup(path);
}

/* The program as seen from ours, by way of `folder`; it may not exist. New, or NULL. */
static char *neighbour(const char *own, const char *folder, int policy) {
    char *path = NULL;
    bool plain = policy == REFCOUNT_PLAIN;
    int length = asprintf(&path, "%.*s/%s/minipy%s%s", (int)(strrchr(own, '/') - own), own, folder,
                          plain ? "" : "-", plain ? "" : twin_policy_name(policy));
    return length < 0 ? NULL : path;
}

/* A path without links and dots; the one given is freed. NULL: there is no program. */
static char *existing(char *path) {
    struct stat info;
    bool found = path && stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
    char *real = found ? realpath(path, NULL) : NULL;
    free(path);
    return real;
}

static char *beside(const char *own, const char *const folders[2], int policy) {
    char *path = existing(neighbour(own, folders[0], policy));
    return path ? path : existing(neighbour(own, folders[1], policy));
}

char *twin_path(int policy) {
    char *own = own_path(), *plain = own;
    if (!own || policy == MINIPY_REFCOUNT)
        return own;
    if (MINIPY_REFCOUNT != REFCOUNT_PLAIN) {
        plain = beside(own, from_twin, REFCOUNT_PLAIN);
        free(own);
    }
    if (!plain || policy == REFCOUNT_PLAIN)
        return plain;
    char *path = beside(plain, from_plain, policy);
    free(plain);
    return path;
}

static bool not_built(int policy) {
    fprintf(
        stderr,
        "minipy: --refcount=%s: there is no program minipy-%s in the folders %s and %s beside minipy. It is "
        "built with minipy, unless a sanitizer is on or MINIPY_BUILD_TWINS is off.\n",
        twin_policy_name(policy), twin_policy_name(policy), from_plain[0], from_plain[1]);
    return false;
}

bool twin_start(const CommandLine *line, char **argv) {
    if (line->policy == MINIPY_REFCOUNT)
        return true;
    char *path = twin_path(line->policy);
    if (!path)
        return not_built(line->policy);
    execv(path, argv);
    fprintf(stderr, "minipy: can't start '%s': %s\n", path, strerror(errno));
    free(path);
    return false;
}
