/* Which CHECKs of locals are needed: a local that is assigned on every path to its check needs none.
 *
 * A forward analysis over the instructions of a unit. The state, a bit for each local, is kept only at
 * labels, as the intersection of what comes in; sweeps repeat until nothing changes, which takes two for most
 * functions. */
#include "vm/compiler.h"

#include <string.h>

#include "vm/compile_internal.h"

typedef struct Analysis {
    Unit *u;
    size_t words; /* of 64 bits in one state */
    uint64_t *at; /* a state for each label; all ones: nothing has come in yet */
    uint64_t *now;
    const int *place; /* Ins index -> first label there, or -1 */
    const int *next;  /* label -> next label at the same place, or -1 */
    bool changed;
} Analysis;

static uint64_t *state_at(Analysis *a, int label) {
    return a->at + (size_t)label * a->words;
}

static void flow_to(Analysis *a, int label) {
    uint64_t *state = state_at(a, label);
    for (size_t i = 0; i < a->words; i++) {
        uint64_t both = state[i] & a->now[i];
        a->changed |= both != state[i];
        state[i] = both;
    }
}

static void enter_labels(Analysis *a, int index) {
    for (int label = a->place[index]; label >= 0; label = a->next[label])
        flow_to(a, label);
    for (int label = a->place[index]; label >= 0; label = a->next[label])
        for (size_t i = 0; i < a->words; i++)
            a->now[i] &= state_at(a, label)[i];
}

static void flow_to_handlers(Analysis *a, int index, bool starts_only) {
    for (int i = 0; i < a->u->region_count; i++) {
        Region *region = &a->u->regions[i];
        bool covers = region->start <= index && index < region->end;
        if (starts_only ? region->start == index : covers)
            flow_to(a, region->handler);
    }
}

static void assign(Analysis *a, int reg) {
    if (reg < a->u->scope->local_count)
        a->now[reg / 64] |= 1ull << reg % 64;
}

static void run(Analysis *a, int index, const Ins *ins) {
    const char *format = opcode_formats[ins->op];
    bool local = ins->a < a->u->scope->local_count;
    if ((ins->op == OP_CLEAR || ins->op == OP_DELETE_LOCAL) && local) {
        a->now[ins->a / 64] &= ~(1ull << ins->a % 64);
        flow_to_handlers(a, index, false);
    } else if (ins->op == OP_UNPACK || ins->op == OP_UNPACK_EX) {
        int count = ins->c + (ins->op == OP_UNPACK_EX ? 1 + ins->x : 0);
        for (int i = 0; i < count; i++)
            assign(a, ins->a + i);
    } else if ((format[0] == 'w' && !(ins->flags & FLAG_DISCARD)) || ins->op == OP_CHECK) {
        assign(a, ins->a);
    }
}

/* FOR_LOOP assigns B only when it jumps back; at the end A is cleared (it may be the parameter of a
 * comprehension). */
static void run_for_loop(Analysis *a, const Ins *ins) {
    bool local = ins->b < a->u->scope->local_count;
    uint64_t bit = 1ull << ins->b % 64, before = local ? a->now[ins->b / 64] : 0;
    assign(a, ins->b);
    flow_to(a, ins->x);
    if (local)
        a->now[ins->b / 64] = (a->now[ins->b / 64] & ~bit) | (before & bit);
}

/* One pass over all instructions; the last one, when the states are final, drops what is not needed. */
static void sweep(Analysis *a, bool drop) {
    memset(a->now, 0, a->words * sizeof *a->now);
    for (int i = 0; i < a->u->scope->parameter_count; i++)
        assign(a, i);
    for (int i = 0; i < a->u->ins_count; i++) {
        Ins *ins = &a->u->ins[i];
        if (a->place[i] >= 0)
            enter_labels(a, i);
        flow_to_handlers(a, i, true);
        if (ins->op == OP_FOR_LOOP) {
            run_for_loop(a, ins);
            continue;
        }
        if (drop && ins->op == OP_CHECK && a->now[ins->a / 64] >> ins->a % 64 & 1)
            ins->op = OP_NOP;
        run(a, i, ins);
        if (ins_has_label(ins))
            flow_to(a, ins->x);
        if (ins_ends_flow(ins))
            memset(a->now, 0xff, a->words * sizeof *a->now);
    }
}

/* Lists of the labels at each place. */
static bool index_labels(Compiler *c, int **place, int **next) {
    Unit *u = c->unit;
    *place = compiler_alloc(c, (size_t)(u->ins_count + 1) * sizeof **place);
    *next = compiler_alloc(c, (size_t)(u->label_count + 1) * sizeof **next);
    if (!*place || !*next)
        return false;
    memset(*place, 0xff, (size_t)(u->ins_count + 1) * sizeof **place);
    for (int label = 0; label < u->label_count; label++) {
        int at = u->labels[label];
        if (at < 0)
            continue;
        (*next)[label] = (*place)[at];
        (*place)[at] = label;
    }
    return true;
}

bool checks_drop_needless(Compiler *c) {
    Unit *u = c->unit;
    int *place, *next;
    Analysis a = {.u = u, .words = (size_t)u->scope->local_count / 64 + 1};
    if (!index_labels(c, &place, &next))
        return false;
    a.place = place;
    a.next = next;
    a.now = compiler_alloc(c, a.words * sizeof *a.now);
    a.at = compiler_alloc(c, a.words * (size_t)(u->label_count + 1) * sizeof *a.at);
    if (!a.now || !a.at)
        return false;
    memset(a.at, 0xff, a.words * (size_t)u->label_count * sizeof *a.at);
    do {
        a.changed = false;
        sweep(&a, false);
    } while (a.changed);
    sweep(&a, true);
    return true;
}
