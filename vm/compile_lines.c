/* Which lines code passes where there is no instruction of theirs: those of NOPs, which the compiler leaves where a
 * statement has nothing to do (emit_line), and of jumps that need not be made. They cost nothing to run: only those
 * who trace look for them (trace_function.c). Each way from an instruction to the next one is followed through what
 * is left out. */
#include "vm/compile_internal.h"

#include "runtime/error.h"

enum { MAX_HOPS = 64 };

typedef struct Passing {
    const Assembly *a;
    int first;         /* Ins of the first line that the way passes; -1: none */
    PassedLine *lines; /* in the arena */
    int count, room;
} Passing;

static bool note(Passing *p, uint32_t source, int line) {
    if (!compiler_grow(p->a->c, (void **)&p->lines, p->count, &p->room, sizeof *p->lines))
        return false;
    p->lines[p->count++] = (PassedLine){.source = source, .line = line};
    return true;
}

/* Follows the way from `place` to where the next instruction is; answers that, or -1. stop: for jumps, where they lead. */
static int follow_way(Passing *p, uint32_t source, int place, int stop, int line) {
    const Unit *u = p->a->u;
    p->first = -1;
    for (int hops = 0; place < u->ins_count && place != stop && hops < MAX_HOPS;) {
        const Ins *ins = &u->ins[place];
        bool is_jump = ins->op == OP_JUMP, is_passed = stop >= 0 || ins_is_dropped(p->a, place);
        if (!is_passed || (!is_jump && ins->op != OP_NOP))
            break;
        if (is_jump && stop < 0)
            stop = p->a->target[place];
        if (ins->line && ins->line != line) {
            p->first = p->first < 0 ? place : p->first;
            if (!note(p, source, line = ins->line))
                return -1;
        }
        place = is_jump ? u->labels[ins->x] : place + 1;
        hops += is_jump;
    }
    return place;
}

/* A way: what it passes gets its target; the line of the target itself is no news. */
static bool find_way(Passing *p, uint32_t source, int place, int stop, int line) {
    const Unit *u = p->a->u;
    int before = p->count;
    int end = follow_way(p, source, place, stop, line);
    if (end < 0)
        return false;
    if (p->count > before && end < u->ins_count && p->lines[p->count - 1].line == u->ins[end].line)
        p->count--;
    for (int i = before; i < p->count; i++)
        p->lines[i].target = (uint32_t)p->a->index[end];
    return true;
}

static bool find_ways(Passing *p, int i) {
    const Assembly *a = p->a;
    const Ins *ins = &a->u->ins[i];
    if (ins_is_dropped(a, i))
        return true;
    uint32_t at = (uint32_t)a->index[i], beside = at, jump = at;
    if (a->far[i]) { /* compile_assemble.c: write_far */
        beside += ins->op == OP_FOR_LOOP;
        jump = beside + 1;
    }
    return (ins_ends_flow(ins) || find_way(p, beside, i + 1, -1, ins->line)) &&
           (!ins_has_label(ins) || find_way(p, jump, a->u->labels[ins->x], a->target[i], ins->line));
}

/* `if x: pass`: whether the line is passed could not be told from where control comes from. So it gets an instruction. */
static bool keep_apart(Passing *p, int i) {
    Assembly *a = (Assembly *)p->a;
    const Ins *ins = &a->u->ins[i];
    if (ins_is_dropped(a, i) || !ins_has_label(ins) || ins_ends_flow(ins))
        return true;
    p->count = 0;
    int end = follow_way(p, 0, i + 1, -1, ins->line), first = p->first;
    if (end < 0 || first < 0)
        return end >= 0;
    int target = follow_way(p, 0, a->u->labels[ins->x], a->target[i], ins->line);
    if (target == end && a->u->ins[first].op == OP_NOP)
        a->u->ins[first].flags = FLAG_A;
    else if (target == end)
        a->live[first] = true;
    return target >= 0;
}

bool lines_keep_apart(Assembly *a) {
    Passing p = {.a = a};
    bool ok = true;
    for (int i = 0; ok && i < a->u->ins_count; i++)
        ok = keep_apart(&p, i);
    return ok;
}

bool lines_find_passed(const Assembly *a, Code *code) {
    Passing p = {.a = a};
    for (int i = 0; i < a->u->ins_count; i++)
        if (!find_ways(&p, i))
            return false;
    if (!find_way(&p, CODE_START, 0, -1, 0))
        return false;
    code->passed = mem_alloc((size_t)p.count * sizeof *code->passed + 1);
    if (!code->passed)
        return raise_no_memory(a->c->t), false;
    if (p.count)
        memcpy(code->passed, p.lines, (size_t)p.count * sizeof *code->passed);
    code->passed_count = (uint32_t)p.count;
    return true;
}
