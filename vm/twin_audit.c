/* What the audit of reference counts needs to know of running code, and how it stops a program. */
#include "vm/twin.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include "runtime/str.h"
#include "vm/frame.h"
#include "vm/lab/audit_report.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STOPPED = 3 }; /* the exit status */

/* UTF-8, if that takes no memory. */
static const char *plain_text(Thread *t, Str *s) {
    return s && s->ascii ? str_wtf8(t, s, NULL) : "?";
}

AuditPlace *twin_place(Thread *t) {
    Frame *frame = t->frame;
    if (!frame)
        return NULL;
    Code *code = frame->code;
    if (!code->audit)
        code->audit = audit_code_new(t->interp->audit, plain_text(t, code->filename),
                                     plain_text(t, code->qualname), code->instr_count);
    uint32_t index = (uint32_t)(frame->ip - code->instrs);
    if (!code->audit || index >= code->audit->count)
        return NULL;
    AuditPlace *place = &code->audit->places[index];
    if (!place->known) {
        place->line = code_line(code, index);
        place->op = frame->ip->op;
        place->known = true;
    }
    return place;
}

static void forget_tally(Object *o, void *arg) {
    if (o->type->layout == TYPE_TYPE)
        ((Type *)o)->tally = (AuditTally){0};
}

bool twin_audit_begin(Thread *t, const AuditOptions *options, const char *file) {
    Audit *audit = t->interp->audit;
    audit_settle(t);
    audit->options = *options;
    audit->options.program = file;
    for (AuditCode *code = audit->codes; code; code = code->next)
        for (uint32_t i = 0; i < code->count; i++)
            code->places[i].tally = (AuditTally){0};
    audit->nowhere.tally = (AuditTally){0};
    memory_each_container(t->interp, forget_tally, NULL);
    return audit_show_begin(t);
}

bool twin_audit_end(Thread *t) {
    return audit_show(t);
}

/* Instructions that bring references to registers of the frame, or compute with what is there, but put
 * nothing where another thread could find it. */
static const bool quiet[OPCODE_COUNT] = {
    [OP_NOP] = true,
    [OP_EXT] = true,
    [OP_MOVE] = true,
    [OP_LOADK] = true,
    [OP_CLEAR] = true,
    [OP_CHECK] = true,
    [OP_DELETE_LOCAL] = true,
    [OP_LOAD_DEREF] = true,
    [OP_LOAD_FREE] = true,
    [OP_LOAD_CLOSURE] = true,
    [OP_LOAD_GLOBAL] = true,
    [OP_LOAD_NAME] = true,
    [OP_LOAD_ATTR] = true,
    [OP_LOAD_METHOD] = true,
    [OP_IS] = true,
    [OP_IS_NOT] = true,
    [OP_JUMP... OP_JUMP_UNLESS_GE_K] = true,
    [OP_FOR_LOOP] = true,
};

void twin_audit_next(Thread *t) {
    t->audit->quiet = quiet[t->frame->ip->op];
}

/* ---- stopping ---- */

static void print_stack(Thread *t, Thread *of) {
    fprintf(stderr, "%s:\n", of->audit->name->text);
    for (Frame *frame = of->frame; frame; frame = frame->previous)
        fprintf(stderr, "  File \"%s\", line %d, in %s\n", plain_text(t, frame->code->filename),
                frame_line(frame), plain_text(t, frame->code->qualname));
}

/* The stacks of those two, if their threads have not ended. */
static void print_stacks(Thread *t, const AuditRecord *record) {
    fputs("Stacks, innermost first:\n", stderr);
    for (Thread *other = t->interp->threads; other; other = other->next)
        if (other->audit->name == record->freed.thread || other->audit->name == record->used.thread)
            print_stack(t, other);
}

static const AuditRecord *first_premature(const Audit *audit) {
    const AuditRecord *found = NULL;
    for (const AuditRecord *record = audit->records; record; record = record->next)
        if (record->premature)
            found = record;
    return found;
}

/* The guard is held, so all other threads stand between two instructions or block. */
void twin_stop(Thread *t) {
    Audit *audit = t->interp->audit;
    const AuditRecord *record = audit->stop == AUDIT_STOP_PREMATURE ? first_premature(audit) : NULL;
    audit->stop = AUDIT_GO_ON;
    audit_settle(t);
    if (record) {
        fputs("minipy: stopped, since an object would have been freed in use\n", stderr);
        print_stacks(t, record);
    } else {
        fprintf(stderr,
                "minipy: stopped: objects that ended or leaked hold %lld bytes, more than "
                "--refcount-quarantine allows\n",
                (long long)(audit->grave_bytes + audit->leaked_bytes));
    }
    vm_flush_output(t);
    audit_show(t);
    fflush(NULL);
    _exit(STOPPED);
}
#endif
