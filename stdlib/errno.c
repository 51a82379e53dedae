/* Module errno: the numbers that the C library defines. */
#include <errno.h>

#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

#define ROW(name)                                                                                            \
    { #name, name }

/* One name for each number: these are in errorcode too. */
static const IntConstant numbers[] = {
    ROW(ENODEV),          ROW(ENOCSI),        ROW(EHOSTUNREACH), ROW(ENOMSG),
    ROW(EUCLEAN),         ROW(EL2NSYNC),      ROW(EL2HLT),       ROW(ENODATA),
    ROW(ENOTBLK),         ROW(ENOSYS),        ROW(EPIPE),        ROW(EINVAL),
    ROW(EOVERFLOW),       ROW(EADV),          ROW(EINTR),        ROW(EUSERS),
    ROW(ENOTEMPTY),       ROW(ENOBUFS),       ROW(EPROTO),       ROW(EREMOTE),
    ROW(ENAVAIL),         ROW(ECHILD),        ROW(ELOOP),        ROW(EXDEV),
    ROW(E2BIG),           ROW(ESRCH),         ROW(EMSGSIZE),     ROW(EAFNOSUPPORT),
    ROW(EBADR),           ROW(EHOSTDOWN),     ROW(EPFNOSUPPORT), ROW(ENOPROTOOPT),
    ROW(EBUSY),           ROW(EAGAIN),        ROW(EBADFD),       ROW(EDOTDOT),
    ROW(EISCONN),         ROW(ENOANO),        ROW(ESHUTDOWN),    ROW(ECHRNG),
    ROW(ELIBBAD),         ROW(ENONET),        ROW(EBADE),        ROW(EBADF),
    ROW(EMULTIHOP),       ROW(EIO),           ROW(EUNATCH),      ROW(EPROTOTYPE),
    ROW(ENOSPC),          ROW(ENOEXEC),       ROW(EALREADY),     ROW(ENETDOWN),
    ROW(ENOTNAM),         ROW(EACCES),        ROW(ELNRNG),       ROW(EILSEQ),
    ROW(ENOTDIR),         ROW(ENOTUNIQ),      ROW(EPERM),        ROW(EDOM),
    ROW(EXFULL),          ROW(ECONNREFUSED),  ROW(EISDIR),       ROW(EPROTONOSUPPORT),
    ROW(EROFS),           ROW(EADDRNOTAVAIL), ROW(EIDRM),        ROW(ECOMM),
    ROW(ESRMNT),          ROW(EREMOTEIO),     ROW(EL3RST),       ROW(EBADMSG),
    ROW(ENFILE),          ROW(ELIBMAX),       ROW(ESPIPE),       ROW(ENOLINK),
    ROW(ENETRESET),       ROW(ETIMEDOUT),     ROW(ENOENT),       ROW(EEXIST),
    ROW(EDQUOT),          ROW(ENOSTR),        ROW(EBADSLT),      ROW(EBADRQC),
    ROW(ELIBACC),         ROW(EFAULT),        ROW(EFBIG),        ROW(EDEADLOCK),
    ROW(ENOTCONN),        ROW(EDESTADDRREQ),  ROW(ELIBSCN),      ROW(ENOLCK),
    ROW(EISNAM),          ROW(ECONNABORTED),  ROW(ENETUNREACH),  ROW(ESTALE),
    ROW(ENOSR),           ROW(ENOMEM),        ROW(ENOTSOCK),     ROW(ESTRPIPE),
    ROW(EMLINK),          ROW(ERANGE),        ROW(ELIBEXEC),     ROW(EL3HLT),
    ROW(ECONNRESET),      ROW(EADDRINUSE),    ROW(ENOTSUP),      ROW(EREMCHG),
    ROW(ENAMETOOLONG),    ROW(ENOTTY),        ROW(ERESTART),     ROW(ESOCKTNOSUPPORT),
    ROW(ETIME),           ROW(EBFONT),        ROW(ETOOMANYREFS), ROW(EMFILE),
    ROW(ETXTBSY),         ROW(EINPROGRESS),   ROW(ENXIO),        ROW(ENOPKG),
    ROW(ENOMEDIUM),       ROW(EMEDIUMTYPE),   ROW(ECANCELED),    ROW(ENOKEY),
    ROW(EKEYEXPIRED),     ROW(EKEYREVOKED),   ROW(EKEYREJECTED), ROW(EOWNERDEAD),
    ROW(ENOTRECOVERABLE), ROW(ERFKILL),
};

/* Second names. */
static const IntConstant aliases[] = {
    ROW(EDEADLK),
    ROW(EOPNOTSUPP),
    ROW(EWOULDBLOCK),
    {0},
};
#undef ROW

static bool add_errorcode(Thread *t, Dict *codes, const IntConstant *row) {
    Str *name = str_intern_utf8(t, row->name);
    bool ok = name && dict_set(t, codes, small_int_value(row->value), object_value(name));
    xdecref_object(t, name);
    return ok;
}

static bool errno_exec(Thread *t, Value module) {
    Dict *codes = dict_new(t, sizeof numbers / sizeof *numbers);
    bool ok = module_add(t, module, "errorcode", result_value(codes));
    for (size_t i = 0; ok && i < sizeof numbers / sizeof *numbers; i++)
        ok = module_add_int(t, module, numbers[i].name, numbers[i].value) &&
             add_errorcode(t, codes, &numbers[i]);
    return ok;
}

const ModuleDef errno_module_def = {
    .name = "errno",
    .doc = "The numbers of the system's errors by their names: errno.ENOENT. The dict errorcode has "
           "the\nnames by the numbers.",
    .ints = aliases,
    .exec = errno_exec,
};
