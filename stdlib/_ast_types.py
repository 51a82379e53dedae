"""Comments with types, for ast.parse(): `# type: int` behind a statement, and signatures such as `(int, *str) -> bool`.

The parser does not see comments. So they are read afterwards, with the module tokenize, and put into the tree.
"""
import _ast
import re
import tokenize

_COMMENT = re.compile(r'#[ \t]*type:[ \t]*')
_IGNORE = re.compile(r'ignore(?![0-9A-Za-z\x80-\U0010ffff])')
_SPACE = tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT
_HEADS = _ast.For, _ast.AsyncFor, _ast.With, _ast.AsyncWith
_FUNCTIONS = _ast.FunctionDef, _ast.AsyncFunctionDef


def decoded(source):
    """The text of a source that may be bytes."""
    if isinstance(source, str):
        return source
    data = bytes(source)
    lines = iter(data.splitlines(keepends=True))
    encoding, _ = tokenize.detect_encoding(lambda: next(lines, b''))
    return data.decode(encoding)


def _tokens(text):
    lines = iter(text.splitlines(keepends=True))
    return list(tokenize.generate_tokens(lambda: next(lines, '')))


class _Attacher:
    """Finds the owner of each comment by the tokens around it."""

    def __init__(self, tree, text, filename):
        self.tree, self.filename = tree, filename
        self.lines = text.splitlines(keepends=True)
        self.tokens = _tokens(text)
        self.statements = [node for node in _walk(tree) if isinstance(node, _ast.stmt)]
        self.line = []  # the significant tokens of the logical line so far
        self.previous_line = []

    def run(self):
        for index, token in enumerate(self.tokens):
            if token.type == tokenize.NEWLINE:
                self.previous_line, self.line = self.line, []
            elif token.type not in _SPACE:
                self.line.append(token)
            elif token.type == tokenize.COMMENT and (match := _COMMENT.match(token.string)):
                self._read(index, token, token.string[match.end():], token.start[1] + match.end())

    def _read(self, index, token, text, column):
        ignore = _IGNORE.match(text)
        if ignore:
            if isinstance(self.tree, _ast.Module):
                self.tree.type_ignores.append(_ast.TypeIgnore(lineno=token.start[0], tag=text[ignore.end():]))
            return
        owner = self._owner_in_line(index) if self.line else self._owner_above(index)
        if owner is None:
            self._fail('invalid syntax', token.start[0], column, token.end[1])
        if owner.type_comment is not None:
            self._fail('Cannot have two type comments on def', token.start[0], column, token.end[1])
        owner.type_comment = text

    def _fail(self, message, line, column, end):
        text = self.lines[line - 1]
        raise SyntaxError(message, (self.filename, line, column + 1, text if text.endswith('\n') else text + '\n', line, end + 1))

    def _next(self, index):
        """The next token that counts."""
        return next(token for token in self.tokens[index + 1:] if token.type not in (tokenize.COMMENT, tokenize.NL))

    def _statement_at(self, token, kinds):
        column = len(token.line[:token.start[1]].encode())
        return next((node for node in self.statements if isinstance(node, kinds)
                     and (node.lineno, node.col_offset) == (token.start[0], column)), None)

    def _owner_in_line(self, index):
        last, following = self.line[-1], self._next(index)
        if following.type not in (tokenize.NEWLINE, tokenize.ENDMARKER):
            return self._parameter(last, following)
        if last.string == ':':
            return self._statement_at(self.line[0], _HEADS + _FUNCTIONS)
        place = last.end[0], len(last.line.splitlines()[-1][:last.end[1]].encode())
        return next((node for node in self.statements if isinstance(node, _ast.Assign)
                     and (node.end_lineno, node.end_col_offset) == place), None)

    def _owner_above(self, index):
        """The function whose body begins with the comment."""
        if not self.previous_line or self.previous_line[-1].string != ':' or self._next(index).type != tokenize.INDENT:
            return None
        return self._statement_at(self.previous_line[0], _FUNCTIONS)

    def _parameter(self, last, following):
        """The parameter before a comment within the brackets of a function."""
        function = self._statement_at(self.line[0], _FUNCTIONS)
        brackets = [token.string in '([{' for token in self.line if token.string in ('(', '[', '{', ')', ']', '}')]
        if function is None or brackets.count(True) - brackets.count(False) != 1 or self._depth_was_zero():
            return None
        if last.string != ',' and following.string != ')':
            return None
        before = self.line[-2].string if last.string == ',' else last.string
        if before == '*':
            token = self.line[-1]
            comment = next(each for each in self.tokens if each.type == tokenize.COMMENT and each.start > token.start)
            column = comment.start[1] + _COMMENT.match(comment.string).end()
            self._fail('bare * has associated type comment', comment.start[0], column, comment.end[1])
        arguments = function.args
        parameters = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
        place = last.start[0], len(last.line[:last.start[1]].encode())
        if before == '/':
            return None
        return max((each for each in parameters if each and (each.lineno, each.col_offset) <= place),
                   key=lambda each: (each.lineno, each.col_offset), default=None)

    def _depth_was_zero(self):
        """Have the brackets of the parameters ended? What follows them is the annotation of the result."""
        depth, opened = 0, False
        for token in self.line:
            depth += (token.string in ('(', '[', '{')) - (token.string in (')', ']', '}'))
            opened = opened or depth > 0
            if opened and depth == 0:
                return True
        return False


def _walk(node):
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        for name in node._fields:
            value = getattr(node, name, None)
            waiting += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, _ast.AST)]


def attach_comments(tree, text, filename):
    """Put the comments of a text into its tree."""
    _Attacher(tree, text, filename).run()


# --- signatures -----------------------------------------------------------------------------------------------------

def parse_signature(text, filename):
    """The FunctionType of `(types) -> type`."""
    tokens = [token for token in _tokens(text) if token.type not in _SPACE]
    depth, end = 0, None
    for index, token in enumerate(tokens):
        depth += (token.string in ('(', '[', '{')) - (token.string in (')', ']', '}'))
        if depth == 0:
            end = index
            break
    if tokens[0].string != '(' or end is None or tokens[end + 1].string != '->':
        raise _wrong(text, filename, tokens[0])
    if tokens[end - 1].string == ',':
        raise _wrong(text, filename, tokens[end])
    arrow = tokens[end + 1]
    return _ast.FunctionType(argtypes=_arguments(text, filename, tokens[0], tokens[end]),
                             returns=_result(text, filename, arrow.end, tokens[end + 2]))


def _wrong(text, filename, token):
    line, column = token.start
    return SyntaxError('invalid syntax', (filename, line, column + 1, text.splitlines()[line - 1] if text else '', line,
                                          token.end[1] + 1))


def _until(text, line, column):
    lines = text.splitlines(keepends=True)
    return ''.join(lines[:line - 1]) + lines[line - 1][:column]


def _arguments(text, filename, first, last):
    """The types in brackets: those of a call of `_` with these arguments."""
    lead = _until(text, *first.start)
    written = _until(text, *last.end)
    try:
        call = compile(f'_{written[len(lead):]}', filename, 'eval', _ast.PyCF_ONLY_AST).body
    except SyntaxError:
        raise _wrong(text, filename, last) from None
    stars = [isinstance(each, _ast.Starred) for each in call.args]
    if any(stars[:-1]) or any(isinstance(each, (_ast.GeneratorExp, _ast.NamedExpr)) and each.col_offset == 1 for each in call.args):
        raise _wrong(text, filename, last)
    if len(call.keywords) > 1 or any(each.arg is not None for each in call.keywords):
        raise _wrong(text, filename, last)
    types = [each.value if isinstance(each, _ast.Starred) else each for each in call.args]
    types += [each.value for each in call.keywords]
    for each in types:
        for node in _walk(each):
            _move(node, first.start)
    return types


def _move(node, start):
    """Back to where it stands in the text: without the name, below what was before the bracket."""
    for line, column in ('lineno', 'col_offset'), ('end_lineno', 'end_col_offset'):
        if hasattr(node, line):
            if getattr(node, line) == 1:
                setattr(node, column, getattr(node, column) - 1 + start[1])
            setattr(node, line, getattr(node, line) + start[0] - 1)


def _result(text, filename, arrow_end, first):
    """What stands behind the arrow, in brackets, which keep it in its place."""
    line, column = arrow_end
    rest = text[len(_until(text, line, column)):]
    width = len(_until(text, line, column).rpartition('\n')[2].encode())
    padding = '(' + ' ' * (width - 1) if line == 1 else '(' + '\n' * (line - 1) + ' ' * width
    try:
        result = compile(f'{padding}{rest}\n)', filename, 'eval', _ast.PyCF_ONLY_AST).body
    except SyntaxError:
        raise _wrong(text, filename, first) from None
    inside = first.string == '('
    bare = (result.lineno, result.col_offset) == (1, 0)  # a tuple or a generator whose brackets are ours
    if bare or isinstance(result, (_ast.NamedExpr, _ast.Yield, _ast.YieldFrom)) and not inside:
        raise _wrong(text, filename, first)
    return result
