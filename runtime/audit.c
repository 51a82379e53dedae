/* What the GIL protects, seen by taking it away.
 *
 * The experiment. Two threads make a reference to the same object at the same moment. Each loads its count,
 * 1, adds one, and stores 2: of two increments one is lost, and the object will end while somebody uses it. A
 * program that really ran so would crash somewhere else, later, for a reason that nobody could tell. Here
 * each object has two counts. The exact one is changed atomically and decides when the object ends, so
 * nothing crashes. The plain one is changed as a program without the lock would do it, on real cores, and is
 * only compared.
 *
 * What runs in parallel. With --gil=unsafe the lock is still there, but it is held for one instruction at
 * most (gil_pass): it guards dicts, lists, caches and memory, each of which would go wrong too, and would
 * hide what goes wrong with counts. Changes of counts are noted while the lock is held, and applied to the
 * plain counts after it was given up, with an ordinary load, addition and store, while other threads run
 * their instructions and apply theirs.
 *
 * Why nothing is reported that could not happen. A thread that takes a reference out of a list would, on a
 * real machine, find that its increment is complete: it was made before the reference was put there. So
 * references that others can see when the instruction is over are counted before it is over; and only those
 * that go to registers of the running frame (load_ref: names, attributes and items that are read), which
 * nobody else sees, and decrements, which come after the reference was taken away, are applied late. That is
 * where the race is on a real machine as well: between reading a pointer and counting it, another thread may
 * count or let go.
 *
 * How late. Applied after every instruction, nothing was lost in four million changes on two processors: the
 * guard takes longer to get from one processor to the other than changes take to be applied, so threads took
 * turns in that, too. So changes wait while the instructions that follow only bring references to registers
 * (twin_audit.c knows which), up to AUDIT_BATCH of them. Then applying takes longer than running, the two
 * overlap, and a count that two processors fight for makes it slower still. Two threads that read one global
 * name 300,000 times each lost counts in 4 of 10 runs, up to 300 in one, on a machine that was busy with
 * other things as well.
 *
 * How a lost update is noticed and named. A plain count is one word: the count, and the tag of its last
 * writer (a thread's slot and the number of the write). The store is an exchange; if what it returns is not
 * what was loaded, somebody wrote in between, and that is lost. Each thread keeps its latest writes, with
 * what they were computed from, so the two values can be followed back to where they parted: the updates on
 * the one side are lost, those on the other, if any, are back (they had been overwritten by what is
 * overwritten now). So the sum of what was lost always is the difference of the two counts; objects that end
 * are checked for it. (If a thread had to wait between its load and its store, too much was written meanwhile to
 * be followed: then the difference is told, not each update.)
 *
 * What comes of it. An increment is lost: the plain count reaches 0 while the exact one does not. The object
 * would have been freed in use; that is noted once, with who still uses it, and the object stays readable. A
 * decrement is lost: the object ends and its plain count does not reach 0: in a real program it would be
 * there for ever, and its memory is not used again here either. The memory of other objects is used again
 * when no thread has changes of them left to apply (audit_memory.c).
 *
 * With the GIL on, changes are applied before the lock moves, so nothing is lost; that is the test of all of
 * this, and of the reference counts of the runtime. */
#include "runtime/audit.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include "runtime/interp.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How far two values of a count are followed back to where they parted. */
enum { FOLLOWED = 128 };

/* ---- who wrote a word ---- */

static uint32_t next_tag(AuditThread *a) {
    a->sequence = (a->sequence + 1) % AUDIT_SEQUENCES;
    a->sequence += !a->sequence; /* the tag of a new object is 0 */
    return a->slot * AUDIT_SEQUENCES + a->sequence;
}

/* The write that stored the word; false: it is too long ago, or of nobody who has a slot. Its thread may make
 * other writes meanwhile. */
static bool find_write(const Audit *audit, const Object *o, uint64_t word, AuditWrite *found) {
    uint32_t tag = audit_tag(word), slot = tag / AUDIT_SEQUENCES;
    AuditThread *a = slot ? __atomic_load_n(&audit->slots[slot], __ATOMIC_ACQUIRE) : NULL;
    if (!a)
        return false;
    AuditWrite *w = &a->writes[tag % AUDIT_WRITES];
    *found = *w;
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return found->tag == tag && __atomic_load_n(&w->tag, __ATOMIC_RELAXED) == tag && found->object == o;
}

/* The words from which one was computed, itself first, and the writes between them. Answers how many words.
 */
static int follow(const Audit *audit, const Object *o, uint64_t word, uint64_t *words, AuditWrite *writes) {
    int count = 0;
    words[count] = word;
    while (count < FOLLOWED && find_write(audit, o, words[count], &writes[count])) {
        words[count + 1] = writes[count].loaded;
        count++;
    }
    return count + 1;
}

/* ---- applying ---- */

static AuditWho me(const AuditThread *a, const AuditChange *c) {
    return (AuditWho){a->name, c->place};
}

static void lost(Audit *audit, const AuditThread *a, const AuditChange *c, const AuditWrite *w, bool back) {
    audit_lost(audit, c->object, (AuditWho){w->thread, w->place}, me(a, c), w->delta, back);
}

/* Too much has happened to follow it all, since this thread had to wait between its load and its store: the
 * difference is told, as the latest writes that make it up. */
static void lost_many(Audit *audit, const AuditThread *a, const AuditChange *c, int difference,
                      const AuditWrite *writes, int count) {
    int delta = difference < 0 ? -1 : 1;
    for (int i = 0; difference; difference -= delta) {
        while (i < count && writes[i].delta != delta)
            i++;
        AuditWrite unknown = {.delta = delta};
        lost(audit, a, c, i < count ? &writes[i++] : &unknown, false);
    }
}

/* `was` was overwritten by what was computed from `loaded`. */
static void overwritten(Audit *audit, const AuditThread *a, const AuditChange *c, uint64_t loaded,
                        uint64_t was) {
    uint64_t theirs[FOLLOWED + 1], ours[FOLLOWED + 1];
    AuditWrite their_writes[FOLLOWED], our_writes[FOLLOWED];
    int their_count = follow(audit, c->object, was, theirs, their_writes);
    int our_count = follow(audit, c->object, loaded, ours, our_writes);
    for (int i = 0; i < their_count; i++)
        for (int j = 0; j < our_count; j++) {
            if (theirs[i] != ours[j])
                continue;
            for (int n = 0; n < i; n++)
                lost(audit, a, c, &their_writes[n], false);
            for (int n = 0; n < j; n++)
                lost(audit, a, c, &our_writes[n], true);
            return;
        }
    lost_many(audit, a, c, audit_count(was) - audit_count(loaded), their_writes, their_count - 1);
}

/* The test hook: is this the change that is to be skipped? */
static bool is_planted(Audit *audit, const AuditThread *a, const AuditChange *c) {
    const AuditOptions *o = &audit->options;
    if (!o->plant || c->delta != o->plant || c->place->line != o->plant_line ||
        c->object->flags & OBJECT_IMMORTAL || strcmp(c->place->file, o->program) ||
        __atomic_add_fetch(&audit->planted, 1, __ATOMIC_RELAXED) != (uint64_t)o->plant_number)
        return false;
    audit_lost(audit, c->object, me(a, c), (AuditWho){0}, c->delta, false);
    return true;
}

/* Changes of several threads come in any order: who takes the plain count to 0 need not be who had the last
 * reference, as long as that one has been counted off. */
static void check_life(Audit *audit, const AuditThread *a, const AuditChange *c, uint64_t loaded) {
    Object *o = c->object;
    int32_t before = audit_count(loaded);
    if (c->delta < 0) {
        if (before == 1 && !c->last && !(loaded & AUDIT_ENDED))
            audit_premature(audit, o, me(a, c));
    } else if (before <= 0 && __atomic_load_n(&o->record, __ATOMIC_ACQUIRE)) {
        audit_used(audit, o, me(a, c));
    }
}

static uint64_t changed(uint64_t loaded, const AuditChange *c, uint32_t tag) {
    uint64_t ended = c->revived ? 0 : c->last ? AUDIT_ENDED : loaded & AUDIT_ENDED;
    return audit_word(audit_count(loaded) + c->delta, tag) | ended;
}

/* The load, the addition and the store that all of this is about. */
static void apply(Audit *audit, AuditThread *a, const AuditChange *c) {
    uint32_t tag = next_tag(a);
    AuditWrite *w = &a->writes[tag % AUDIT_WRITES];
    __atomic_store_n(&w->tag, 0, __ATOMIC_RELAXED);
    __atomic_thread_fence(__ATOMIC_RELEASE);
    *w = (AuditWrite){
        .object = c->object, .place = c->place, .thread = a->name, .tag = tag, .delta = c->delta};
    if (audit->options.plant && is_planted(audit, a, c))
        return;
    uint64_t loaded = __atomic_load_n(&c->object->plain, __ATOMIC_RELAXED);
    w->loaded = loaded;
    uint64_t was = __atomic_exchange_n(&c->object->plain, changed(loaded, c, tag), __ATOMIC_ACQ_REL);
    if (__builtin_expect(was != loaded, 0))
        overwritten(audit, a, c, loaded, was);
    if (__builtin_expect(audit_count(loaded) <= 1, 0))
        check_life(audit, a, c, loaded);
}

/* Of the calling thread, or of one that waits for the GIL, which the caller has. */
static void apply_all(Audit *audit, AuditThread *a) {
    for (uint32_t i = 0; i < a->used; i++)
        if (a->changes[i].delta)
            apply(audit, a, &a->changes[i]);
    a->seen = 0;
    __atomic_store_n(&a->used, 0, __ATOMIC_RELEASE);
    __atomic_store_n(&a->busy, false, __ATOMIC_RELEASE);
}

void audit_apply(Thread *t) {
    apply_all(t->interp->audit, t->audit);
}

/* References that others can see after this instruction. */
static void apply_seen(Audit *audit, AuditThread *a) {
    for (; a->seen < a->used; a->seen++) {
        AuditChange *c = &a->changes[a->seen];
        if (c->delta < 1 || c->unseen)
            continue;
        apply(audit, a, c);
        c->delta = 0;
    }
}

void audit_leave(Thread *t, bool rest) {
    Audit *audit = t->interp->audit;
    AuditThread *a = t->audit;
    if (!a || !a->used) /* NULL: the thread has ended */
        return;
    if (!audit_unsafe(audit)) {
        apply_all(audit, a);
        return;
    }
    apply_seen(audit, a);
    __atomic_store_n(&a->busy, rest, __ATOMIC_RELEASE);
}

bool audit_may_wait(const Thread *t) {
    return t->audit->quiet && t->audit->used < AUDIT_BATCH;
}

void audit_settle(Thread *t) {
    audit_apply(t);
    for (Thread *other = t->interp->threads; other; other = other->next) {
        while (__atomic_load_n(&other->audit->busy, __ATOMIC_ACQUIRE))
            os_yield();
        apply_all(t->interp->audit, other->audit);
    }
}

int32_t audit_plain_count(Thread *t, Object *object) {
    audit_apply(t);
    return audit_count(__atomic_load_n(&object->plain, __ATOMIC_RELAXED));
}

/* ---- noting ---- */

static void tally(AuditTally *tally, const Object *o, int delta) {
    bool immortal = o->flags & OBJECT_IMMORTAL;
    if (delta > 0) {
        tally->up++;
        tally->immortal_up += immortal;
    } else {
        tally->down++;
        tally->immortal_down += immortal;
    }
}

static void note(Thread *t, AuditChange change) {
    AuditThread *a = t->audit;
    change.place = audit_place(t);
    tally(&change.place->tally, change.object, change.delta);
    if (change.object->type)
        tally(&change.object->type->tally, change.object, change.delta);
    if (a->used == AUDIT_CHANGES) {
        audit_apply(t);
        audit_dig(t);
    }
    if (!a->used)
        a->since = t->interp->audit->clock;
    a->changes[a->used] = change;
    __atomic_store_n(&a->used, a->used + 1, __ATOMIC_RELEASE);
}

void audit_up(Object *o, bool unseen) {
    bool revived = __atomic_fetch_add(&o->count, 1, __ATOMIC_RELAXED) == 0;
    note(thread_current, (AuditChange){.object = o, .delta = 1, .revived = revived, .unseen = unseen});
}

bool audit_down(Thread *t, Object *o) {
    bool last = __atomic_sub_fetch(&o->count, 1, __ATOMIC_ACQ_REL) == 0;
    note(t, (AuditChange){.object = o, .delta = -1, .last = last});
    return last;
}

/* ---- threads ---- */

bool audit_init(Interp *interp) {
    Audit *audit = interp->audit = calloc(1, sizeof *audit);
    if (!audit)
        return false;
    os_mutex_init(&audit->mutex);
    audit->nowhere = (AuditPlace){.file = "", .function = "", .known = true};
    audit->slot_count = 1;
    audit->options.quarantine = INT64_MAX;
    return true;
}

static AuditName *new_name(Audit *audit, uint64_t serial) {
    AuditName *name = calloc(1, sizeof *name);
    if (!name)
        return NULL;
    name->serial = serial;
    name->next = audit->names;
    audit->names = name;
    audit->thread_count++;
    return name;
}

bool audit_thread_begin(Thread *t) {
    Audit *audit = t->interp->audit;
    AuditThread *a = audit->spare;
    if (thread_current) /* was alone so far, and had no reason to */
        audit_apply(thread_current);
    if (a)
        audit->spare = a->next_spare;
    else if (!(a = calloc(1, sizeof *a)))
        return false;
    t->audit = a;
    if (!a->slot && audit->slot_count < AUDIT_SLOTS) {
        a->slot = audit->slot_count++;
        __atomic_store_n(&audit->slots[a->slot], a, __ATOMIC_RELEASE);
    }
    return (a->name = new_name(audit, t->serial));
}

void audit_thread_end(Thread *t) {
    Audit *audit = t->interp->audit;
    apply_all(audit, t->audit);
    t->audit->next_spare = audit->spare;
    audit->spare = t->audit;
    t->audit = NULL;
}

void audit_thread_name(Thread *t, const char *name) {
    snprintf(t->audit->name->text, sizeof t->audit->name->text, "%s", name);
}

void audit_after_fork(Thread *t) {
    Audit *audit = t->interp->audit;
    audit->records = NULL; /* the parent's, which tells of them */
    audit->record_count = audit->lost_up = audit->lost_down = audit->premature = audit->leaks = 0;
    audit->announced = audit->shown = false;
    audit->report = NULL;
    audit->spinners = 0;
    memory_each_object(t->interp, audit_forget_record, NULL);
}
#endif
