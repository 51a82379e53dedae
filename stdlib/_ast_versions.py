"""ast.parse() for an older Python: what its grammar did not have is a SyntaxError."""
import _ast
import re
import tokenize

_ASYNC = {_ast.AsyncFunctionDef: 'Async functions are', _ast.AsyncFor: 'Async for loops are',
          _ast.AsyncWith: 'Async with statements are', _ast.Await: 'Await expressions are'}


def check(tree, text, filename, minor):
    """Raises what the grammar of Python 3.minor lacks first."""
    # What ends first is read first, and what is inside before what is around it.
    found = [(node.end_lineno, node.end_col_offset, -node.lineno, -node.col_offset, since, what)
             for node, since, what in _nodes(tree) if since > minor]
    found += [(*token.end, -token.start[0], -token.start[1], since, what) for token, since, what in _words(text) if since > minor]
    if found:
        line, column, _, _, since, what = min(found)
        raise SyntaxError(f'{what} only supported in Python 3.{since} and greater',
                          (filename, line, column + 1, text.splitlines()[line - 1] + '\n', line, column + 1))


def _nodes(tree):
    """(node, since which version there is such a one, what it is)"""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        for name in node._fields:
            value = getattr(node, name, None)
            waiting += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, _ast.AST)]
        kind = type(node)
        if kind in _ASYNC:
            yield node, 5, _ASYNC[kind]
        elif kind is _ast.AnnAssign:
            plain = node.simple or not isinstance(node.target, (_ast.Attribute, _ast.Subscript, _ast.Name))
            yield node, 6, f'Variable annotation{"" if plain else "s"} syntax is'
        elif kind in (_ast.BinOp, _ast.AugAssign) and isinstance(node.op, _ast.MatMult):
            yield node, 5, "The '@' operator is"
        elif kind is _ast.NamedExpr:
            yield node, 8, 'Assignment expressions are'
        elif kind is _ast.JoinedStr:
            yield node, 6, 'Format strings are'
        elif kind is _ast.Match:
            yield node, 10, 'Pattern matching is'
        elif kind is _ast.TryStar:
            yield node, 11, 'Exception groups are'
        elif kind in (_ast.ListComp, _ast.SetComp, _ast.DictComp, _ast.GeneratorExp) and any(
                each.is_async for each in node.generators):
            yield node, 6, 'Async comprehensions are'
        elif kind in (_ast.FunctionDef, _ast.Lambda, _ast.AsyncFunctionDef) and node.args.posonlyargs:
            yield node.args.posonlyargs[-1], 8, 'Positional-only parameters are'


def _words(text):
    """The same of what only the text shows."""
    lines = iter(text.splitlines(keepends=True))
    tokens = [token for token in tokenize.generate_tokens(lambda: next(lines, ''))
              if token.type not in (tokenize.COMMENT, tokenize.NL)]
    for index, token in enumerate(tokens):
        if token.type == tokenize.NUMBER and '_' in token.string:
            yield token, 6, 'Underscores in numeric literals are'
        elif token.type == tokenize.STRING and 'f' in token.string[:2].lower() and re.search(r'[^=!<>]=\s*[}!:]', token.string):
            yield token, 8, 'f-string: self documenting expressions are'
        elif token.string == 'with' and tokens[index + 1].string == '(' and _is_list_of_managers(tokens[index + 2:]):
            yield tokens[index + 1], 9, 'Parenthesized context managers are'


def _is_list_of_managers(tokens):
    """Is it in brackets as a whole? `with (a, b):` and `with (a):` are, `with (a, b) as c:` is not."""
    depth = 1
    for index, token in enumerate(tokens):
        depth += (token.string in '([{') - (token.string in ')]}') if token.string else 0
        if depth == 0:
            return tokens[index + 1].string == ':'
    return False
