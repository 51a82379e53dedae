/* What the audit has found: totals, and a record for each object that something happened to. */
#include "runtime/audit.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include "runtime/interp.h"
#include "runtime/bytes.h"
#include "runtime/callable.h"
#include "runtime/float.h"
#include "runtime/str.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 100000 }; /* more are in the totals only */

/* ---- what an object is called; it may have ended ---- */

/* As much of a text as there is room for, with what is not printable ASCII escaped. */
static void copy_text(char *place, size_t room, const Str *s) {
    size_t used = 0;
    int64_t i = 0;
    for (; i < s->length && used + 16 < room; i++) {
        uint32_t c = str_at(s, i);
        bool plain = c >= ' ' && c < 0x7f && c != '\\' && c != '\'';
        used += (size_t)snprintf(place + used, room - used,
                                 plain       ? "%c"
                                 : c < 0x100 ? "\\x%02x"
                                             : "\\u%04x",
                                 c);
    }
    snprintf(place + used, room - used, "%s", i < s->length ? "..." : "");
}

static void describe_str(char *place, size_t room, const Str *s) {
    place[0] = '\'';
    copy_text(place + 1, room - 2, s);
    strcat(place, "'");
}

/* What can be said without running Python code, from memory that does not change. */
static void describe(const Object *o, char *place, size_t room) {
    *place = 0;
    if (!o->count && o->type->id != TYPE_STR && o->type->id != TYPE_FLOAT) /* its parts may be gone */
        return;
    switch (o->type->layout) {
    case TYPE_STR:
        describe_str(place, room, (const Str *)o);
        break;
    case TYPE_FLOAT:
        snprintf(place, room, "%.17g", float_as_double(object_value(o)));
        break;
    case TYPE_BYTES:
        snprintf(place, room, "of %lld bytes", (long long)((const Bytes *)o)->length);
        break;
    case TYPE_TYPE:
        copy_text(place, room, ((const Type *)o)->name);
        break;
    default:
        break;
    }
}

/* ---- records ---- */

static AuditRecord *record_new(Audit *audit, Object *o) {
    AuditRecord *record = audit->record_count < RECORDS ? calloc(1, sizeof *record) : NULL;
    if (!record)
        return NULL;
    record->address = (uintptr_t)o;
    record->made = o->made;
    copy_text(record->type, sizeof record->type, o->type->name);
    describe(o, record->text, sizeof record->text);
    record->next = audit->records;
    audit->records = record;
    audit->record_count++;
    __atomic_store_n(&o->record, record, __ATOMIC_RELEASE);
    return record;
}

/* NULL: there is no memory for one more. */
static AuditRecord *record_of(Audit *audit, Object *o) {
    return o->record ? o->record : record_new(audit, o);
}

void audit_forget_record(Object *object, void *arg) {
    object->record = NULL;
}

static AuditLoss *loss_of(AuditRecord *record, AuditWho victim, AuditWho winner, int delta) {
    for (AuditLoss *loss = record->losses; loss; loss = loss->next)
        if (loss->delta == delta && loss->victim.place == victim.place &&
            loss->victim.thread == victim.thread && loss->winner.place == winner.place &&
            loss->winner.thread == winner.thread)
            return loss;
    AuditLoss *loss = calloc(1, sizeof *loss);
    if (!loss)
        return NULL;
    *loss = (AuditLoss){.next = record->losses, .victim = victim, .winner = winner, .delta = delta};
    record->losses = loss;
    return loss;
}

/* ---- the first error is told at once ---- */

static void say_place(const AuditPlace *place) {
    if (place && place->line)
        fprintf(stderr, "at %s:%d", place->file, place->line);
    else
        fputs("outside Python code", stderr);
}

static void say_who(AuditWho who) {
    fprintf(stderr, "%s ", who.thread ? who.thread->text : "another thread");
    if (who.thread)
        say_place(who.place);
}

static bool announce(Audit *audit, const Object *o, const char *what) {
    const AuditRecord *record = o->record;
    bool first = !audit->announced;
    audit->announced = true;
    if (!first || !record)
        return false;
    fprintf(stderr, "minipy: reference counts: %s: %s%s%s (%#lx), made ", what, record->type,
            *record->text ? " " : "", record->text, (unsigned long)record->address);
    say_place(record->made);
    fputs(": ", stderr);
    return true;
}

static void announce_loss(Audit *audit, const Object *o, AuditWho victim, AuditWho winner, int delta) {
    if (!announce(audit, o, delta > 0 ? "an increment is lost" : "a decrement is lost"))
        return;
    say_who(victim);
    fputs(winner.thread ? ", overwritten by " : ", skipped by the test hook", stderr);
    if (winner.thread)
        say_who(winner);
    fputs("\n", stderr);
}

/* ---- findings ---- */

void audit_lost(Audit *audit, Object *object, AuditWho victim, AuditWho winner, int delta, bool back) {
    int sign = back ? -1 : 1;
    os_mutex_lock(&audit->mutex);
    AuditRecord *record = record_of(audit, object);
    AuditLoss *loss = record ? loss_of(record, victim, winner, delta) : NULL;
    *(delta > 0 ? &audit->lost_up : &audit->lost_down) += sign;
    if (record)
        *(delta > 0 ? &record->lost_up : &record->lost_down) += sign;
    if (loss)
        loss->count += sign;
    if (!back)
        announce_loss(audit, object, victim, winner, delta);
    os_mutex_unlock(&audit->mutex);
}

/* Whoever's increment was lost still uses the object. */
static AuditWho loser(const AuditRecord *record) {
    for (const AuditLoss *loss = record->losses; loss; loss = loss->next)
        if (loss->delta > 0 && loss->count > 0)
            return loss->victim;
    return (AuditWho){0};
}

void audit_premature(Audit *audit, Object *object, AuditWho freed) {
    os_mutex_lock(&audit->mutex);
    AuditRecord *record = record_of(audit, object);
    if (!record || !record->premature) {
        audit->premature++;
        if (audit->options.abort)
            __atomic_store_n(&audit->stop, AUDIT_STOP_PREMATURE, __ATOMIC_RELEASE);
    }
    if (record && !record->premature) {
        record->premature = true;
        record->freed = freed;
        record->used = loser(record);
        if (announce(audit, object, "would be freed in use")) {
            say_who(freed);
            fputs("\n", stderr);
        }
    }
    os_mutex_unlock(&audit->mutex);
}

void audit_used(Audit *audit, Object *object, AuditWho user) {
    os_mutex_lock(&audit->mutex);
    AuditRecord *record = object->record;
    if (record && record->premature && !record->used.thread)
        record->used = user;
    os_mutex_unlock(&audit->mutex);
}

bool audit_ended(Audit *audit, Object *object) {
    int64_t left = audit_count(object->plain);
    AuditRecord *record = object->record;
    if (!left && !record)
        return false;
    os_mutex_lock(&audit->mutex);
    audit->unexplained += !record || left != record->lost_down - record->lost_up;
    audit->leaks += left > 0;
    if (record && left > 0) {
        record->leaked = true;
        record->left = left;
    }
    os_mutex_unlock(&audit->mutex);
    return left > 0;
}
#endif
