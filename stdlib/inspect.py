"""What live objects are: members, signatures, documentation, source, frames."""
import functools
import itertools
import linecache
import os
import sys
import types
from abc import ABCMeta
from collections import namedtuple
from _inspect_signature import (BoundArguments, Parameter, Signature, _looks_like_function, argspec_signature as _argspec_signature,
                                formatannotation, formatannotationrelativeto, get_annotations, signature, unwrap, _empty,
                                _ParameterKind, _void)

__all__ = ['ArgInfo', 'Arguments', 'Attribute', 'BlockFinder', 'BoundArguments', 'CORO_CLOSED', 'CORO_CREATED',
           'CORO_RUNNING', 'CORO_SUSPENDED', 'CO_ASYNC_GENERATOR', 'CO_COROUTINE', 'CO_GENERATOR', 'CO_ITERABLE_COROUTINE',
           'CO_NESTED', 'CO_NEWLOCALS', 'CO_NOFREE', 'CO_OPTIMIZED', 'CO_VARARGS', 'CO_VARKEYWORDS', 'ClassFoundException',
           'ClosureVars', 'EndOfBlock', 'FrameInfo', 'FullArgSpec', 'GEN_CLOSED', 'GEN_CREATED', 'GEN_RUNNING',
           'GEN_SUSPENDED', 'Parameter', 'Signature', 'TPFLAGS_IS_ABSTRACT', 'Traceback', 'classify_class_attrs', 'cleandoc',
           'currentframe', 'findsource', 'formatannotation', 'formatannotationrelativeto', 'formatargvalues',
           'get_annotations', 'getabsfile', 'getargs', 'getargvalues', 'getattr_static', 'getblock', 'getcallargs',
           'getclasstree', 'getclosurevars', 'getcomments', 'getcoroutinelocals', 'getcoroutinestate', 'getdoc', 'getfile',
           'getframeinfo', 'getfullargspec', 'getgeneratorlocals', 'getgeneratorstate', 'getinnerframes', 'getlineno',
           'getmembers', 'getmembers_static', 'getmodule', 'getmodulename', 'getmro', 'getouterframes', 'getsource',
           'getsourcefile', 'getsourcelines', 'indentsize', 'isabstract', 'isasyncgen', 'isasyncgenfunction', 'isawaitable',
           'isbuiltin', 'isclass', 'iscode', 'iscoroutine', 'iscoroutinefunction', 'isdatadescriptor', 'isframe',
           'isfunction', 'isgenerator', 'isgeneratorfunction', 'isgetsetdescriptor', 'ismemberdescriptor', 'ismethod',
           'ismethoddescriptor', 'ismethodwrapper', 'ismodule', 'isroutine', 'istraceback', 'signature', 'stack', 'trace',
           'unwrap', 'walktree']

# Flags of code objects.
CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR, CO_NOFREE = 1, 2, 4, 8, 16, 32, 64
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 128, 256, 512

TPFLAGS_IS_ABSTRACT = 1 << 20


# --- kinds of objects -----------------------------------------------------------------------------------------------

def _instances_of(name, kind, doc):
    """A function that says whether its argument is of the type."""
    def check(object):
        return isinstance(object, kind)
    check.__name__ = check.__qualname__ = name
    check.__doc__ = doc
    return check


ismodule = _instances_of('ismodule', types.ModuleType, 'Is it a module?')
isclass = _instances_of('isclass', type, 'Is it a class?')
ismethod = _instances_of('ismethod', types.MethodType, 'Is it a bound method written in Python?')
isfunction = _instances_of('isfunction', types.FunctionType, 'Is it a function written in Python?')
isgenerator = _instances_of('isgenerator', types.GeneratorType, 'Is it a generator?')
iscoroutine = _instances_of('iscoroutine', types.CoroutineType, 'Is it a coroutine, of an async def?')
isasyncgen = _instances_of('isasyncgen', types.AsyncGeneratorType, 'Is it an asynchronous generator?')
istraceback = _instances_of('istraceback', types.TracebackType, 'Is it a traceback?')
isframe = _instances_of('isframe', types.FrameType, 'Is it a frame?')
iscode = _instances_of('iscode', types.CodeType, 'Is it a code object?')
isbuiltin = _instances_of('isbuiltin', types.BuiltinFunctionType, 'Is it a function or bound method in C?')
ismethodwrapper = _instances_of('ismethodwrapper', types.MethodWrapperType, 'Is it a bound special method in C?')
ismemberdescriptor = _instances_of('ismemberdescriptor', types.MemberDescriptorType, 'Is it a slot, or the like in C?')
isgetsetdescriptor = _instances_of('isgetsetdescriptor', types.GetSetDescriptorType, 'Is it an attribute computed in C?')


def isroutine(object):
    """Is it any kind of function or method?"""
    return any(check(object) for check in (isbuiltin, isfunction, ismethod, ismethoddescriptor, ismethodwrapper))


def _has_flag(function, flag):
    while isinstance(function, (types.MethodType, functools.partial)):
        function = function.__func__ if isinstance(function, types.MethodType) else function.func
    return (isfunction(function) or _looks_like_function(function)) and bool(function.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    """Does calling it make a generator?"""
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    """Does calling it make a coroutine?"""
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    """Does calling it make an asynchronous generator?"""
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isawaitable(object):
    """Can it stand after `await`?"""
    if isgenerator(object):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    return iscoroutine(object) or hasattr(type(object), '__await__')


def isdatadescriptor(object):
    """Does it take part in setting or deleting attributes?"""
    return _is_descriptor(object) and (hasattr(type(object), '__set__') or hasattr(type(object), '__delete__'))


def ismethoddescriptor(object):
    """Is it a descriptor for reading only, and nothing that the other functions know?"""
    return _is_descriptor(object) and hasattr(type(object), '__get__') and not hasattr(type(object), '__set__')


def _is_descriptor(object):
    return not (isclass(object) or ismethod(object) or isfunction(object))


def isabstract(object):
    """Is it a class with abstract methods?"""
    if not isclass(object):
        return False
    if object.__flags__ & TPFLAGS_IS_ABSTRACT:
        return True
    if not issubclass(type(object), ABCMeta) or hasattr(object, '__abstractmethods__'):
        return False
    # __init_subclass__() runs, and ABCMeta has not looked at the class.
    inherited = (getattr(object, name, None) for base in object.__bases__ for name in getattr(base, '__abstractmethods__', ()))
    return any(getattr(value, '__isabstractmethod__', False) for value in (*vars(object).values(), *inherited))


# --- members --------------------------------------------------------------------------------------------------------

def getmembers(object, predicate=None):
    """The members as a sorted list of (name, value), those for which the predicate is true."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """getmembers() that runs no code of the object."""
    return _members(object, predicate, getattr_static)


def _members(object, predicate, getter):
    names, bases = dir(object), ()
    if isclass(object):
        bases = (object, *getmro(object))
        names += [name for base in object.__bases__ for name, value in vars(base).items()
                  if isinstance(value, types.DynamicClassAttribute)]
    found, seen = [], set()
    for name in names:
        try:
            if name in seen:  # the second time it is an attribute of instances
                raise AttributeError
            value = getter(object, name)
        except AttributeError:
            owner = next((base for base in bases if name in vars(base)), None)
            if owner is None:
                continue
            value = vars(owner)[name]
        if predicate is None or predicate(value):
            found.append((name, value))
        seen.add(name)
    return sorted(found, key=lambda pair: pair[0])


Attribute = namedtuple('Attribute', 'name kind defining_class object')


def classify_class_attrs(cls):
    """A list of Attribute: what each name of a class is, and which class defines it."""
    bases = getmro(cls)
    metaclasses = tuple(base for base in getmro(type(cls)) if base not in (type, object))
    names = dir(cls) + [name for base in bases for name, value in vars(base).items()
                        if isinstance(value, types.DynamicClassAttribute) and value.fget is not None]
    found = {}
    for name in names:
        got = owner = value = None
        if name != '__dict__':
            try:
                got = getattr(cls, name)
                owner = _owner_of(cls, name, got, bases, metaclasses)
            except Exception:
                pass
        place = next((base for base in bases + metaclasses if name in vars(base)), None)
        if place is not None:
            value = vars(place)[name]
            owner = owner if owner in metaclasses else place
        if owner is not None:
            found[name] = _attribute(name, value, value if got is None else got, owner)
    return [found[name] for name in dict.fromkeys(names) if name in found]


def _owner_of(cls, name, got, bases, metaclasses):
    """The last class that gives what reading the attribute gave; a metaclass may do so by __getattr__()."""
    owner = getattr(got, '__objclass__', None)
    if owner in bases:
        return owner
    owners = [base for base in bases if getattr(base, name, None) is got]
    for meta in metaclasses:
        try:
            if meta.__getattr__(cls, name) is got:
                owners.append(meta)
        except AttributeError:
            pass
    return owners[-1] if owners else None


def _attribute(name, value, got, owner):
    if isinstance(value, (staticmethod, types.BuiltinMethodType)):
        return Attribute(name, 'static method', owner, value)
    if isinstance(value, (classmethod, types.ClassMethodDescriptorType)):
        return Attribute(name, 'class method', owner, value)
    if isinstance(value, property):
        return Attribute(name, 'property', owner, value)
    return Attribute(name, 'method' if isroutine(got) else 'data', owner, got)


def getmro(cls):
    """The class and its bases in the order in which attributes are looked for."""
    return cls.__mro__


def walktree(classes, children, parent):
    """The tree for getclasstree() from a list of classes and what is below each."""
    found = []
    for cls in sorted(classes, key=lambda cls: (cls.__module__, cls.__name__)):
        found.append((cls, cls.__bases__))
        if cls in children:
            found.append(walktree(children[cls], children, cls))
    return found


def getclasstree(classes, unique=False):
    """Nested lists of (class, bases): after a class comes the list of those derived from it. unique: each once."""
    children, roots = {}, []
    for cls in classes:
        for base in cls.__bases__:
            below = children.setdefault(base, [])
            if cls not in below:
                below.append(cls)
            if unique and base in classes:
                break
        if not cls.__bases__ and cls not in roots:
            roots.append(cls)
    return walktree(roots + [base for base in children if base not in classes], children, None)


_MISSING = object()
_class_of_mro = type.__dict__['__mro__'].__get__


def getattr_static(obj, attr, default=_MISSING):
    """An attribute as it is stored, without descriptors, __getattr__ and the like."""
    cls, own = obj, _MISSING
    if not issubclass(type(obj), type):
        cls = type(obj)
        shown = _stored(cls, '__dict__')
        if shown is _MISSING or isinstance(shown, types.GetSetDescriptorType):
            try:
                own = dict.get(object.__getattribute__(obj, '__dict__'), attr, _MISSING)
            except AttributeError:
                pass
    there = _stored(cls, attr)
    if own is not _MISSING and there is not _MISSING:
        kind = type(there)
        overrides = any(_stored(kind, name) is not _MISSING for name in ('__set__', '__delete__'))
        return there if overrides and _stored(kind, '__get__') is not _MISSING else own
    for found in own, there:
        if found is not _MISSING:
            return found
    if obj is cls:
        found = _stored(type(cls), attr)
        if found is not _MISSING:
            return found
    if default is _MISSING:
        raise AttributeError(attr)
    return default


def _stored(cls, name):
    for base in _class_of_mro(cls):
        space = type.__dict__['__dict__'].__get__(base)
        if name in space:
            return space[name]
    return _MISSING


# --- documentation --------------------------------------------------------------------------------------------------

def getdoc(object):
    """The docstring without its indentation; if there is none, that of what the object overrides."""
    try:
        doc = object.__doc__
        if doc is None:
            doc = _inherited_doc(object)
    except (AttributeError, TypeError):
        return None
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(obj):
    if isclass(obj):
        return next((base.__doc__ for base in obj.__mro__ if base is not object and base.__doc__ is not None), None)
    if ismemberdescriptor(obj) and isinstance(slots := getattr(obj.__objclass__, '__slots__', None), dict):
        return slots.get(obj.__name__)
    place = _place_of(obj)
    if place is None:
        return None
    name, cls = place
    docs = (getattr(getattr(base, name, None), '__doc__', None) for base in cls.__mro__ if hasattr(base, name))
    return next((doc for doc in docs if doc is not None), None)


def _place_of(obj):
    """(name, class) of a method or property, or None if it is not there."""
    if ismethod(obj):
        owner, name = obj.__self__, obj.__func__.__name__
        is_class_method = isclass(owner) and getattr(getattr(owner, name, None), '__func__', None) is obj.__func__
        return name, owner if is_class_method else type(owner)
    if isbuiltin(obj):
        owner, name = obj.__self__, obj.__name__
        return name, owner if isclass(owner) and obj.__qualname__ == f'{owner.__qualname__}.{name}' else type(owner)
    if isinstance(obj, property):
        cls = _class_around(obj.fget)
        return (obj.fget.__name__, cls) if cls and getattr(cls, obj.fget.__name__, None) is obj else None
    if isfunction(obj):
        cls = _class_around(obj)
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        cls = obj.__objclass__
    else:
        return None
    return (obj.__name__, cls) if cls and getattr(cls, obj.__name__, None) is obj else None


def _class_around(function):
    """The class in which a function was written, by its qualified name."""
    found = sys.modules.get(function.__module__)
    for name in function.__qualname__.split('.')[:-1]:
        found = getattr(found, name, None)
    return found if isclass(found) else None


def cleandoc(doc):
    """A docstring without the indentation of its lines, and without empty lines around it."""
    try:
        first, *rest = doc.expandtabs().split('\n')
    except UnicodeError:
        return None
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=None)
    lines = [first.lstrip(), *(line[margin:] for line in rest)]
    return '\n'.join(lines).strip('\n')


# --- files and source -----------------------------------------------------------------------------------------------

def getfile(object):
    """The name of the file in which an object is defined."""
    if ismodule(object) or isclass(object):
        module = object if ismodule(object) else sys.modules.get(getattr(object, '__module__', None))
        path = getattr(module, '__file__', None)
        if path:
            return path
        if isclass(object) and getattr(object, '__module__', None) == '__main__':
            raise OSError('source code not available')
        raise TypeError(f'{object!r} is a built-in {"module" if ismodule(object) else "class"}')
    code = _code_of(object)
    if code is None:
        raise TypeError('module, class, method, function, traceback, frame, or code object was expected, got '
                        + type(object).__name__)
    return code.co_filename


def _code_of(object):
    """The code object of what has one, or None."""
    for check, attribute in (ismethod, '__func__'), (isfunction, '__code__'), (istraceback, 'tb_frame'), (isframe, 'f_code'):
        if check(object):
            object = getattr(object, attribute)
    return object if iscode(object) else None


def getmodulename(path):
    """The name of the module that a file has, or None if it has none."""
    name = os.path.basename(path)
    for ending in ('.py', '.pyc'):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return None


def getsourcefile(object):
    """The name of the file with the source of an object, or None."""
    path = getfile(object)
    if path.endswith('.pyc'):
        path = path[:-1]
    if os.path.exists(path) or path in linecache.cache:
        return path
    module = getmodule(object, path)
    has_loader = getattr(module, '__loader__', None) is not None or getattr(getattr(module, '__spec__', None), 'loader', None)
    return path if has_loader and linecache.getlines(path, vars(module)) else None


def getabsfile(object, _filename=None):
    """The absolute path of the file of an object."""
    return os.path.normcase(os.path.abspath(
        getsourcefile(object) or getfile(object) if _filename is None else _filename))


def getmodule(object, _filename=None):
    """The module in which an object was defined, or None."""
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    try:
        path = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    for module in list(sys.modules.values()):
        known = getattr(module, '__file__', None)
        if ismodule(module) and known and (os.path.abspath(known) == path or os.path.realpath(known) == path):
            return module
    name = getattr(object, '__name__', None)
    for place in '__main__', 'builtins':
        if name and place in sys.modules and getattr(sys.modules[place], name, None) is object:
            return sys.modules[place]
    return None


class ClassFoundException(Exception):
    """Not raised; there for programs that name it."""


def findsource(object):
    """(all lines of the file, the index of the first one of the object)."""
    path = getsourcefile(object)
    if path:
        linecache.checkcache(path)
    else:
        path = getfile(object)
        if not (path.startswith('<') and path.endswith('>')):
            raise OSError('source code not available')
    module = getmodule(object, path)
    lines = linecache.getlines(path, vars(module)) if module else linecache.getlines(path)
    if not lines:
        raise OSError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        return lines, _class_line(''.join(lines), object.__qualname__)
    code = _code_of(object)
    if code is None:
        raise OSError('could not find code object')
    if code.co_firstlineno > len(lines):
        raise OSError('lineno is out of bounds')
    return lines, code.co_firstlineno - 1


def _class_line(source, qualname):
    """The index of the line of a class, with its decorators. Of several it is the one outside of functions' `if`s."""
    import ast
    found = None

    def visit(node, prefix):
        nonlocal found
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                visit(child, f'{prefix}{child.name}.<locals>.')
            elif isinstance(child, ast.ClassDef):
                if prefix + child.name == qualname and found is None:
                    first = child.decorator_list[0] if child.decorator_list else child
                    found = first.lineno - 1
                visit(child, f'{prefix}{child.name}.')
            else:
                visit(child, prefix)

    visit(ast.parse(source), '')
    if found is None:
        raise OSError('could not find class definition')
    return found


def getcomments(object):
    """The comment before an object's source, or at the top of a module; None if there is none."""
    try:
        lines, first = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        index = 1 if lines and lines[0][:2] == '#!' else 0
        while index < len(lines) and lines[index].strip() in ('', '#'):
            index += 1
        found = list(itertools.takewhile(lambda line: line[:1] == '#', lines[index:]))
    else:
        margin, found = indentsize(lines[first]), []
        for line in reversed(lines[:first]):
            if line.lstrip()[:1] != '#' or indentsize(line) != margin:
                break
            found.insert(0, line.expandtabs().lstrip())
    return ''.join(line.expandtabs() for line in found) or None


class EndOfBlock(Exception):
    """What BlockFinder raises when it has seen enough."""


class BlockFinder:
    """Takes tokens of source that begins with a definition, and knows its last line."""

    def __init__(self):
        self.last = 1
        self._place = 'before'  # before, in a decorator, in the header, in the body
        self._is_lambda = False
        self._depth, self._column = 0, None  # of the body

    def tokeneater(self, type, token, start, end, line):
        """Take a token; EndOfBlock if it is behind the definition."""
        import tokenize as kinds
        if type == kinds.NEWLINE:
            self._line_end(start[0])
        elif self._place == 'before':
            if token in ('def', 'class', 'lambda'):
                self._place, self._is_lambda = 'header', token == 'lambda'
            elif token == '@':
                self._place = 'decorator'
        elif self._place == 'body':
            if type == kinds.INDENT:
                self._depth += 1
                self._column = self._column or end[1]
            elif type == kinds.COMMENT:
                if self._column is not None and start[1] >= self._column:
                    self.last = start[0]
            else:
                self._depth -= type == kinds.DEDENT
                if self._depth <= 0 and type != kinds.NL:
                    raise EndOfBlock

    def _line_end(self, number):
        self.last = number
        if self._is_lambda:
            raise EndOfBlock
        self._place = {'header': 'body', 'decorator': 'before'}.get(self._place, self._place)


def getblock(lines):
    """The lines of the definition that the lines begin with."""
    import tokenize
    finder = BlockFinder()
    try:
        for item in tokenize.generate_tokens(iter(lines).__next__):
            finder.tokeneater(*item)
    except (EndOfBlock, IndentationError):
        pass
    except tokenize.TokenError:  # what follows is not whole
        pass
    return lines[:finder.last]


def getsourcelines(object):
    """(the lines of an object's source, the number of the first in its file; 0 for modules)."""
    object = unwrap(object)
    lines, first = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == '<module>':
        return lines, 0
    return getblock(lines[first:]), first + 1


def getsource(object):
    """The source of an object as text."""
    lines, _ = getsourcelines(object)
    return ''.join(lines)


def indentsize(line):
    """The column at which the text of a line begins."""
    text = line.expandtabs()
    return len(text) - len(text.lstrip())


# --- arguments ------------------------------------------------------------------------------------------------------

Arguments = namedtuple('Arguments', 'args, varargs, varkw')
FullArgSpec = namedtuple('FullArgSpec', 'args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations')
ArgInfo = namedtuple('ArgInfo', 'args varargs keywords locals')


def getargs(co):
    """The names of the parameters of a code object; those that go by name only are among `args`."""
    if not iscode(co):
        raise TypeError(f'{co!r} is not a code object')
    count = co.co_argcount + co.co_kwonlyargcount
    names = list(co.co_varnames)
    extra = iter(names[count:])
    varargs = next(extra) if co.co_flags & CO_VARARGS else None
    varkw = next(extra) if co.co_flags & CO_VARKEYWORDS else None
    return Arguments(names[:count], varargs, varkw)


def getargvalues(frame):
    """The names of the parameters of a frame's function, and its locals."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: '*' + name,
                    formatvarkw=lambda name: '**' + name, formatvalue=lambda value: '=' + repr(value)):
    """What getargvalues() returns as text."""
    shown = [(formatarg, name) for name in args]
    shown += [(form, name) for form, name in ((formatvarargs, varargs), (formatvarkw, varkw)) if name]
    return f'({", ".join(form(name) + formatvalue(locals[name]) for form, name in shown)})'


def getfullargspec(func):
    """The parameters of a callable as FullArgSpec; bound arguments are among them, wrappers are not followed."""
    try:
        found = _argspec_signature(func)
    except Exception as error:
        raise TypeError('unsupported callable') from error
    by_kind = {kind: [] for kind in _ParameterKind}
    annotations = {} if found.return_annotation is _empty else {'return': found.return_annotation}
    for parameter in found.parameters.values():
        by_kind[parameter.kind].append(parameter)
        if parameter.annotation is not _empty:
            annotations[parameter.name] = parameter.annotation
    plain, args, kwargs = ([p.name for p in group] for group in (
        by_kind[Parameter.POSITIONAL_ONLY] + by_kind[Parameter.POSITIONAL_OR_KEYWORD],
        by_kind[Parameter.VAR_POSITIONAL], by_kind[Parameter.VAR_KEYWORD]))
    defaults = [p.default for p in by_kind[Parameter.POSITIONAL_ONLY] + by_kind[Parameter.POSITIONAL_OR_KEYWORD]
                if p.default is not _empty]
    named = by_kind[Parameter.KEYWORD_ONLY]
    named_defaults = {p.name: p.default for p in named if p.default is not _empty}
    return FullArgSpec(plain, next(iter(args), None), next(iter(kwargs), None), tuple(defaults) or None,
                       [p.name for p in named], named_defaults or None, annotations)


def _listed(names):
    *texts, last = map(repr, names)
    return f'{", ".join(texts)} and {last}' if texts else last


def _complain_of_missing(name, missing, kind):
    plural = '' if len(missing) == 1 else 's'
    raise TypeError(f'{name}() missing {len(missing)} required {kind} argument{plural}: {_listed(missing)}')


def _complain_of_too_many(name, spec, given, values):
    most, least = len(spec.args), len(spec.args) - len(spec.defaults or ())
    named = sum(key in values for key in spec.kwonlyargs)
    takes = f'from {least} to {most}' if least != most else str(most)
    plural = 's' if least != most or most != 1 else ''
    extra = ''
    if named:
        ending, named_ending = ('s' if count != 1 else '' for count in (given, named))
        extra = f' positional argument{ending} (and {named} keyword-only argument{named_ending})'
    verb = 'was' if given == 1 and not named else 'were'
    raise TypeError(f'{name}() takes {takes} positional argument{plural} but {given}{extra} {verb} given')


def getcallargs(func, /, *positional, **named):
    """A dict of what a call with these arguments would give each parameter; TypeError as the call would raise it."""
    spec = getfullargspec(func)
    name = func.__name__
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__, *positional)
    values = dict(zip(spec.args, positional))
    if spec.varargs:
        values[spec.varargs] = tuple(positional[len(spec.args):])
    if spec.varkw:
        values[spec.varkw] = {}
    for key, value in named.items():
        if key not in spec.args and key not in spec.kwonlyargs:
            if not spec.varkw:
                raise TypeError(f'{name}() got an unexpected keyword argument {key!r}')
            values[spec.varkw][key] = value
        elif key in values:
            raise TypeError(f'{name}() got multiple values for argument {key!r}')
        else:
            values[key] = value
    if len(positional) > len(spec.args) and not spec.varargs:
        _complain_of_too_many(name, spec, len(positional), values)
    defaults = dict(zip(reversed(spec.args), reversed(spec.defaults or ())))
    for group, known, kind in (spec.args, defaults, 'positional'), (spec.kwonlyargs, spec.kwonlydefaults or {}, 'keyword-only'):
        missing = [key for key in group if key not in values and key not in known]
        if missing:
            _complain_of_missing(name, missing, kind)
        values.update((key, known[key]) for key in group if key not in values)
    return values


ClosureVars = namedtuple('ClosureVars', 'nonlocals globals builtins unbound')


def getclosurevars(func):
    """What the names of a function that are not its own stand for."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f'{func!r} is not a Python function')
    code, space = func.__code__, func.__globals__
    nonlocals = {}
    for name, cell in zip(code.co_freevars, func.__closure__ or ()):
        try:
            nonlocals[name] = cell.cell_contents
        except ValueError:  # not bound yet
            pass
    builtin_space = space.get('__builtins__', vars(__import__('builtins')))
    builtin_space = vars(builtin_space) if ismodule(builtin_space) else builtin_space
    global_names, builtin_names, unbound = {}, {}, set()
    for name in code.co_names:
        if name in ('None', 'True', 'False'):
            continue
        if name in space:
            global_names[name] = space[name]
        elif name in builtin_space:
            builtin_names[name] = builtin_space[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_names, builtin_names, unbound)


# --- frames ---------------------------------------------------------------------------------------------------------

class _Placed:
    """A tuple with an attribute more, which a comparison does not see: the positions of the instruction."""

    __slots__ = ()

    def __new__(cls, *values, positions=None, **named):
        made = super().__new__(cls, *values, **named)
        made.positions = positions
        return made

    def __repr__(self):
        shown = [f'{name}={getattr(self, name)!r}' for name in (*self._fields, 'positions')]
        return f'{type(self).__name__}({", ".join(shown)})'


class Traceback(_Placed, namedtuple('_Traceback', 'filename lineno function code_context index')):
    """Where a frame is, and the source lines around that."""


class FrameInfo(_Placed, namedtuple('_FrameInfo', 'frame filename lineno function code_context index')):
    """A frame, where it is, and the source lines around that."""


def _positions_of(code, last):
    """The positions of the instruction at that offset, or None."""
    return next(itertools.islice(code.co_positions(), last // 2, None), None) if last >= 0 else None


def getframeinfo(frame, context=1):
    """The Traceback of a frame or a traceback, with `context` lines of source."""
    if istraceback(frame):
        lineno, last, frame = frame.tb_lineno, frame.tb_lasti, frame.tb_frame
    elif isframe(frame):
        lineno, last = frame.f_lineno, frame.f_lasti
    else:
        raise TypeError(f'{frame!r} is not a frame or traceback object')
    positions = _positions_of(frame.f_code, last)
    if positions is not None:
        from dis import Positions
        positions = Positions(lineno if positions[0] is None else positions[0], *positions[1:])
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            whole, _ = findsource(frame)
        except OSError:
            pass
        else:
            start = max(0, min(start, len(whole) - context))
            lines, index = whole[start:start + context], lineno - 1 - start
    path = getsourcefile(frame) or getfile(frame)
    return Traceback(path, lineno, frame.f_code.co_name, lines, index, positions=positions)


def getlineno(frame):
    """The line at which a frame is."""
    return frame.f_lineno


def _info(frame, place, context):
    found = getframeinfo(place, context)
    return FrameInfo(frame, *found, positions=found.positions)


def getouterframes(frame, context=1):
    """A list of FrameInfo: the frame and those that called it."""
    found = []
    while frame:
        found.append(_info(frame, frame, context))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    """A list of FrameInfo: those of a traceback."""
    found = []
    while tb:
        found.append(_info(tb.tb_frame, tb, context))
        tb = tb.tb_next
    return found


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


def stack(context=1):
    """A list of FrameInfo: the caller and those that called it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """A list of FrameInfo: from the caller to where the exception that is being handled was raised."""
    error = sys.exception()
    return getinnerframes(error.__traceback__ if error else None, context)


# --- generators and coroutines --------------------------------------------------------------------------------------

# Programs compare the states with `is`.
GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'GEN_CLOSED'
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = 'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'CORO_CLOSED'


def _state(object, prefix, states):
    created, running, suspended, closed = states
    if getattr(object, prefix + 'running'):
        return running
    if getattr(object, prefix + 'suspended'):
        return suspended
    return closed if getattr(object, prefix + 'frame') is None else created


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return _state(generator, 'gi_', (GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED))


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return _state(coroutine, 'cr_', (CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED))


def getgeneratorlocals(generator):
    """The locals of a generator, by name."""
    if not isgenerator(generator):
        raise TypeError(f'{generator!r} is not a Python generator')
    return generator.gi_frame.f_locals if generator.gi_frame is not None else {}


def getcoroutinelocals(coroutine):
    """The locals of a coroutine, by name."""
    frame = getattr(coroutine, 'cr_frame', None)
    return frame.f_locals if frame is not None else {}


def _main():
    import argparse
    import importlib
    parser = argparse.ArgumentParser()
    parser.add_argument('object', help="The object to be analysed. It supports the 'module:qualname' syntax")
    parser.add_argument('-d', '--details', action='store_true',
                        help='Display info about the module rather than its source code')
    arguments = parser.parse_args()
    name, _, path = arguments.object.partition(':')
    try:
        found = module = importlib.import_module(name)
    except Exception as error:
        print(f'Failed to import {name} ({type(error).__name__}: {error})', file=sys.stderr)
        sys.exit(2)
    for part in path.split('.') if path else ():
        found = getattr(found, part)
    if module.__name__ in sys.builtin_module_names:
        print("Can't get info for builtin modules.", file=sys.stderr)
        sys.exit(1)
    if not arguments.details:
        print(getsource(found))
        return
    print(f'Target: {arguments.object}\nOrigin: {getsourcefile(module)}\nCached: {module.__cached__}')
    if found is module:
        print(f'Loader: {module.__loader__!r}')
        if hasattr(module, '__path__'):
            print(f'Submodule search path: {module.__path__}')
    else:
        try:
            _, line = findsource(found)
        except OSError:
            pass
        else:
            print(f'Line: {line}')
    print('\n')


if __name__ == '__main__':
    _main()
