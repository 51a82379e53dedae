"""What ast.unparse() does: from trees to text.

Expressions are made as strings, from the inside out. Each knows how tightly it binds; where something tighter is wanted it
gets parentheses. Statements are lines.
"""
import ast
import sys

# How tightly things bind. What is wanted in a place is one of these too, or between two of them.
(ANYTHING, NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, COMPARISON, BIT_OR, BIT_XOR, BIT_AND, SHIFT, SUM, PRODUCT, SIGN,
 POWER, AWAIT, ATOM) = range(19)

BINARY = {'Add': ('+', SUM), 'Sub': ('-', SUM), 'Mult': ('*', PRODUCT), 'MatMult': ('@', PRODUCT), 'Div': ('/', PRODUCT),
          'Mod': ('%', PRODUCT), 'FloorDiv': ('//', PRODUCT), 'LShift': ('<<', SHIFT), 'RShift': ('>>', SHIFT),
          'BitOr': ('|', BIT_OR), 'BitXor': ('^', BIT_XOR), 'BitAnd': ('&', BIT_AND), 'Pow': ('**', POWER)}
UNARY = {'Invert': ('~', SIGN), 'Not': ('not ', NOT), 'UAdd': ('+', SIGN), 'USub': ('-', SIGN)}
BOOLEAN = {'And': (' and ', AND), 'Or': (' or ', OR)}
COMPARE = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is', 'IsNot': 'is not',
           'In': 'in', 'NotIn': 'not in'}
LONG_QUOTES = ['"""', "'''"]
QUOTES = ["'", '"', *LONG_QUOTES]
INFINITY = f'1e{sys.float_info.max_10_exp + 1}'  # a literal that overflows


def name_of(node):
    return type(node).__name__


# ---- strings


def escaped(text, keep):
    """The text with escapes for what cannot be printed, but for the characters of `keep`."""
    return ''.join(c if c in keep or (c != '\\' and c.isprintable()) else c.encode('unicode_escape').decode()
                   for c in text)


def quotable(text, quotes=QUOTES, keep='\n\t'):
    """The text, escaped, and those of the quotes that can stand around it, the nicest first."""
    inner = escaped(text, keep)
    fitting = [q for q in quotes if q not in inner and ('\n' not in inner or len(q) == 3)]
    if not fitting:  # as repr() does it, in its quotes if they are allowed
        whole = repr(text)
        return whole[1:-1], [next((q for q in quotes if whole[0] in q), whole[0])]
    if inner:
        fitting.sort(key=lambda q: q[0] == inner[-1])
        if fitting[0][0] == inner[-1]:
            inner = inner[:-1] + '\\' + inner[-1]
    return inner, fitting


def string(text, quotes=QUOTES):
    """A literal without backslashes as far as possible."""
    inner, fitting = quotable(text, quotes)
    return fitting[0] + inner + fitting[0]


def constant(value):
    if isinstance(value, tuple):
        return f"({', '.join(map(constant, value))}{',' * (len(value) == 1)})"
    if value is ...:
        return '...'
    text = repr(value)
    if isinstance(value, (float, complex)):
        text = text.replace('inf', INFINITY).replace('nan', f'({INFINITY}-{INFINITY})')
    return text


class Source:
    """Of one tree. in_field: inside the braces of an f-string, where no backslash may be."""

    def __init__(self, in_field=False):
        self.in_field = in_field
        self.lines = []
        self.depth = 0
        self.handler = 'except'
        self.ignored = {}  # line: the comment "# type: ignore..." of Module.type_ignores

    def text(self, node):
        """Of any node."""
        method = getattr(self, f'stmt_{name_of(node)}', None)
        if method is None:
            return self.test(node)
        method(node)
        return '\n'.join(self.lines)

    # ---- expressions: a method answers (text, how tightly it binds)

    def at(self, wanted, node):
        """The text of an expression where something that binds as tightly as `wanted` has to stand."""
        text, binding = getattr(self, f'expr_{name_of(node)}')(node)
        return f'({text})' if binding < wanted else text

    def test(self, node):
        return self.at(TEST, node)

    def tests(self, nodes):
        return ', '.join(map(self.test, nodes))

    def items(self, nodes):
        """What is in the parentheses of a tuple."""
        return self.tests(nodes) + ',' * (len(nodes) == 1)

    def expr_Name(self, node):
        return node.id, ATOM

    def expr_Constant(self, node):
        if isinstance(node.value, str):
            text = string(node.value) if self.in_field else repr(node.value)
            return ('u' if node.kind == 'u' else '') + text, ATOM
        return constant(node.value), ATOM

    def expr_NamedExpr(self, node):
        return f'{self.at(ATOM, node.target)} := {self.at(ATOM, node.value)}', NAMED

    def expr_BoolOp(self, node):
        sign, binding = BOOLEAN[name_of(node.op)]
        # each operand is asked to bind tighter than the one before: (a and b) or ((c or d) and e)
        wanted = range(binding + 1, binding + 1 + len(node.values))
        return sign.join(self.at(min(w, ATOM), v) for w, v in zip(wanted, node.values)), binding

    def expr_BinOp(self, node):
        sign, binding = BINARY[name_of(node.op)]
        to_right = sign == '**'
        left, right = self.at(binding + to_right, node.left), self.at(binding + (not to_right), node.right)
        return f'{left} {sign} {right}', binding

    def expr_UnaryOp(self, node):
        sign, binding = UNARY[name_of(node.op)]
        return sign + self.at(binding, node.operand), binding

    def expr_Compare(self, node):
        parts = [self.at(COMPARISON + 1, node.left)]
        for sign, operand in zip(node.ops, node.comparators):
            parts += COMPARE[name_of(sign)], self.at(COMPARISON + 1, operand)
        return ' '.join(parts), COMPARISON

    def expr_Lambda(self, node):
        parameters = self.parameters(node.args)
        return f"lambda{' ' * bool(parameters)}{parameters}: {self.test(node.body)}", TEST

    def expr_IfExp(self, node):
        then, test = self.at(TEST + 1, node.body), self.at(TEST + 1, node.test)
        return f'{then} if {test} else {self.test(node.orelse)}', TEST

    def expr_Await(self, node):
        return f'await {self.at(ATOM, node.value)}', AWAIT

    def expr_Yield(self, node):
        return 'yield' if node.value is None else f'yield {self.at(ATOM, node.value)}', YIELD

    def expr_YieldFrom(self, node):
        return f'yield from {self.at(ATOM, node.value)}', YIELD

    def expr_Attribute(self, node):
        value = node.value
        gap = ' ' * (isinstance(value, ast.Constant) and isinstance(value.value, int))
        return f'{self.at(ATOM, value)}{gap}.{node.attr}', ATOM

    def expr_Subscript(self, node):
        index = node.slice
        inside = self.items(index.elts) if isinstance(index, ast.Tuple) and index.elts else self.test(index)
        return f'{self.at(ATOM, node.value)}[{inside}]', ATOM

    def expr_Slice(self, node):
        bounds = [self.test(bound) if bound else '' for bound in (node.lower, node.upper)]
        return ':'.join(bounds + ([self.test(node.step)] if node.step else [])), ATOM

    def expr_Starred(self, node):
        return f'*{self.at(BIT_OR, node.value)}', ATOM

    def expr_Call(self, node):
        arguments = [self.test(each) for each in node.args] + list(map(self.keyword, node.keywords))
        return f"{self.at(ATOM, node.func)}({', '.join(arguments)})", ATOM

    def keyword(self, node):
        return ('**' if node.arg is None else f'{node.arg}=') + self.test(node.value)

    expr_keyword = lambda self, node: (self.keyword(node), ATOM)

    # displays and comprehensions

    def expr_Tuple(self, node):
        return self.items(node.elts), TUPLE if node.elts else ANYTHING - 1

    def expr_List(self, node):
        return f'[{self.tests(node.elts)}]', ATOM

    def expr_Set(self, node):
        return f'{{{self.tests(node.elts)}}}' if node.elts else '{*()}', ATOM

    def expr_Dict(self, node):
        pairs = [f'**{self.at(BIT_OR, value)}' if key is None else f'{self.test(key)}: {self.test(value)}'
                 for key, value in zip(node.keys, node.values)]
        return f"{{{', '.join(pairs)}}}", ATOM

    def expr_comprehension(self, node):
        start = ' async for ' if node.is_async else ' for '
        parts = [start, self.at(TUPLE, node.target), ' in ', self.at(TEST + 1, node.iter)]
        return ''.join(parts + [f' if {self.at(TEST + 1, test)}' for test in node.ifs]), ATOM

    def comprehension(self, item, generators):
        return item + ''.join(self.expr_comprehension(each)[0] for each in generators)

    def expr_ListComp(self, node):
        return f'[{self.comprehension(self.test(node.elt), node.generators)}]', ATOM

    def expr_SetComp(self, node):
        return f'{{{self.comprehension(self.test(node.elt), node.generators)}}}', ATOM

    def expr_GeneratorExp(self, node):
        return f'({self.comprehension(self.test(node.elt), node.generators)})', ATOM

    def expr_DictComp(self, node):
        return f'{{{self.comprehension(f"{self.test(node.key)}: {self.test(node.value)}", node.generators)}}}', ATOM

    # f-strings

    def expr_JoinedStr(self, node):
        parts = [(self.inside(value), isinstance(value, ast.Constant)) for value in node.values]
        if self.in_field:
            return 'f' + string(''.join(text for text, _ in parts)), ATOM
        quotes, inner = QUOTES, []
        for text, is_constant in parts:  # the quotes that fit all of them
            text, quotes = quotable(text, quotes, '' if is_constant else '\n\t')
            inner.append(text)
        return f"f{quotes[0]}{''.join(inner)}{quotes[0]}", ATOM

    def expr_FormattedValue(self, node):
        return self.field(node), ATOM

    def inside(self, node):
        """What stands for a part between the quotes."""
        if isinstance(node, ast.JoinedStr):
            return ''.join(map(self.inside, node.values))
        if isinstance(node, ast.FormattedValue):
            return self.field(node)
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise ValueError(f'Unexpected node inside JoinedStr, {node!r}')
        return node.value.replace('{', '{{').replace('}', '}}')

    def field(self, node):
        text = Source(in_field=True).at(TEST + 1, node.value)
        if '\\' in text:
            raise ValueError('Unable to avoid backslash in f-string expression part')
        conversion = '' if node.conversion == -1 else chr(node.conversion)
        return ''.join(('{', ' ' * text.startswith('{'), text, '!' * bool(conversion), conversion,
                        f':{self.inside(node.format_spec)}' if node.format_spec else '', '}'))

    # parameters

    def expr_arg(self, node):
        return node.arg if node.annotation is None else f'{node.arg}: {self.test(node.annotation)}', ATOM

    def expr_arguments(self, node):
        return self.parameters(node), ATOM

    def parameter(self, node, value=None, stars=''):
        return f"{stars}{self.at(ATOM, node)}{'' if value is None else f'={self.test(value)}'}"

    def parameters(self, node):
        positional = node.posonlyargs + node.args
        values = [None] * (len(positional) - len(node.defaults)) + node.defaults
        parts = list(map(self.parameter, positional, values))
        if node.posonlyargs:
            parts.insert(len(node.posonlyargs), '/')
        if node.vararg:
            parts.append(self.parameter(node.vararg, stars='*'))
        elif node.kwonlyargs:
            parts.append('*')
        parts += map(self.parameter, node.kwonlyargs, node.kw_defaults)
        if node.kwarg:
            parts.append(self.parameter(node.kwarg, stars='**'))
        return ', '.join(parts)

    # patterns

    def expr_MatchValue(self, node):
        return self.test(node.value), ATOM

    def expr_MatchSingleton(self, node):
        return constant(node.value), ATOM

    def expr_MatchSequence(self, node):
        return f"[{', '.join(map(self.test, node.patterns))}]", ATOM

    def expr_MatchStar(self, node):
        return f"*{'_' if node.name is None else node.name}", ATOM

    def expr_MatchMapping(self, node):
        parts = [f'{self.test(key)}: {self.test(pattern)}' for key, pattern in zip(node.keys, node.patterns)]
        if node.rest is not None:
            parts.append(f'**{node.rest}')
        return f"{{{', '.join(parts)}}}", ATOM

    def expr_MatchClass(self, node):
        parts = list(map(self.test, node.patterns))
        parts += [f'{name}={self.test(pattern)}' for name, pattern in zip(node.kwd_attrs, node.kwd_patterns)]
        return f"{self.at(ATOM, node.cls)}({', '.join(parts)})", ATOM

    def expr_MatchAs(self, node):
        if node.pattern is None:
            return '_' if node.name is None else node.name, ATOM
        return f'{self.at(BIT_OR, node.pattern)} as {node.name}', TEST

    def expr_MatchOr(self, node):
        return ' | '.join(self.at(BIT_OR + 1, pattern) for pattern in node.patterns), BIT_OR

    # ---- statements: a method adds lines

    def line(self, *parts):
        self.lines.append('    ' * self.depth + ''.join(parts))

    def body(self, nodes):
        for node in nodes:
            getattr(self, f'stmt_{name_of(node)}')(node)

    def block(self, head, nodes, comment=''):
        self.line(head, ':', comment)
        self.depth += 1
        self.body(nodes)
        self.depth -= 1

    def comment(self, node):
        """The type comment of a statement."""
        text = self.ignored.get(node.lineno) or node.type_comment
        return f' # type: {text}' if text is not None else ''

    def orelse(self, nodes):
        if nodes:
            self.block('else', nodes)

    def documented(self, node):
        """The body of what may have a docstring."""
        doc = ast._docstring_node(node)
        if doc is not None:
            self.line('u' * (doc.kind == 'u'), string(doc.value, LONG_QUOTES))
        self.body(node.body[doc is not None:])

    def stmt_Module(self, node):
        self.ignored = {each.lineno: f'ignore{each.tag}' for each in node.type_ignores}
        self.documented(node)

    def stmt_Interactive(self, node):
        self.body(node.body)

    def expr_Expression(self, node):
        return self.test(node.body), ATOM

    def expr_FunctionType(self, node):
        return f'({self.tests(node.argtypes)}) -> {self.test(node.returns)}', ATOM

    def stmt_Expr(self, node):
        self.line(self.at(YIELD, node.value))

    def stmt_Assign(self, node):
        targets = ''.join(f'{self.at(TUPLE, target)} = ' for target in node.targets)
        self.line(targets, self.test(node.value), self.comment(node))

    def stmt_AugAssign(self, node):
        self.line(self.test(node.target), f' {BINARY[name_of(node.op)][0]}= ', self.test(node.value))

    def stmt_AnnAssign(self, node):
        target = self.test(node.target)
        if not node.simple and isinstance(node.target, ast.Name):
            target = f'({target})'
        value = '' if node.value is None else f' = {self.test(node.value)}'
        self.line(f'{target}: {self.test(node.annotation)}{value}')

    def stmt_Return(self, node):
        self.line('return', '' if node.value is None else f' {self.test(node.value)}')

    def stmt_Delete(self, node):
        self.line('del ', self.tests(node.targets))

    def stmt_Assert(self, node):
        self.line('assert ', self.test(node.test), f', {self.test(node.msg)}' if node.msg else '')

    def stmt_Raise(self, node):
        if node.exc is None:
            if node.cause is not None:
                raise ValueError("Node can't use cause without an exception.")
            self.line('raise')
        else:
            self.line('raise ', self.test(node.exc), f' from {self.test(node.cause)}' if node.cause else '')

    def stmt_Pass(self, node):
        self.line('pass')

    def stmt_Break(self, node):
        self.line('break')

    def stmt_Continue(self, node):
        self.line('continue')

    def stmt_Global(self, node):
        self.line('global ', ', '.join(node.names))

    def stmt_Nonlocal(self, node):
        self.line('nonlocal ', ', '.join(node.names))

    def expr_alias(self, node):
        return node.name + (f' as {node.asname}' if node.asname else ''), ATOM

    def stmt_Import(self, node):
        self.line('import ', self.tests(node.names))

    def stmt_ImportFrom(self, node):
        self.line('from ', '.' * (node.level or 0), node.module or '', ' import ', self.tests(node.names))

    # compound ones

    def stmt_If(self, node):
        self.block(f'if {self.test(node.test)}', node.body)
        while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node = node.orelse[0]
            self.block(f'elif {self.test(node.test)}', node.body)
        self.orelse(node.orelse)

    def stmt_While(self, node):
        self.block(f'while {self.test(node.test)}', node.body)
        self.orelse(node.orelse)

    def loop(self, word, node):
        self.block(f'{word} {self.at(TUPLE, node.target)} in {self.test(node.iter)}', node.body, self.comment(node))
        self.orelse(node.orelse)

    def stmt_For(self, node):
        self.loop('for', node)

    def stmt_AsyncFor(self, node):
        self.loop('async for', node)

    def expr_withitem(self, node):
        name = f' as {self.test(node.optional_vars)}' if node.optional_vars else ''
        return self.test(node.context_expr) + name, ATOM

    def stmt_With(self, node):
        self.block(f'with {self.tests(node.items)}', node.body, self.comment(node))

    def stmt_AsyncWith(self, node):
        self.block(f'async with {self.tests(node.items)}', node.body, self.comment(node))

    def stmt_Try(self, node, word='except'):
        self.block('try', node.body)
        outer, self.handler = self.handler, word
        self.body(node.handlers)
        self.handler = outer
        self.orelse(node.orelse)
        if node.finalbody:
            self.block('finally', node.finalbody)

    def stmt_TryStar(self, node):
        self.stmt_Try(node, 'except*')

    def stmt_ExceptHandler(self, node):
        what = f' {self.test(node.type)}' if node.type else ''
        name = f' as {node.name}' if node.name else ''
        word = self.handler
        self.handler = 'except'
        self.block(word + what + name, node.body)
        self.handler = word

    def stmt_Match(self, node):
        self.block(f'match {self.test(node.subject)}', node.cases)

    def stmt_match_case(self, node):
        guard = f' if {self.test(node.guard)}' if node.guard else ''
        self.block(f'case {self.test(node.pattern)}{guard}', node.body)

    def definition(self, head, node, comment=''):
        """A class or function, behind an empty line."""
        if self.lines:
            self.lines.append('')
        for decorator in node.decorator_list:
            self.line('@', self.test(decorator))
        self.line(head, ':', comment)
        self.depth += 1
        self.documented(node)
        self.depth -= 1

    def stmt_ClassDef(self, node):
        arguments = [self.test(base) for base in node.bases] + list(map(self.keyword, node.keywords))
        self.definition(f'class {node.name}' + (f"({', '.join(arguments)})" if arguments else ''), node)

    def function(self, word, node):
        returns = f' -> {self.test(node.returns)}' if node.returns else ''
        self.definition(f'{word} {node.name}({self.parameters(node.args)}){returns}', node, self.comment(node))

    def stmt_FunctionDef(self, node):
        self.function('def', node)

    def stmt_AsyncFunctionDef(self, node):
        self.function('async def', node)
