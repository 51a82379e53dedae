/* From a unit's Ins to a Code: jumps to jumps are shortened, what cannot be reached is dropped, labels become
 * distances. */
#include "vm/compile_internal.h"
#include "runtime/stress.h"
#include "vm/verify.h"

static bool is_short_jump(const Ins *ins) {
    return opcode_formats[ins->op][2] == 'j';
}

/* Follows jumps to jumps; endless ones are left alone. */
static int final_place(const Unit *u, int label) {
    int place = u->labels[label];
    for (int hops = 0; hops < 32; hops++) {
        while (place < u->ins_count && u->ins[place].op == OP_NOP)
            place++;
        if (place >= u->ins_count || u->ins[place].op != OP_JUMP)
            break;
        place = u->labels[u->ins[place].x];
    }
    return place;
}

static void find_targets(Assembly *a) {
    for (int i = 0; i < a->u->ins_count; i++)
        a->target[i] = ins_has_label(&a->u->ins[i]) ? final_place(a->u, a->u->ins[i].x) : -1;
}

static void reach(Assembly *a, int place) {
    if (place >= a->u->ins_count || a->live[place])
        return;
    a->live[place] = true;
    a->work[a->work_count++] = place;
}

static void follow(Assembly *a) {
    while (a->work_count) {
        int place = a->work[--a->work_count];
        const Ins *ins = &a->u->ins[place];
        if (ins_has_label(ins))
            reach(a, a->target[place]);
        if (!ins_ends_flow(ins))
            reach(a, place + 1);
    }
}

static bool region_is_live(const Assembly *a, const Region *region) {
    for (int i = region->start; i < region->end; i++)
        if (a->live[i] && a->u->ins[i].op != OP_NOP)
            return true;
    return false;
}

/* Handlers are live if something they protect is. They may protect each other, so this repeats. */
static void find_live(Assembly *a) {
    reach(a, 0);
    follow(a);
    for (bool again = true; again;) {
        again = false;
        for (int i = 0; i < a->u->region_count; i++) {
            Region *region = &a->u->regions[i];
            int handler = a->u->labels[region->handler];
            if (handler >= a->u->ins_count || a->live[handler] || !region_is_live(a, region))
                continue;
            reach(a, handler);
            follow(a);
            again = true;
        }
    }
}

/* Jumps to what comes next anyway. */
static void drop_idle_jumps(Assembly *a) {
    int next = a->u->ins_count; /* the next instruction that stays */
    for (int i = a->u->ins_count - 1; i >= 0; i--) {
        const Ins *ins = &a->u->ins[i];
        if (ins_is_dropped(a, i))
            continue;
        int target = ins->op == OP_JUMP ? a->target[i] : -1;
        while (target >= 0 && target < a->u->ins_count && ins_is_dropped(a, target))
            target++;
        if (target == next)
            a->live[i] =
                false; /* not OP_NOP: labels at it must still find its target, not dead code behind it */
        else
            next = i;
    }
}

static int size_of(const Assembly *a, int i) {
    const Ins *ins = &a->u->ins[i];
    if (ins_is_dropped(a, i))
        return 0;
    if (a->far[i])
        return ins->op == OP_FOR_LOOP ? 3 : 2;
    return ins_has_ext(ins) ? 2 : 1;
}

static int distance(const Assembly *a, int i) {
    return a->index[a->target[i]] - (a->index[i] + 1);
}

/* Gives every instruction its place; again whenever a short jump turned out to be too far. */
static void lay_out(Assembly *a) {
    for (bool again = true; again;) {
        int count = 0;
        again = false;
        for (int i = 0; i < a->u->ins_count; i++) {
            a->index[i] = count;
            count += size_of(a, i);
        }
        a->index[a->u->ins_count] = count;
        for (int i = 0; i < a->u->ins_count; i++) {
            if (ins_is_dropped(a, i) || a->far[i] || !is_short_jump(&a->u->ins[i]))
                continue;
            int d = distance(a, i);
            if (d < INT16_MIN + 4 || d > INT16_MAX - 4)
                again = a->far[i] = true;
        }
    }
}

/* The comparison that jumps in the opposite case: x IF and x UNLESS are six apart. */
static Opcode opposite(Opcode op) {
    bool unless = (op >= OP_JUMP_UNLESS_LT && op <= OP_JUMP_UNLESS_GE) ||
                  (op >= OP_JUMP_UNLESS_LT_K && op <= OP_JUMP_UNLESS_GE_K);
    return unless ? op - 6 : op + 6;
}

static void write_far(const Assembly *a, int i, Instr *out) {
    const Ins *ins = &a->u->ins[i];
    int d = distance(a, i);
    if (ins->op ==
        OP_FOR_LOOP) { /* item: over the next one, to the jump to the body; end: the jump to what follows */
        out[0] = instr_make(OP_FOR_LOOP, ins->flags, ins->a, ins->b, 1);
        out[1] = instr_make_wide(OP_JUMP, 0, 0, 1);
        out[2] = instr_make_wide(OP_JUMP, 0, 0, d - 2);
        return;
    }
    out[0] = instr_make(opposite(ins->op), ins->flags, ins->a, ins->b, 1);
    out[1] = instr_make_wide(OP_JUMP, 0, 0, d - 1);
}

static void write_one(const Assembly *a, int i, Instr *out) {
    const Ins *ins = &a->u->ins[i];
    const char *format = opcode_formats[ins->op];
    if (a->far[i])
        write_far(a, i, out);
    else if (format[1] == 'J')
        *out = instr_make_wide(ins->op, ins->flags, ins->a, distance(a, i));
    else if (format[2] == 'j')
        *out = instr_make(ins->op, ins->flags, ins->a, ins->b, (uint16_t)(int16_t)distance(a, i));
    else if (format[1] == 'K')
        *out = instr_make_wide(ins->op, ins->flags, ins->a, ins->x);
    else
        *out = instr_make(ins->op, ins->flags, ins->a, ins->b, ins->c);
    if (ins_has_ext(ins))
        out[1] = instr_make_wide(OP_EXT, 0, 0, ins->x);
}

static uint16_t column(int col) {
    return col < 0 || col >= 0xffff ? 0xffff : (uint16_t)col;
}

static Position position_of(const Ins *ins, int previous_line) {
    if (!ins->line)
        return (Position){ins->op == OP_RETURN_K ? previous_line : 0, 0xffff, 0xffff, 0};
    int delta = ins->end_line - ins->line;
    if (delta < 0 || delta > 0xffff)
        return (Position){ins->line, 0xffff, 0xffff, 0};
    return (Position){ins->line, column(ins->col), column(ins->end_col), (uint16_t)delta};
}

static void write_instructions(const Assembly *a, Code *code) {
    int line = a->u->first_line;
    for (int i = 0; i < a->u->ins_count; i++) {
        int size = size_of(a, i), at = a->index[i];
        if (!size && a->live[i] && a->u->ins[i].line)
            line = a->u->ins[i].line;
        if (!size)
            continue;
        Position position = position_of(&a->u->ins[i], line);
        write_one(a, i, code->instrs + at);
        for (int j = 0; j < size; j++)
            code->positions[at + j] = position;
        if (position.line)
            line = position.line;
    }
}

static void write_exceptions(const Assembly *a, Code *code) {
    for (int i = 0; i < a->u->region_count; i++) {
        const Region *region = &a->u->regions[i];
        int start = a->index[region->start], end = a->index[region->end];
        if (start == end)
            continue;
        code->exceptions[code->exception_count++] =
            (ExceptionEntry){(uint32_t)start, (uint32_t)end,
                             (uint32_t)a->index[a->u->labels[region->handler]], (uint32_t)region->depth};
    }
}

static bool write_names(const Unit *u, Code *code) {
    const Scope *scope = u->scope;
    code->local_count = (uint32_t)scope->local_count;
    for (int i = 0; i < scope->local_count; i++) {
        const Symbol *symbol = scope->locals[i];
        code->local_names[i] = symbol->name;
        incref_object(symbol->name);
        if (symbol->resolution == RESOLUTION_CELL || scope->kind == SCOPE_CLASS)
            code->cell_locals[code->cell_count++] = (uint32_t)i;
    }
    for (; (int)code->free_count < scope->free_count; code->free_count++) {
        code->free_names[code->free_count] = scope->frees[code->free_count]->name;
        incref_object(code->free_names[code->free_count]);
    }
    for (; (int)code->cache_count < u->cache_count; code->cache_count++) {
        code->caches[code->cache_count].name = u->cache_names[code->cache_count];
        code->caches[code->cache_count].value = VALUE_NULL;
        incref_object(u->cache_names[code->cache_count]);
    }
    return true;
}

static void write_parameters(Code *code, const Node *arguments) {
    code->posonly_count = (uint32_t)arguments->arguments.posonlyargs.count;
    code->argcount = code->posonly_count + (uint32_t)arguments->arguments.args.count;
    code->kwonly_count = (uint32_t)arguments->arguments.kwonlyargs.count;
    code->flags |= arguments->arguments.vararg ? CODE_VARARGS : 0;
    code->flags |= arguments->arguments.kwarg ? CODE_VARKEYWORDS : 0;
}

static void write_flags(const Unit *u, Code *code) {
    const Scope *scope = u->scope;
    if (scope->kind == SCOPE_MODULE && scope->is_async && scope->has_await)
        code->flags |= CODE_COROUTINE;
    if (scope->kind != SCOPE_FUNCTION)
        return;
    bool async = scope->is_async || (scope->is_comprehension && scope->has_await);
    code->flags |= CODE_OPTIMIZED | CODE_NEWLOCALS | (scope->nested ? CODE_NESTED : 0);
    if (scope->has_yield)
        code->flags |= async ? CODE_ASYNC_GENERATOR : CODE_GENERATOR;
    else if (async)
        code->flags |= CODE_COROUTINE;
    if (scope->is_comprehension)
        code->argcount = 1;
    else
        write_parameters(code, scope->node->kind == NODE_LAMBDA ? scope->node->lambda.args
                                                                : scope->node->function_def.args);
    bool simple = !code->kwonly_count && !(code->flags & (CODE_VARARGS | CODE_VARKEYWORDS));
    code->simple_call = simple && !(code->flags & CODE_SUSPENDS);
    code->simple_generator = simple && code->flags & CODE_SUSPENDS;
}

static bool allocate(const Assembly *a, Code *code) {
    const Unit *u = a->u;
    int count = a->index[u->ins_count];
    code->instrs = mem_calloc((size_t)count + 1, sizeof *code->instrs);
    code->positions = mem_calloc((size_t)count + 1, sizeof *code->positions);
    code->consts = mem_calloc((size_t)u->const_count + 1, sizeof *code->consts);
    code->caches = mem_calloc((size_t)u->cache_count + 1, sizeof *code->caches);
    code->local_names = mem_calloc((size_t)u->scope->local_count + 1, sizeof *code->local_names);
    code->cell_locals = mem_calloc((size_t)u->scope->local_count + 1, sizeof *code->cell_locals);
    code->free_names = mem_calloc((size_t)u->scope->free_count + 1, sizeof *code->free_names);
    code->exceptions = mem_calloc((size_t)u->region_count + 1, sizeof *code->exceptions);
    code->instr_count = (uint32_t)count;
    return code->instrs && code->positions && code->consts && code->caches && code->local_names &&
           code->cell_locals && code->free_names && code->exceptions;
}

/* The code takes the unit's constants over. */
static void move_constants(Unit *u, Code *code) {
    memcpy(code->consts, u->consts, (size_t)u->const_count * sizeof(Value));
    code->const_count = (uint32_t)u->const_count;
    u->const_count = 0;
}

static Code *write_code(const Assembly *a) {
    Unit *u = a->u;
    Code *code = code_new(a->c->t);
    if (!code)
        return NULL;
    if (!allocate(a, code)) {
        decref_object(a->c->t, code);
        return raise_no_memory(a->c->t), NULL;
    }
    code->name = u->scope->name;
    code->qualname = u->qualname;
    code->filename = a->c->filename;
    incref_object(code->name);
    incref_object(code->qualname);
    incref_object(code->filename);
    code->first_line = u->first_line;
    code->flags = a->c->future;
    code->has_docstring = u->has_docstring;
    code->register_count = (uint32_t)u->max_top + 1;
    write_flags(u, code);
    write_names(u, code);
    write_instructions(a, code);
    write_exceptions(a, code);
    if (u->const_count)
        move_constants(u, code);
    if (lines_find_passed(a, code))
        return code;
    decref_object(a->c->t, code);
    return NULL;
}

static bool prepare(Assembly *a) {
    size_t count = (size_t)a->u->ins_count + 1;
    a->live = compiler_alloc(a->c, count);
    a->far = compiler_alloc(a->c, count);
    a->target = compiler_alloc(a->c, count * sizeof *a->target);
    a->index = compiler_alloc(a->c, count * sizeof *a->index);
    a->work = compiler_alloc(a->c, count * sizeof *a->work);
    return a->live && a->far && a->target && a->index && a->work;
}

Code *compile_assemble(Compiler *c) {
    Assembly a = {.c = c, .u = c->unit};
    if ((a.u->has_checks && !checks_drop_needless(c)) || !prepare(&a))
        return NULL;
    find_targets(&a);
    find_live(&a);
    drop_idle_jumps(&a);
    if (!lines_keep_apart(&a))
        return NULL;
    lay_out(&a);
    Code *code = write_code(&a);
    if (STRESSED && code && !code_verify(code))
        __builtin_trap();
    return code;
}
