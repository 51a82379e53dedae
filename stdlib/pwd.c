/* Modules pwd and grp: the databases of users and groups. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/posix.h"
#include <grp.h>
#include <pwd.h>

static Value text(Thread *t, const char *s) {
    Str *made = str_fs_decode(t, s ? s : "", s ? strlen(s) : 0);
    return made ? object_value(made) : VALUE_NULL;
}

/* ---- users ---- */

static const StructSeqField passwd_fields[] = {
    {"pw_name", "user name"},      {"pw_passwd", "password"},
    {"pw_uid", "user id"},         {"pw_gid", "group id"},
    {"pw_gecos", "real name"},     {"pw_dir", "home directory"},
    {"pw_shell", "shell program"}, {0},
};
static const StructSeqDef passwd_def = {
    "pwd.struct_passwd", "An entry of the user database, a tuple whose items have names.", passwd_fields, 7};

static Value user_value(Thread *t, const struct passwd *p) {
    Type *type = structseq_type(t, &passwd_def);
    Value items[] = {text(t, p->pw_name),     text(t, p->pw_passwd), int_value(t, p->pw_uid),
                     int_value(t, p->pw_gid), text(t, p->pw_gecos),  text(t, p->pw_dir),
                     text(t, p->pw_shell)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value pwd_getpwnam(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!arg_str(t, args[0], "getpwnam", "name"))
        return VALUE_NULL;
    Value name = str_fs_encode(t, args[0]);
    if (is_null(name))
        return name;
    const struct passwd *found = getpwnam((const char *)value_bytes(name)->data);
    Value v =
        found ? user_value(t, found) : raise(t, EXC_KeyError, "getpwnam(): name not found: %R", args[0]);
    decref(t, name);
    return v;
}

static Value pwd_getpwuid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    unsigned uid;
    if (!id_take(t, args[0], "uid", &uid))
        return error_clear_if(t, EXC_OverflowError) ? raise(t, EXC_KeyError, "getpwuid(): uid not found") : VALUE_NULL;
    const struct passwd *found = getpwuid(uid);
    return found ? user_value(t, found) : raise(t, EXC_KeyError, "getpwuid(): uid not found: %V", args[0]);
}

static Value pwd_getpwall(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = list_new(t, 0);
    setpwent();
    for (const struct passwd *p; list && (p = getpwent());) {
        Value user = user_value(t, p);
        if (is_null(user) || !list_append_owned(t, list, user)) {
            decref_object(t, list);
            list = NULL;
        }
    }
    endpwent();
    return list ? object_value(list) : VALUE_NULL;
}

static bool add_type(Thread *t, Value module, const StructSeqDef *def) {
    Type *type = structseq_type(t, def);
    return type && module_add(t, module, type_short_name(type), new_object_ref(type));
}

static bool pwd_exec(Thread *t, Value module) {
    return add_type(t, module, &passwd_def);
}

static const MethodDef pwd_functions[] = {
    {"getpwnam", pwd_getpwnam, "name, /", "What the system knows of a user, by name.", 0},
    {"getpwuid", pwd_getpwuid, "uidobj, /", "What the system knows of a user, by number.", 0},
    {"getpwall", pwd_getpwall, "", "What the system knows of all users, in a list.", 0},
    {0}};

const ModuleDef pwd_module_def = {
    .name = "pwd",
    .doc = "The users that the system knows.",
    .functions = pwd_functions,
    .exec = pwd_exec,
};

/* ---- groups ---- */

static const StructSeqField group_fields[] = {
    {"gr_name", "group name"},
    {"gr_passwd", "password"},
    {"gr_gid", "group id"},
    {"gr_mem", "group members"},
    {0},
};
static const StructSeqDef group_def = {
    "grp.struct_group", "An entry of the group database, a tuple whose items have names.", group_fields, 4};

static Value member_list(Thread *t, char **names) {
    List *list = list_new(t, 0);
    for (; list && names && *names; names++)
        if (!list_append_owned(t, list, text(t, *names))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    return list ? object_value(list) : VALUE_NULL;
}

static Value group_value(Thread *t, const struct group *g) {
    Type *type = structseq_type(t, &group_def);
    Value items[] = {text(t, g->gr_name), text(t, g->gr_passwd), int_value(t, g->gr_gid),
                     member_list(t, g->gr_mem)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value grp_getgrnam(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!arg_str(t, args[0], "getgrnam", "name"))
        return VALUE_NULL;
    Value name = str_fs_encode(t, args[0]);
    if (is_null(name))
        return name;
    const struct group *found = getgrnam((const char *)value_bytes(name)->data);
    Value v =
        found ? group_value(t, found) : raise(t, EXC_KeyError, "getgrnam(): name not found: %R", args[0]);
    decref(t, name);
    return v;
}

static Value grp_getgrgid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    unsigned gid;
    if (!id_take(t, args[0], "gid", &gid))
        return VALUE_NULL;
    const struct group *found = getgrgid(gid);
    return found ? group_value(t, found) : raise(t, EXC_KeyError, "getgrgid(): gid not found: %V", args[0]);
}

static Value grp_getgrall(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = list_new(t, 0);
    setgrent();
    for (const struct group *g; list && (g = getgrent());) {
        Value group = group_value(t, g);
        if (is_null(group) || !list_append_owned(t, list, group)) {
            decref_object(t, list);
            list = NULL;
        }
    }
    endgrent();
    return list ? object_value(list) : VALUE_NULL;
}

static bool grp_exec(Thread *t, Value module) {
    return add_type(t, module, &group_def);
}

static const MethodDef grp_functions[] = {
    {"getgrnam", grp_getgrnam, "name", "What the system knows of a group, by name.", 0},
    {"getgrgid", grp_getgrgid, "id", "What the system knows of a group, by number.", 0},
    {"getgrall", grp_getgrall, "", "What the system knows of all groups, in a list.", 0},
    {0}};

const ModuleDef grp_module_def = {
    .name = "grp",
    .doc = "The groups that the system knows.",
    .functions = grp_functions,
    .exec = grp_exec,
};
