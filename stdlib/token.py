"""The numbers of the kinds of tokens, and their names."""

_WORDS = 'ENDMARKER NAME NUMBER STRING NEWLINE INDENT DEDENT'.split()
_PAIRS = '''
    LPAR ( RPAR ) LSQB [ RSQB ] COLON : COMMA , SEMI ; PLUS + MINUS - STAR * SLASH / VBAR | AMPER & LESS < GREATER > EQUAL =
    DOT . PERCENT % LBRACE { RBRACE } EQEQUAL == NOTEQUAL != LESSEQUAL <= GREATEREQUAL >= TILDE ~ CIRCUMFLEX ^ LEFTSHIFT <<
    RIGHTSHIFT >> DOUBLESTAR ** PLUSEQUAL += MINEQUAL -= STAREQUAL *= SLASHEQUAL /= PERCENTEQUAL %= AMPEREQUAL &=
    VBAREQUAL |= CIRCUMFLEXEQUAL ^= LEFTSHIFTEQUAL <<= RIGHTSHIFTEQUAL >>= DOUBLESTAREQUAL **= DOUBLESLASH //
    DOUBLESLASHEQUAL //= AT @ ATEQUAL @= RARROW -> ELLIPSIS ... COLONEQUAL :='''.split()
_OPERATORS = dict(zip(_PAIRS[::2], _PAIRS[1::2]))
_OTHERS = 'OP AWAIT ASYNC TYPE_IGNORE TYPE_COMMENT SOFT_KEYWORD ERRORTOKEN COMMENT NL ENCODING N_TOKENS'.split()

tok_name = dict(enumerate([*_WORDS, *_OPERATORS, *_OTHERS]))
NT_OFFSET = 256
tok_name[NT_OFFSET] = 'NT_OFFSET'

globals().update((name, number) for number, name in tok_name.items())

# The kinds of operators by their texts.
EXACT_TOKEN_TYPES = {text: globals()[name] for name, text in _OPERATORS.items()}

__all__ = ['tok_name', 'ISTERMINAL', 'ISNONTERMINAL', 'ISEOF', *tok_name.values()]


def ISTERMINAL(x):
    """Is it the number of a token?"""
    return not ISNONTERMINAL(x)


def ISNONTERMINAL(x):
    """Is it the number of a rule of a grammar, which begin at NT_OFFSET?"""
    return x >= NT_OFFSET


def ISEOF(x):
    """Is it the token at the end?"""
    return x == 0
