/* What httpx does with libcurl: an Exchange is one request and its answer, a Multi carries exchanges over
 * connections that it keeps for later ones. Redirections, cookies and the like are httpx's business.
 *
 * A Multi is driven in one of two ways. multi_run waits itself, without the GIL, and is for one exchange at a
 * time. Else an event loop waits: libcurl says which descriptors and which time it is interested in
 * (`changes`, `timer`), and multi_act tells it what happened, with the GIL held, since nothing in it waits.
 *
 * Callbacks of curl touch nothing but C fields of the Exchange and its Multi, since the GIL may be given up.
 * One thread at a time is in a Multi and its exchanges: it holds `lock`.
 *
 * An Exchange owns its handle and its buffers, and a reference to the Multi that it was added to. The Multi
 * knows its exchanges by bare pointers, which they take back when they are removed or freed. */
#ifndef STDLIB_HTTPX_EXCHANGE_H
#define STDLIB_HTTPX_EXCHANGE_H

#include "runtime/native.h"
#include "stdlib/io_lock.h"
#include <curl/curl.h>

typedef struct ByteQueue {
    uint8_t *data;
    size_t length, room;
} ByteQueue;

typedef struct SocketChange {
    int fd, events; /* CURL_POLL_... */
} SocketChange;

typedef struct Exchange Exchange;

typedef struct Multi {
    Object ob;
    StreamLock lock;
    CURLM *handle;
    SocketChange *changes; /* in the order in which libcurl made them */
    size_t change_count, change_room;
    long timer; /* milliseconds from when it was set; -1: none */
    bool timer_set;
    bool no_memory;
    Exchange *progressed; /* a list: those to which something happened */
} Multi;

struct Exchange {
    Object ob;
    CURL *easy;
    Multi *multi; /* NULL: not added */
    struct curl_slist *headers;
    ByteQueue head, body;
    Value content; /* a bytes object: the whole body of the request, or the piece of it that is being sent */
    size_t content_sent;
    bool is_whole;       /* so it can be sent again */
    bool content_ended;  /* no further piece comes */
    bool sending_paused; /* libcurl has taken all that there was */
    bool receiving_paused;
    bool interim;    /* the head that is being received is one of several (100 Continue) */
    bool head_ended; /* further lines are trailers */
    bool connected;  /* the request is being sent */
    bool done;
    bool no_memory;
    bool progressed; /* something happened, since it was last looked; it is in the list of its Multi */
    Exchange *next_progressed;
    CURLcode result; /* if done */
    long os_errno, verify_result, tunnel_status;
    char message[CURL_ERROR_SIZE];
};

extern const TypeDef httpx_exchange_type_def, httpx_multi_type_def, httpx_inflater_type_def;

static inline Exchange *exchange_of(Value v) {
    return (Exchange *)value_object(v);
}

enum { EXCHANGE_NO_BODY = -1, EXCHANGE_CHUNKS = -2 };

/* The handle for a request; x->headers and x->content are there. length: of the body, or one of the above.
 * false: no memory (raised). */
bool exchange_prepare(Thread *t, Exchange *x, const char *url, const char *method, int64_t length);
/* Something happened to it. */
void exchange_note(Exchange *x);
/* Goes on with what was paused, if there is room and content again. */
void exchange_resume(Exchange *x);
/* Takes it away from its Multi, with its connection unless the answer is complete. */
void exchange_remove(Thread *t, Exchange *x);
void exchange_free(Thread *t, Exchange *x);

#endif
