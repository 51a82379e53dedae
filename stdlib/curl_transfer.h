/* One request and its answer, carried by libcurl: it finds the server, connects (through a proxy that
 * tunnels, and with TLS, where needed), sends the request and hands over the answer as the bytes that came:
 * head, then body, in chunks if the server sends chunks. What they mean is the business of http.client.
 *
 * libcurl's multi interface is driven by whoever sends or reads: transfer_run goes on until there is
 * something for the caller to do, without the GIL. If nobody reads, curl is paused when `received` is full,
 * so that a server is not faster than the reader. Callbacks of curl run without the GIL and touch nothing but
 * the Transfer's own fields.
 *
 * A Transfer owns its handles and buffers; `body` points into a buffer that the caller of transfer_run holds.
 * One thread at a time uses it: it holds `lock`. */
#ifndef STDLIB_CURL_TRANSFER_H
#define STDLIB_CURL_TRANSFER_H

#include "runtime/interp.h"
#include "stdlib/io_lock.h"
#include <curl/curl.h>

typedef struct Transfer {
    Object ob;
    StreamLock lock;
    CURL *easy; /* NULL: closed */
    CURLM *multi;
    struct curl_slist *headers, *proxy_headers;
    uint8_t *received; /* `length` bytes from `start` on are not read yet */
    size_t start, length, room;
    bool receiving_paused;
    bool interim;    /* the head that is being received is one of several (100 Continue) */
    bool head_ended; /* further headers are trailers, which are part of the body here */
    const uint8_t *body;
    size_t body_left;
    bool body_ended, sending_paused; /* paused: curl has taken all that there was */
    int64_t timeout;                 /* nanoseconds without any progress; -1: for ever */
    bool progressed;                 /* bytes went or came, since it was last looked */
    bool connected;                  /* the request is being sent */
    bool done;
    bool no_memory;
    CURLcode result; /* if done */
    long os_errno, verify_result;
    char message[CURL_ERROR_SIZE];
    char tunnel_answer[256]; /* the first line of what a proxy said to CONNECT, without its end */
} Transfer;

/* What is to be done, as C values that live until transfer_start returns. */
typedef struct TransferPlan {
    const char *url;    /* scheme, host, port */
    const char *target; /* what the request line says, as it is */
    const char *method;
    int64_t body_length;           /* -1: no body, -2: nobody knows (it is sent in chunks) */
    const char *proxy;             /* URL of a proxy to tunnel through, or NULL */
    const char *ca_file, *ca_path; /* NULL: where libcurl looks */
} TransferPlan;

enum { TRANSFER_NO_BODY = -1, TRANSFER_CHUNKS = -2 };

typedef enum TransferGoal {
    TRANSFER_SENT,    /* curl has taken all of `body`, or an answer comes although it was not */
    TRANSFER_RECEIVED /* there is something to read, or nothing will come any more */
} TransferGoal;

/* Makes the handles; nothing is sent yet. The headers are in x already. false: no memory (raised). */
bool transfer_start(Thread *t, Transfer *x, const TransferPlan *plan);
/* Runs until the goal is reached or the transfer is done. false: TimeoutError, or a signal's handler raised.
 */
bool transfer_run(Thread *t, Transfer *x, TransferGoal goal);
/* After it is done: was that the end of the answer, as far as curl knows, rather than an error? */
bool transfer_ended_well(const Transfer *x);
/* Takes up to `size` bytes of what was received. */
size_t transfer_take(Transfer *x, void *out, size_t size);
/* Ends the connection and gives everything back; for closed ones too. May block: without the GIL, if the
 * Transfer is alive. */
void transfer_close(Transfer *x);

#endif
