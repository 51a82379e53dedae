"""Is the source that someone typed so far a whole statement?"""
import __future__
import warnings

__all__ = ['compile_command', 'Compile', 'CommandCompiler']

PyCF_DONT_IMPLY_DEDENT, PyCF_ALLOW_INCOMPLETE_INPUT = 0x200, 0x4000
_FEATURES = [getattr(__future__, name) for name in __future__.all_feature_names]


def _has_statement(source):
    return any(line.strip() and not line.strip().startswith('#') for line in source.split('\n'))


def _error(compiler, source, filename, symbol):
    """None if the source compiles, else the error."""
    try:
        compiler(source, filename, symbol)
    except SyntaxError as error:
        return error
    return None


def _maybe_compile(compiler, source, filename, symbol):
    """The code of the source; None if more may come; SyntaxError if that cannot help."""
    if not _has_statement(source) and symbol != 'eval':
        source = 'pass'  # comments and blank lines are nothing to do
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', SyntaxWarning)
        warnings.simplefilter('error', DeprecationWarning)
        if _is_incomplete(compiler, source, filename, symbol):
            return None
    return compiler(source, filename, symbol)


def _is_incomplete(compiler, source, filename, symbol):
    """Can more lines mend the source?"""
    error = str(_error(compiler, source, filename, symbol))
    return ('incomplete input' in error or 'was never closed' in error
            or source.endswith('\\') and 'unterminated string literal' in error)


def _compile(source, filename, symbol, flags):
    if symbol == 'single':
        flags |= PyCF_DONT_IMPLY_DEDENT
        last = source.rpartition('\n')[2]
        source = source.rstrip() if last.isspace() else source  # a block is open until a blank line, which must be whole
        source += '\n'
    return compile(source, filename, symbol, flags, True)


def compile_command(source, filename='<input>', symbol='single'):
    """The code of a statement; None if it is not finished; SyntaxError, OverflowError or ValueError if it is wrong."""
    return _maybe_compile(lambda *args: _compile(*args, PyCF_ALLOW_INCOMPLETE_INPUT), source, filename, symbol)


class Compile:
    """compile() that remembers `from __future__ import` statements."""

    def __init__(self):
        self.flags = PyCF_ALLOW_INCOMPLETE_INPUT

    def __call__(self, source, filename, symbol):
        code = _compile(source, filename, symbol, self.flags)
        for feature in _FEATURES:
            self.flags |= code.co_flags & feature.compiler_flag
        return code


class CommandCompiler:
    """compile_command() that remembers `from __future__ import` statements."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename='<input>', symbol='single'):
        """As compile_command()."""
        return _maybe_compile(self.compiler, source, filename, symbol)
