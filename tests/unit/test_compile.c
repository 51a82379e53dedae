#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "files.h"
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "stdlib/modules.h"
#include "vm/compiler.h"
#include "vm/verify.h"
#include "vm/start.h"

static Thread *start(void) {
    StartOptions options = {.isolated = true};
    Thread *t = vm_start(&stdlib_modules, &options);
    cr_assert_not_null(t);
    return t;
}

static Value compile_text(Thread *t, const char *source, size_t length) {
    Str *name = str_new(t, "<test>");
    cr_assert_not_null(name);
    CompileOptions options = {.filename = object_value(name), .mode = COMPILE_EXEC, .optimize = 0};
    Value code = compile_source(t, source, length, &options);
    decref_object(t, name);
    return code;
}

static int verify_nested(const Code *code) {
    int bad = !code_verify(code);
    for (uint32_t i = 0; i < code->const_count; i++)
        if (is_code(code->consts[i]))
            bad += verify_nested((Code *)value_object(code->consts[i]));
    return bad;
}

static int verify_files(Thread *t, const char *pattern, size_t *found) {
    char path[4096];
    glob_t files;
    int bad = 0;
    snprintf(path, sizeof path, "%s/%s", MINIPY_SOURCE_DIR, pattern);
    if (glob(path, 0, NULL, &files) != 0)
        return 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        size_t length;
        char *text = read_file(files.gl_pathv[i], &length);
        Value code = compile_text(t, text, length);
        free(text);
        error_clear(t); /* some scripts are meant to be wrong */
        bad += is_null(code) ? 0 : verify_nested((Code *)value_object(code));
        decref(t, code);
    }
    *found += files.gl_pathc;
    globfree(&files);
    return bad;
}

Test(compile, registers_of_all_python_files_are_right) {
    Thread *t = start();
    size_t found = 0;
    int bad = verify_files(t, "stdlib/*.py", &found) + verify_files(t, "stdlib/*/*.py", &found) +
              verify_files(t, "tests/lang/*/*.py", &found) + verify_files(t, "examples/*.py", &found);
    cr_assert_eq(bad, 0);
    cr_assert_gt(found, 50);
    vm_stop(t, 0);
}

static const char *const everything = "import a.b as c\n"
                                      "class C(A, metaclass=M):\n"
                                      "    x: int = 1\n"
                                      "    def f(self, *a, k=1, **kw):\n"
                                      "        'doc'\n"
                                      "        nonlocal_ = [i * 2 for i in a if i]\n"
                                      "        def inner(): return self, nonlocal_, super().f\n"
                                      "        try:\n"
                                      "            with open(k) as f, g() as h: return f'{f!r:>{h}}'\n"
                                      "        except (E, F) as e:\n"
                                      "            raise G(*a, **kw) from e\n"
                                      "        finally:\n"
                                      "            while a < k < 3: k += 1.5 + 2j\n"
                                      "        match a:\n"
                                      "            case [1, *r] | {'k': r}: pass\n"
                                      "async def g(): return [await x async for x in y]\n";

static bool compile_with_failure(Thread *t, int64_t n) {
    memory_fail_at(n, false);
    Str *name = str_new(t, "<test>");
    Value code = VALUE_NULL;
    if (name) {
        CompileOptions options = {.filename = object_value(name), .mode = COMPILE_EXEC, .optimize = 0};
        code = compile_source(t, everything, strlen(everything), &options);
        decref_object(t, name);
    }
    memory_fail_at(0, false);
    bool done = !is_null(code);
    if (!done)
        cr_assert(error_matches(t, EXC_MemoryError), "failure %d", (int)n);
    error_clear(t);
    decref(t, code);
    return done;
}

Test(compile, any_allocation_may_fail) {
    Thread *t = start();
    int64_t n = 1;
    while (!compile_with_failure(t, n))
        n++;
    vm_stop(t, 0);
    check_leaks();
}

static void expect_code(Thread *t, const char *source, const Opcode *opcodes) {
    Value module = compile_text(t, source, strlen(source));
    cr_assert(!is_null(module));
    Code *code = (Code *)value_object(((Code *)value_object(module))->consts[0]);
    uint32_t i = 0;
    for (; opcodes[i] != OPCODE_COUNT; i++)
        cr_assert_str_eq(opcode_names[code->instrs[i].op], opcode_names[opcodes[i]], "instruction %u", i);
    cr_assert_eq(i, code->instr_count);
    decref(t, module);
}

/* One instruction for the body, one for the loop: this is what the counting-loop benchmark rests on. */
Test(compile, loops_are_short) {
    Thread *t = start();
    expect_code(t, "def f(n):\n s = 0\n for i in n: s += i\n return s\n",
                (Opcode[]){OP_LOADK, OP_GET_ITER, OP_JUMP, OP_ADD, OP_FOR_LOOP, OP_RETURN, OPCODE_COUNT});
    expect_code(t, "def f(n):\n i = 0\n while i < n: i += 1\n return i\n",
                (Opcode[]){OP_LOADK, OP_JUMP, OP_ADD_K, OP_JUMP_IF_LT, OP_RETURN, OPCODE_COUNT});
    expect_code(t, "def f(n):\n if n < 2: return n\n return f(n-1) + f(n-2)\n",
                (Opcode[]){OP_JUMP_UNLESS_LT_K, OP_RETURN, OP_LOAD_GLOBAL, OP_SUB_K, OP_CALL, OP_LOAD_GLOBAL,
                           OP_SUB_K, OP_CALL, OP_ADD, OP_RETURN, OPCODE_COUNT});
    vm_stop(t, 0);
}

Test(compile, only_locals_that_may_be_unbound_are_checked) {
    Thread *t = start();
    expect_code(t, "def f(a):\n if a: x = 1\n else: x = 2\n return x\n",
                (Opcode[]){OP_JUMP_IF_FALSE, OP_LOADK, OP_JUMP, OP_LOADK, OP_RETURN, OPCODE_COUNT});
    expect_code(t, "def f(a):\n if a: x = 1\n return x\n",
                (Opcode[]){OP_JUMP_IF_FALSE, OP_LOADK, OP_CHECK, OP_RETURN, OPCODE_COUNT});
    vm_stop(t, 0);
}

/* CPython's parser gives up on these. */
Test(compile, generated_code_may_be_long) {
    Thread *t = start();
    char *text = malloc(1 << 20), *p = text;
    p += sprintf(p, "if a == 0: x = 0\n");
    for (int i = 1; i < 10000; i++)
        p += sprintf(p, "elif a == %d: x = %d\n", i, i);
    p += sprintf(p, "y = a");
    for (int i = 0; i < 10000; i++)
        p += sprintf(p, " + b%d", i);
    p += sprintf(p, "\n");
    Value code = compile_text(t, text, (size_t)(p - text));
    free(text);
    cr_assert(!is_null(code));
    cr_assert_eq(verify_nested((Code *)value_object(code)), 0);
    decref(t, code);
    vm_stop(t, 0);
}
