"""The compiler's scopes: which names a module, a function or a class binds and uses."""
import _symtable

__all__ = ['symtable', 'SymbolTable', 'Class', 'Function', 'Symbol']

_MODULE, _CLASS, _FUNCTION = range(3)
# Flags of names, and where names live.
_GLOBAL, _BOUND, _PARAMETER, _NONLOCAL, _USED, _IMPORTED, _ANNOTATED = 1, 2, 4, 8, 16, 128, 256
_LOCAL, _DECLARED_GLOBAL, _IMPLICIT_GLOBAL, _FREE, _CELL = range(1, 6)
_DEFINED = _BOUND | _PARAMETER | _IMPORTED


def symtable(code, filename, compile_type):
    """The SymbolTable of a text; compile_type as for compile()."""
    modes = 'exec', 'eval', 'single'
    if compile_type not in modes:
        raise ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'")
    if not isinstance(code, str):
        code = _decoded(bytes(code))
    if isinstance(filename, bytes):
        import os
        filename = os.fsdecode(filename)
    return _table(_symtable.scopes(code, filename, modes.index(compile_type)), filename)


def _decoded(data):
    import io
    import tokenize
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)


def _table(scope, filename):
    kind = {_CLASS: Class, _FUNCTION: Function}.get(scope[1], SymbolTable)
    return kind(scope, filename)


class SymbolTable:
    """A scope."""

    _what = ''

    def __init__(self, raw_table, filename):
        name, self._kind, self._line, self._nested, symbols, self._inside = raw_table
        self._name = 'top' if self._kind == _MODULE else name.strip('<>')
        if self._name in ('listcomp', 'setcomp', 'dictcomp', 'genexpr'):  # the iterable is an argument
            symbols = {'.0': _PARAMETER | _LOCAL << 11} | symbols
        self._flags, self._filename = symbols, filename
        self._symbols, self._children = {}, None

    def __repr__(self):
        kind = f'{type(self).__name__} ' if type(self) is not SymbolTable else ''
        name = 'module ' if self._kind == _MODULE else f'{self._name} in '
        if self._kind == _MODULE:
            return f'<{kind}SymbolTable for module {self._filename}>'
        return f'<{kind}SymbolTable for {name}{self._filename}>'

    def get_type(self):
        """'module', 'class' or 'function'."""
        return ('module', 'class', 'function')[self._kind]

    def get_id(self):
        """A number that no other table has."""
        return id(self)

    def get_name(self):
        """The name of the class or function; 'top' for a module."""
        return self._name

    def get_lineno(self):
        """The first line; 0 for a module."""
        return self._line

    def is_optimized(self):
        """Are names known to be local in advance?"""
        return self._kind == _FUNCTION

    def is_nested(self):
        """Is it inside of a function?"""
        return self._nested

    def has_children(self):
        """Are there scopes inside?"""
        return bool(self._inside)

    def get_identifiers(self):
        """The names."""
        return self._flags.keys()

    def get_children(self):
        """The tables of the scopes inside."""
        if self._children is None:
            self._children = [_table(scope, self._filename) for scope in self._inside]
        return list(self._children)

    def lookup(self, name):
        """The Symbol of a name."""
        symbol = self._symbols.get(name)
        if symbol is None:
            spaces = [child for child in self.get_children() if child.get_name() == name]
            symbol = self._symbols[name] = Symbol(
                name, self._flags[name], spaces, module_scope=self._kind == _MODULE)
        return symbol

    def get_symbols(self):
        """The Symbols of all names."""
        return list(map(self.lookup, self._flags))


def _names(table, test):
    return tuple(name for name, flags in table._flags.items() if test(flags & 2047, flags >> 11))


class Function(SymbolTable):
    """The scope of a function, a lambda or a comprehension."""

    def get_parameters(self):
        return _names(self, lambda flags, place: flags & _PARAMETER)

    def get_locals(self):
        return _names(self, lambda flags, place: place in (_LOCAL, _CELL))

    def get_globals(self):
        return _names(self, lambda flags, place: place in (_DECLARED_GLOBAL, _IMPLICIT_GLOBAL))

    def get_nonlocals(self):
        return _names(self, lambda flags, place: flags & _NONLOCAL)

    def get_frees(self):
        return _names(self, lambda flags, place: place == _FREE)


class Class(SymbolTable):
    """The scope of a class body."""

    def get_methods(self):
        """The names of functions and classes in it."""
        return tuple(dict.fromkeys(map(SymbolTable.get_name, self.get_children())))


class Symbol:
    """A name in a scope."""

    def __init__(self, name, flags, namespaces=None, *, module_scope=False):
        self._name, self._flags, self._place = name, flags & 2047, flags >> 11
        self._namespaces = namespaces or ()
        self._in_module = module_scope

    def __repr__(self):
        return f'<symbol {self._name!r}>'

    def _is_global_variable(self):
        return self._in_module and bool(self._flags & _DEFINED)

    def get_name(self):
        return self._name

    def is_global(self):
        """Is it global, because of a declaration, or because nobody binds it, or in a module?"""
        return self._place in (_DECLARED_GLOBAL, _IMPLICIT_GLOBAL) or self._is_global_variable()

    def is_declared_global(self):
        return self._place == _DECLARED_GLOBAL

    def is_local(self):
        return self._place in (_LOCAL, _CELL) or self._is_global_variable()

    def is_free(self):
        """Does it belong to a function outside?"""
        return self._place == _FREE

    def is_nonlocal(self):
        return bool(self._flags & _NONLOCAL)

    def is_parameter(self):
        return bool(self._flags & _PARAMETER)

    def is_referenced(self):
        return bool(self._flags & _USED)

    def is_assigned(self):
        return bool(self._flags & _BOUND)

    def is_imported(self):
        return bool(self._flags & _IMPORTED)

    def is_annotated(self):
        return bool(self._flags & _ANNOTATED)

    def is_namespace(self):
        """Is it bound to a function or a class there?"""
        return bool(self._namespaces)

    def get_namespaces(self):
        """The tables of these."""
        return self._namespaces

    def get_namespace(self):
        """The only one of them."""
        if not self._namespaces:
            raise ValueError('name is not bound to any namespaces')
        if len(self._namespaces) > 1:
            raise ValueError('name is bound to multiple namespaces')
        return self._namespaces[0]
