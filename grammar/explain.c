#include "grammar/explain.h"

#include "parser.tab.h"

void explain_failure(Parser *p) {
    if (p->failed || p->error_token < 0)
        return;
    parser_fail(p, parser_token_span(p, &p->tokens.items[p->error_token]), "invalid syntax");
}
