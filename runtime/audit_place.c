/* Where changes of counts are made, and how many. */
#include "runtime/audit.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include "runtime/interp.h"
#include "runtime/str.h"
#include <stdlib.h>
#include <string.h>

AuditPlace *audit_place(Thread *t) {
    AuditPlace *place = t->interp->hooks.current_place ? t->interp->hooks.current_place(t) : NULL;
    return place ? place : &t->interp->audit->nowhere;
}

AuditCode *audit_code_new(Audit *audit, const char *file, const char *function, uint32_t count) {
    AuditCode *code = calloc(1, sizeof *code + count * sizeof(AuditPlace));
    char *texts = code ? malloc(strlen(file) + strlen(function) + 2) : NULL;
    if (!texts) {
        free(code);
        return NULL;
    }
    char *name = stpcpy(texts, file) + 1;
    strcpy(name, function);
    code->count = count;
    for (uint32_t i = 0; i < count; i++)
        code->places[i] = (AuditPlace){.file = texts, .function = name};
    code->next = audit->codes;
    audit->codes = code;
    return code;
}

void audit_tally_add(AuditTally *sum, const AuditTally *tally) {
    sum->up += tally->up;
    sum->down += tally->down;
    sum->immortal_up += tally->immortal_up;
    sum->immortal_down += tally->immortal_down;
}

static AuditEndedType *ended_type(Audit *audit, const char *name) {
    for (AuditEndedType *type = audit->ended_types; type; type = type->next)
        if (!strcmp(type->name, name))
            return type;
    AuditEndedType *type = calloc(1, sizeof *type + strlen(name) + 1);
    if (!type)
        return NULL;
    strcpy(type->name, name);
    type->next = audit->ended_types;
    audit->ended_types = type;
    return type;
}

void audit_type_ended(Thread *t, Type *type) {
    const char *name = type->name && type->name->ascii ? str_wtf8(t, type->name, NULL) : "?";
    AuditEndedType *ended = ended_type(t->interp->audit, name);
    if (ended)
        audit_tally_add(&ended->tally, &type->tally);
}
#endif
