"""Disassembler of minipy's instructions: the ones that the GIL counts.

The interface is that of CPython's module dis; what it shows is minipy's register machine. offset counts
instructions. `minipy -m dis FILE` prints the listing of a script.
"""
import sys
import types
from collections import namedtuple

import _dis

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code",
           "get_instructions", "Instruction", "Bytecode", "Positions", "opname", "opmap", "pretty_flags",
           "COMPILER_FLAG_NAMES"]

opname = _dis.opname
opmap = {name: code for code, name in enumerate(opname)}

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR", 64: "NOFREE",
    128: "COROUTINE", 256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR",
}

Positions = namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=[None] * 4)


class Instruction(namedtuple("Instruction", "opname opcode arg argval argrepr offset starts_line is_jump_target "
                                            "positions a b c flags", defaults=[None] * 5)):
    """One instruction. arg is None if it has no operands, else (a, b, c); argval is the constant, the name or the
    place to jump to; argrepr shows all operands."""
    __slots__ = ()


def _code_of(x):
    """The code object of a function, method, class body, generator, source text or code."""
    if hasattr(x, "__func__"):
        x = x.__func__
    for attribute in ("__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, attribute):
            x = getattr(x, attribute)
            break
    if isinstance(x, str):
        x = _compile(x, "<disassembly>")
    if hasattr(x, "co_code"):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _compile(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        return compile(source, name, "exec")


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    """Disassemble classes, methods, functions, generators, text or code; without argument the last traceback."""
    if x is None:
        distb(file=file)
        return
    if hasattr(x, "__dict__") and not hasattr(x, "__code__") and not hasattr(x, "__func__") \
            and not hasattr(x, "co_code"):
        _dis_members(x, file, depth)
        return
    print(_dis.listing(_code_of(x), depth is None or depth > 0), end="", file=file)


def _dis_members(x, file, depth):
    """All methods of a class, all functions of a module."""
    kinds = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)
    for name, member in sorted(x.__dict__.items()):
        if not isinstance(member, kinds):
            continue
        print(f"Disassembly of {name}:", file=file)
        try:
            dis(member, file=file, depth=depth)
        except TypeError as error:
            print("Sorry:", error, file=file)
        print(file=file)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False):
    """Disassemble a traceback (default: the last one)."""
    if tb is None:
        tb = getattr(sys, "last_traceback", None)
        if tb is None:
            raise RuntimeError("no last traceback to disassemble")
    tb = _innermost(tb)
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


def _innermost(tb):
    return tb if tb.tb_next is None else _innermost(tb.tb_next)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False):
    """Disassemble a code object, without those inside it."""
    print(_dis.listing(co, False), end="", file=file)


disco = disassemble


def get_instructions(x, *, first_line=None, show_caches=False, adaptive=False):
    """Iterator over the Instructions of a function, text or code."""
    code = _code_of(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    positions = [Positions(*p) for p in code.co_positions()]
    last_line = None
    for offset, op, a, b, c, flags, text, value, is_target in _dis.instructions(code):
        line = positions[offset].lineno
        starts = line + shift if line is not None and line != last_line else None
        last_line = line if line is not None else last_line
        arg = None if _dis.formats[op] == "---" else (a, b, c)
        yield Instruction(opname[op], op, arg, value, text, offset, starts, is_target, positions[offset], a, b, c,
                          flags)


def findlinestarts(code):
    """(offset, line) for each place where the line changes."""
    last = None
    for start, _, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def findlabels(code):
    """Offsets of instructions that are jumped to."""
    return [i[0] for i in _dis.instructions(code) if i[8]]


def pretty_flags(flags):
    """The names of the bits of co_flags."""
    bits = [1 << n for n in range(flags.bit_length()) if flags >> n & 1]
    return ", ".join([COMPILER_FLAG_NAMES.get(bit, hex(bit)) for bit in bits]) or hex(flags)


def _numbered(title, names):
    return [title] + [f"{i:4}: {name}" for i, name in enumerate(names)] if names else []


def code_info(x):
    """Details about the code of a function, method, text or code."""
    co = _code_of(x)
    lines = [
        f"Name:              {co.co_name}",
        f"Filename:          {co.co_filename}",
        f"Argument count:    {co.co_argcount}",
        f"Positional-only arguments: {co.co_posonlyargcount}",
        f"Kw-only arguments: {co.co_kwonlyargcount}",
        f"Number of locals:  {co.co_nlocals}",
        f"Stack size:        {co.co_stacksize}",
        f"Flags:             {pretty_flags(co.co_flags)}",
    ]
    lines += _numbered("Constants:", [repr(constant) for constant in co.co_consts])
    lines += _numbered("Names:", co.co_names)
    lines += _numbered("Variable names:", co.co_varnames)
    lines += _numbered("Free variables:", co.co_freevars)
    lines += _numbered("Cell variables:", co.co_cellvars)
    return "\n".join(lines)


def show_code(co, *, file=None):
    """Print what code_info says."""
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of a piece of code: iterating gives Instructions."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False):
        self.codeobj = _code_of(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self._given = x
        self.current_offset = current_offset

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f"{type(self).__name__}({self._given!r})"

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        tb = _innermost(tb)
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        return _dis.listing(self.codeobj, False)


def _main():
    name = sys.argv[1] if len(sys.argv) > 1 else "-"
    if name == "-":
        source, name = sys.stdin.buffer.read(), "<stdin>"
    else:
        with open(name, "rb") as file:
            source = file.read()
    dis(compile(source, name, "exec"))


if __name__ == "__main__":
    _main()
