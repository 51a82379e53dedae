#include "vm/lab/parts.h"
#include "runtime/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct PartsHead {
    char magic[32]; /* another version's parts may look otherwise */
    uint64_t size;  /* of this head */
    PartsOrder order;
    int64_t end;      /* where the next piece goes; atomic */
    int64_t count;    /* of parts begun, may exceed PARTS_MOST; atomic */
    int64_t dropped;  /* of those the ones that could not be written; atomic */
    Part parts[PARTS_MOST];
};

/* What precedes the bytes of a piece in the file. */
typedef struct Piece {
    int64_t next; /* the place of the part's next one; 0: none */
    int64_t length;
} Piece;

static const char magic[32] = "minipy parts " MINIPY_VERSION;

/* ---- the file ---- */

static bool map_head(Parts *parts) {
    void *head = mmap(NULL, sizeof(PartsHead), PROT_READ | PROT_WRITE, MAP_SHARED, parts->fd, 0);
    parts->head = head == MAP_FAILED ? NULL : head;
    return parts->head;
}

static bool note_identity(Parts *parts) {
    struct stat info;
    if (fstat(parts->fd, &info) < 0)
        return false;
    parts->device = info.st_dev;
    parts->number = info.st_ino;
    return true;
}

static bool is_it(const Parts *parts, int fd) {
    struct stat info;
    return fstat(fd, &info) == 0 && info.st_dev == parts->device && info.st_ino == parts->number;
}

/* A file that has no name any more. */
static int open_nameless(void) {
    char name[256];
    const char *folder = getenv("TMPDIR");
    if (snprintf(name, sizeof name, "%s/minipy-XXXXXX", folder && *folder ? folder : "/tmp") >= (int)sizeof name)
        return errno = ENAMETOOLONG, -1;
    int fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0)
        unlink(name);
    return fd;
}

void parts_close(Parts *parts) {
    if (parts->head)
        munmap(parts->head, sizeof(PartsHead));
    if (parts->fd >= 0 && is_it(parts, parts->fd))
        close(parts->fd);
    *parts = (Parts){.fd = -1};
}

static bool give_up(Parts *parts) {
    int error = errno;
    parts_close(parts);
    errno = error;
    return false;
}

bool parts_create(Parts *parts, const PartsOrder *order) {
    *parts = (Parts){.fd = open_nameless()};
    if (parts->fd < 0)
        return false;
    snprintf(parts->path, sizeof parts->path, "/proc/%d/fd/%d", (int)getpid(), parts->fd);
    if (!note_identity(parts) || (errno = posix_fallocate(parts->fd, 0, sizeof(PartsHead))) || !map_head(parts))
        return give_up(parts);
    PartsHead *head = parts->head;
    *head = (PartsHead){.size = sizeof *head, .order = *order, .end = sizeof *head};
    memcpy(head->magic, magic, sizeof magic);
    return true;
}

static bool is_ours(const PartsHead *head) {
    return !memcmp(head->magic, magic, sizeof magic) && head->size == sizeof *head;
}

static bool is_large_enough(const Parts *parts) {
    struct stat info;
    return fstat(parts->fd, &info) == 0 && info.st_size >= (off_t)sizeof(PartsHead);
}

bool parts_join(Parts *parts, const char *variable) {
    unsigned long long device, number;
    *parts = (Parts){.fd = -1};
    if (sscanf(variable, "%63[^:]:%llu:%llu", parts->path, &device, &number) != 3)
        return false;
    parts->device = (dev_t)device;
    parts->number = (ino_t)number;
    int fd = open(parts->path, O_RDWR | O_CLOEXEC);
    if (fd >= 0 && !is_it(parts, fd)) {
        close(fd);
        fd = -1;
    }
    parts->fd = fd;
    return (fd >= 0 && is_large_enough(parts) && map_head(parts) && is_ours(parts->head)) || give_up(parts);
}

char *parts_variable(const Parts *parts) {
    char text[160];
    int length = snprintf(text, sizeof text, PARTS_VARIABLE "=%s:%llu:%llu", parts->path,
                          (unsigned long long)parts->device, (unsigned long long)parts->number);
    char *result = mem_alloc((size_t)length + 1);
    return result ? strcpy(result, text) : NULL;
}

const PartsOrder *parts_order(const Parts *parts) {
    return &parts->head->order;
}

/* The descriptor, or a new one in its place. */
static bool find_again(Parts *parts) {
    if (parts->fd >= 0 && is_it(parts, parts->fd))
        return true;
    int fd = open(parts->path, O_RDWR | O_CLOEXEC);
    parts->fd = fd >= 0 && is_it(parts, fd) ? fd : -1;
    if (fd >= 0 && parts->fd < 0)
        close(fd);
    return parts->fd >= 0;
}

/* ---- writing ---- */

static bool write_at(int fd, const void *bytes, size_t length, int64_t place) {
    for (size_t done = 0; done < length;) {
        ssize_t n = pwrite(fd, (const char *)bytes + done, length - done, place + (int64_t)done);
        if (n < 0 && errno != EINTR)
            return false;
        done += n < 0 ? 0 : (size_t)n;
    }
    return true;
}

static int64_t reserve(PartsHead *head, size_t length) {
    int64_t place = __atomic_fetch_add(&head->end, (int64_t)length, __ATOMIC_RELAXED);
    return place + (int64_t)length > (int64_t)PARTS_KEPT_GB << 30 ? 0 : place;
}

/* One piece: written first, then linked to the one before. */
static void send_piece(Writer *w, const char *bytes, size_t length) {
    Parts *parts = w->parts;
    Part *part = &parts->head->parts[w->part];
    Piece piece = {.length = (int64_t)length};
    int64_t place = reserve(parts->head, sizeof piece + length);
    bool ok = place && write_at(parts->fd, &piece, sizeof piece, place) &&
              write_at(parts->fd, bytes, length, place + (int64_t)sizeof piece) &&
              (!part->last || write_at(parts->fd, &place, sizeof place, part->last));
    if (!ok)
        w->error = place ? errno : EFBIG;
    if (!part->first)
        part->first = place;
    part->last = place;
    part->length += (int64_t)length;
}

bool parts_begin(Parts *parts, Writer *w, PartKind kind, int64_t started) {
    if (!parts->head || !find_again(parts))
        return false;
    int64_t number = __atomic_fetch_add(&parts->head->count, 1, __ATOMIC_RELAXED);
    if (number >= PARTS_MOST)
        return false;
    parts->head->parts[number] = (Part){.kind = (int32_t)kind, .process = getpid(), .started = started};
    w->error = 0;
    w->used = 0;
    w->send = send_piece;
    w->parts = parts;
    w->part = (int)number;
    return true;
}

void parts_finish(Writer *w) {
    writer_flush(w);
    PartsHead *head = w->parts->head;
    if (w->error)
        __atomic_fetch_add(&head->dropped, 1, __ATOMIC_RELAXED);
    else
        __atomic_store_n(&head->parts[w->part].complete, 1, __ATOMIC_RELEASE);
}

/* ---- reading ---- */

static int count_kept(const PartsHead *head) {
    int64_t count = __atomic_load_n(&head->count, __ATOMIC_RELAXED);
    return count < PARTS_MOST ? (int)count : PARTS_MOST;
}

int parts_next(const Parts *parts, PartKind kind, int start) {
    if (!parts->head || !is_it(parts, parts->fd))
        return -1;
    for (int i = start, count = count_kept(parts->head); i < count; i++) {
        const Part *part = &parts->head->parts[i];
        if (__atomic_load_n(&part->complete, __ATOMIC_ACQUIRE) && part->kind == (int32_t)kind)
            return i;
    }
    return -1;
}

const Part *parts_part(const Parts *parts, int number) {
    return &parts->head->parts[number];
}

int64_t parts_dropped(const Parts *parts) {
    if (!parts->head)
        return 0;
    int64_t begun = __atomic_load_n(&parts->head->count, __ATOMIC_RELAXED);
    int64_t failed = __atomic_load_n(&parts->head->dropped, __ATOMIC_RELAXED);
    return failed + (begun > PARTS_MOST ? begun - PARTS_MOST : 0);
}

static bool read_at(const Parts *parts, void *to, size_t length, int64_t place) {
    for (size_t done = 0; done < length;) {
        ssize_t n = pread(parts->fd, (char *)to + done, length - done, place + (int64_t)done);
        if (n == 0 || (n < 0 && errno != EINTR))
            return false;
        done += n < 0 ? 0 : (size_t)n;
    }
    return true;
}

void parts_copy(const Parts *parts, int number, Writer *to) {
    char buffer[4096];
    Piece piece;
    for (int64_t place = parts_part(parts, number)->first; place; place = piece.next) {
        if (!read_at(parts, &piece, sizeof piece, place))
            return;
        int64_t from = place + (int64_t)sizeof piece, end = from + piece.length;
        while (from < end) {
            size_t n = end - from < (int64_t)sizeof buffer ? (size_t)(end - from) : sizeof buffer;
            if (!read_at(parts, buffer, n, from))
                return;
            writer_bytes(to, buffer, n);
            from += (int64_t)n;
        }
    }
}

bool parts_read(const Parts *parts, int number, void *to) {
    Piece piece;
    char *out = to;
    int64_t left = parts_part(parts, number)->length;
    for (int64_t place = parts_part(parts, number)->first; place; place = piece.next) {
        if (!read_at(parts, &piece, sizeof piece, place) || piece.length > left ||
            !read_at(parts, out, (size_t)piece.length, place + (int64_t)sizeof piece))
            return false;
        out += piece.length;
        left -= piece.length;
    }
    return !left;
}
