#include "stdlib/curl_transfer.h"
#include "runtime/error.h"
#include "runtime/park.h"
#include "runtime/timeout.h"
#include <stdlib.h>
#include <sys/socket.h>

enum {
    RECEIVE_LIMIT = 256 << 10, /* bytes nobody has read that make curl pause */
    POLL_MS = 1000 /* between two looks at signals, if one came at the wrong moment to end the poll */
};

/* --- callbacks of curl: without the GIL --- */

static bool reserve(Transfer *x, size_t more) {
    if (x->start + x->length + more <= x->room)
        return true;
    if (x->start) {
        memmove(x->received, x->received + x->start, x->length);
        x->start = 0;
    }
    if (x->length + more <= x->room)
        return true;
    size_t room = x->length + more + CURL_MAX_WRITE_SIZE;
    uint8_t *larger = realloc(x->received, room);
    if (!larger)
        return false;
    x->received = larger;
    x->room = room;
    return true;
}

static size_t append(Transfer *x, const char *data, size_t count) {
    x->progressed = true;
    if (!reserve(x, count)) {
        x->no_memory = true;
        return 0; /* curl gives up */
    }
    memcpy(x->received + x->start + x->length, data, count);
    x->length += count;
    return count;
}

static size_t on_body(char *data, size_t size, size_t count, void *arg) {
    Transfer *x = arg;
    if (x->length >= RECEIVE_LIMIT) {
        x->receiving_paused = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    return append(x, data, size * count);
}

static bool is_blank_line(const char *line, size_t length) {
    return (length == 1 && line[0] == '\n') || (length == 2 && line[0] == '\r' && line[1] == '\n');
}

static void keep_tunnel_answer(Transfer *x, const char *line, size_t length) {
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        length--;
    if (length < 5 || memcmp(line, "HTTP/", 5) != 0)
        return;
    if (length >= sizeof x->tunnel_answer)
        length = sizeof x->tunnel_answer - 1;
    memcpy(x->tunnel_answer, line, length);
    x->tunnel_answer[length] = '\0';
}

/* One line of a head: of the server's, or before there is a connection to it, of a proxy's. */
static size_t on_header(char *line, size_t size, size_t count, void *arg) {
    Transfer *x = arg;
    size_t length = size * count;
    if (x->head_ended)
        return length;
    if (!x->connected) {
        keep_tunnel_answer(x, line, length);
        x->progressed = true;
        return length;
    }
    if (length > 9 && memcmp(line, "HTTP/", 5) == 0) {
        const char *blank = memchr(line, ' ', length);
        x->interim = blank && blank + 1 < line + length && blank[1] == '1';
    }
    x->head_ended = !x->interim && is_blank_line(line, length);
    return append(x, line, length);
}

static size_t on_send(char *out, size_t size, size_t count, void *arg) {
    Transfer *x = arg;
    size_t most = size * count, taken = x->body_left < most ? x->body_left : most;
    if (taken == 0 && !x->body_ended) {
        x->sending_paused = true;
        return CURL_READFUNC_PAUSE;
    }
    x->progressed = true;
    if (taken == 0)
        return 0;
    memcpy(out, x->body, taken);
    x->body += taken;
    x->body_left -= taken;
    return taken;
}

static int on_connected(void *arg, char *ip, char *local_ip, int port, int local_port) {
    Transfer *x = arg;
    x->connected = x->progressed = true;
    return CURL_PREREQFUNC_OK;
}

/* Sockets are not inherited by programs that are started. */
static curl_socket_t on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* --- setting up --- */

#define SET(option, value) ok = ok && curl_easy_setopt(x->easy, option, value) == CURLE_OK

static bool set_callbacks(Transfer *x) {
    bool ok = true;
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, x);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, x);
    SET(CURLOPT_READFUNCTION, on_send);
    SET(CURLOPT_READDATA, x);
    SET(CURLOPT_PREREQFUNCTION, on_connected);
    SET(CURLOPT_PREREQDATA, x);
    SET(CURLOPT_OPENSOCKETFUNCTION, on_open);
    SET(CURLOPT_ERRORBUFFER, x->message);
    return ok;
}

/* The answer comes as it is, errors in it are found by who reads it; redirections and authorization are not
 * curl's business. */
static bool set_habits(Transfer *x) {
    bool ok = true;
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_HTTP09_ALLOWED, 1L);
    SET(CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    SET(CURLOPT_IGNORE_CONTENT_LENGTH, 1L);
    SET(CURLOPT_PATH_AS_IS, 1L);
    SET(CURLOPT_FRESH_CONNECT, 1L);
    SET(CURLOPT_FORBID_REUSE, 1L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)INT32_MAX); /* transfer_run looks at the time */
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_QUICK_EXIT, 1L);
    return ok;
}

static bool set_proxy(Transfer *x, const char *proxy) {
    bool ok = true;
    SET(CURLOPT_PROXY, proxy ? proxy : ""); /* not what the environment says */
    if (!proxy)
        return ok;
    SET(CURLOPT_NOPROXY, "");
    SET(CURLOPT_PROXYTYPE, (long)CURLPROXY_HTTP_1_0);
    SET(CURLOPT_HTTPPROXYTUNNEL, 1L);
    SET(CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
    SET(CURLOPT_PROXYHEADER, x->proxy_headers);
    return ok;
}

static bool set_request(Transfer *x, const TransferPlan *plan) {
    bool ok = set_proxy(x, plan->proxy);
    SET(CURLOPT_URL, plan->url);
    SET(CURLOPT_REQUEST_TARGET, plan->target);
    SET(CURLOPT_HTTPHEADER, x->headers);
    if (plan->body_length != TRANSFER_NO_BODY) {
        SET(CURLOPT_UPLOAD, 1L);
        SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)(plan->body_length >= 0 ? plan->body_length : -1));
    } else if (strcmp(plan->method, "HEAD") == 0) {
        SET(CURLOPT_NOBODY, 1L);
    }
    SET(CURLOPT_CUSTOMREQUEST, plan->method);
    if (plan->ca_file)
        SET(CURLOPT_CAINFO, plan->ca_file);
    if (plan->ca_path)
        SET(CURLOPT_CAPATH, plan->ca_path);
    return ok;
}

bool transfer_start(Thread *t, Transfer *x, const TransferPlan *plan) {
    x->easy = curl_easy_init();
    x->multi = curl_multi_init();
    if (x->easy && x->multi && set_callbacks(x) && set_habits(x) && set_request(x, plan) &&
        curl_multi_add_handle(x->multi, x->easy) == CURLM_OK)
        return true;
    raise_no_memory(t); /* the options are all known to the libcurl that this was built with */
    return false;
}

static void close_handles(Transfer *x) {
    if (x->multi && x->easy)
        curl_multi_remove_handle(x->multi, x->easy);
    curl_easy_cleanup(x->easy);
    curl_multi_cleanup(x->multi);
    curl_slist_free_all(x->headers);
    curl_slist_free_all(x->proxy_headers);
}

void transfer_close(Transfer *x) {
    close_handles(x);
    free(x->received);
    x->easy = NULL;
    x->multi = NULL;
    x->headers = x->proxy_headers = NULL;
    x->received = NULL;
    x->start = x->length = x->room = 0;
    x->done = true;
}

/* --- running --- */

static void look_whether_done(Transfer *x, CURLMcode code) {
    int left;
    CURLMsg *message = curl_multi_info_read(x->multi, &left);
    if (message && message->msg == CURLMSG_DONE) {
        x->done = true;
        x->result = message->data.result;
        curl_easy_getinfo(x->easy, CURLINFO_OS_ERRNO, &x->os_errno);
        curl_easy_getinfo(x->easy, CURLINFO_SSL_VERIFYRESULT, &x->verify_result);
    } else if (code != CURLM_OK) {
        x->done = true;
        x->result = CURLE_OUT_OF_MEMORY;
    }
}

/* Goes on as far as that is possible at once; if that is nowhere, waits first. */
static CURLMcode step(Transfer *x, int ms) {
    int running;
    curl_easy_pause(x->easy,
                    (x->receiving_paused ? CURLPAUSE_RECV : 0) | (x->sending_paused ? CURLPAUSE_SEND : 0));
    CURLMcode code = curl_multi_perform(x->multi, &running);
    if (code != CURLM_OK || x->progressed || !running)
        return code;
    code = curl_multi_poll(x->multi, NULL, 0, ms, NULL);
    return code == CURLM_OK ? curl_multi_perform(x->multi, &running) : code;
}

static bool is_reached(const Transfer *x, TransferGoal goal) {
    return x->done || x->length > 0 || (goal == TRANSFER_SENT && x->body_left == 0);
}

static int poll_time(int64_t deadline) {
    if (deadline == OS_FOREVER)
        return POLL_MS;
    int64_t left = (deadline - os_now() + TIMEOUT_MILLISECOND - 1) / TIMEOUT_MILLISECOND;
    return left < 0 ? 0 : left < POLL_MS ? (int)left : POLL_MS;
}

static bool handle_signals(Thread *t) {
    return !(__atomic_load_n(&t->breaker, __ATOMIC_RELAXED) & BREAK_SIGNAL) || park_handle_signals(t);
}

bool transfer_run(Thread *t, Transfer *x, TransferGoal goal) {
    int64_t deadline = timeout_deadline(x->timeout);
    if (x->length == 0)
        x->receiving_paused = false;
    if (x->body_left || x->body_ended)
        x->sending_paused = false;
    while (!is_reached(x, goal)) {
        x->progressed = false;
        CURLMcode code = BLOCKING(t, "transfer", step(x, poll_time(deadline)));
        look_whether_done(x, code);
        if (!handle_signals(t))
            return false;
        if (x->progressed)
            deadline = timeout_deadline(x->timeout);
        else if (!x->done && os_now() >= deadline)
            return raise(t, EXC_TimeoutError, "timed out"), false;
    }
    return true;
}

/* A connection that ends is the end of the answer: whether it is complete is seen by who reads it. */
bool transfer_ended_well(const Transfer *x) {
    switch (x->result) {
    case CURLE_OK:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
        return true;
    case CURLE_RECV_ERROR: /* also what curl finds wrong with chunks */
        return x->connected && x->os_errno == 0;
    default:
        return false;
    }
}

size_t transfer_take(Transfer *x, void *out, size_t size) {
    size_t taken = size < x->length ? size : x->length;
    if (taken == 0)
        return 0;
    memcpy(out, x->received + x->start, taken);
    x->length -= taken;
    x->start = x->length ? x->start + taken : 0;
    return taken;
}
