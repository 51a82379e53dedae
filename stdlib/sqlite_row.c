/* Rows whose columns have names. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"
#include "stdlib/sqlite.h"

typedef struct Row {
    Object ob;
    Value description; /* of the cursor, or None */
    Tuple *data;
} Row;

static Row *row_of(Value v) {
    return (Row *)value_object(v);
}

Value sqlite_row_new(Thread *t, Type *type, Value description, Tuple *data) {
    Row *row = object_new(t, type, 0);
    if (!row)
        return VALUE_NULL;
    row->description = new_ref(description);
    row->data = data;
    incref_object(data);
    return object_value(row);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!args_no_keywords(t, "Row", kwnames) || !args_positional(t, "Row", nargs, 2, 2))
        return VALUE_NULL;
    if (!is_native(args[0], &sqlite_cursor_type_def))
        return raise_type_error(t, "Row() argument 1 must be sqlite3.Cursor, not %T", args[0]);
    if (!is_tuple(args[1]))
        return raise_type_error(t, "Row() argument 2 must be tuple, not %T", args[1]);
    return sqlite_row_new(t, type, sqlite_cursor(args[0])->description, value_tuple(args[1]));
}

static void dealloc(Thread *t, Object *o) {
    decref(t, ((Row *)o)->description);
    decref_object(t, ((Row *)o)->data);
}

static void traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((Row *)o)->data, visit, arg);
}

/* ---- columns by name: the case of ASCII letters does not matter ---- */

static int64_t column_count(const Row *row) {
    return is_tuple(row->description) ? value_tuple(row->description)->length : 0;
}

static Value name_of(const Row *row, int64_t i) {
    return value_tuple(value_tuple(row->description)->items[i])->items[0];
}

static bool same_name(Str *a, Str *b) {
    if (a == b)
        return true;
    if (a->length != b->length)
        return false;
    if (!a->ascii || !b->ascii)
        return str_equal(a, b);
    return sqlite3_strnicmp((const char *)a->data, (const char *)b->data, (int)a->length) == 0;
}

static Value by_name(Thread *t, const Row *row, Str *name) {
    for (int64_t i = 0; i < column_count(row) && i < row->data->length; i++)
        if (same_name(value_str(name_of(row, i)), name))
            return new_ref(row->data->items[i]);
    return raise_index_error(t, "No item with that key");
}

static Value by_index(Thread *t, const Row *row, Value key) {
    int64_t i;
    if (!op_index_int64(t, key, &i, EXC_IndexError))
        return VALUE_NULL;
    i += i < 0 ? row->data->length : 0;
    if (i < 0 || i >= row->data->length)
        return raise_index_error(t, "tuple index out of range");
    return new_ref(row->data->items[i]);
}

static Value getitem(Thread *t, Value self, Value key) {
    const Row *row = row_of(self);
    if (is_int(key))
        return by_index(t, row, key);
    if (is_str(key))
        return by_name(t, row, value_str(key));
    if (is_slice(key))
        return op_getitem(t, object_value(row->data), key);
    return raise_index_error(t, "Index must be int or string");
}

static Value keys_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Row *row = row_of(args[0]);
    List *names = list_new(t, column_count(row));
    for (int64_t i = 0; names && i < column_count(row); i++)
        if (!list_append(t, names, name_of(row, i))) {
            decref_object(t, names);
            return VALUE_NULL;
        }
    return result_value(names);
}

/* ---- as a whole ---- */

static int64_t length(Thread *t, Value self) {
    return row_of(self)->data->length;
}

static Value iter(Thread *t, Value self) {
    return op_iter(t, object_value(row_of(self)->data));
}

static bool hash(Thread *t, Value self, int64_t *result) {
    int64_t names, data;
    if (!op_hash(t, row_of(self)->description, &names) ||
        !op_hash(t, object_value(row_of(self)->data), &data))
        return false;
    *result = names ^ data;
    return true;
}

static Value compare(Thread *t, Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_native(other, &sqlite_row_type_def))
        return VALUE_NOTIMPLEMENTED;
    int same = op_equal(t, row_of(self)->description, row_of(other)->description);
    if (same > 0)
        same = op_equal(t, object_value(row_of(self)->data), object_value(row_of(other)->data));
    return same < 0 ? VALUE_NULL : bool_value(same == (op == COMPARE_EQ));
}

static const MethodDef methods[] = {{"keys", keys_method, "", "The names of the columns, in a list."}, {0}};

const TypeDef sqlite_row_type_def = {
    .name = "sqlite3.Row",
    .size = sizeof(Row),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "A row that is indexed by numbers and by names of columns.",
    .slots = {.new_instance = new_instance,
              .dealloc = dealloc,
              .traverse = traverse,
              .hash = hash,
              .compare = compare,
              .iter = iter,
              .length = length,
              .getitem = getitem},
    .methods = methods,
};
