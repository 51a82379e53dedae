"""What the builtins copyright, credits, help and license say. The objects themselves are made in vm/site.c."""

import builtins

_texts = {
    'copyright': 'Copyright (c) 2026 The minipy authors.',
    'credits': 'minipy stands on re2c, Bison, GMP, PCRE2, libuv, libcurl, libedit and utf8proc: thanks to their authors.',
    'help': 'Type help(object) for help about object.',
    'license': 'minipy is free software under the MIT licence; see the file LICENSE.',
}


def show(name):
    """The text that the object shows at the prompt."""
    return _texts[name]


def call(name, *args):
    """Calling it prints the text; help takes an object."""
    if name != 'help' or not args:
        if args:
            raise TypeError(f'{name}() takes no arguments ({len(args)} given)')
        print(_texts[name])
    elif len(args) > 1:
        raise TypeError(f'help() takes at most 1 argument ({len(args)} given)')
    else:
        _help(args[0])


def _help(thing):
    if isinstance(thing, str):
        thing = __import__(thing, fromlist=['*'])
    print(_title(thing), *_described(thing), sep='\n\n')


def _title(thing):
    kind = type(thing).__name__
    name = getattr(thing, '__qualname__', None) or getattr(thing, '__name__', None)
    if name is None:
        return f'{kind} object'
    return f'{kind} {name}{_signature(thing)}'


def _signature(thing):
    """The parameters in parentheses, as far as the object tells."""
    text = getattr(thing, '__text_signature__', None)
    if text:
        return text.replace('$self, /, ', '').replace('$self, ', '').replace('$self', '').replace('$module, ', '')
    code = getattr(thing, '__code__', None)
    if code is None:
        return ''
    return '(' + ', '.join(code.co_varnames[:code.co_argcount + code.co_kwonlyargcount]) + ')'


def _described(thing):
    """Paragraphs: the documentation, then of a class or module its public members."""
    doc = getattr(thing, '__doc__', None)
    if isinstance(doc, str) and doc.strip():
        lines = doc.strip().splitlines()
        yield '\n'.join(('    ' + line.strip()).rstrip() for line in lines)
    if not isinstance(thing, (type, type(builtins))):
        return
    for name in sorted(vars(thing)):
        member = vars(thing)[name]
        if name.startswith('_') or not callable(getattr(thing, name, None)):
            continue
        first = (getattr(member, '__doc__', None) or '').strip().split('\n')[0]
        yield f'    {name}{_signature(member)}' + (f'\n        {first}' if first else '')
