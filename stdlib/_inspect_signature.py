"""inspect's signatures: what parameters a callable has, and which arguments go to which of them."""
import builtins
import enum
import functools
import keyword
import sys
import types
from collections import OrderedDict

# Classes say that they belong to the public module, which imports them from here.
__name__ = 'inspect'

CO_VARARGS, CO_VARKEYWORDS = 4, 8


class _empty:
    """Stands for a default or an annotation that is not there."""


class _void:
    """Stands for "as it was" in replace()."""


class _Kind(enum.IntEnum):
    """Kinds of parameters, in the order in which they may follow each other."""

    @property
    def description(self):
        return ('positional-only', 'positional or keyword', 'variadic positional', 'keyword-only', 'variadic keyword')[self]

    def __str__(self):
        return self.name


_ParameterKind = _Kind('_ParameterKind', start=0, names=[
    'POSITIONAL_ONLY', 'POSITIONAL_OR_KEYWORD', 'VAR_POSITIONAL', 'KEYWORD_ONLY', 'VAR_KEYWORD'])
_POSITIONAL_ONLY, _EITHER, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind


# --- annotations ----------------------------------------------------------------------------------------------------

def formatannotation(annotation, base_module=None):
    """An annotation as it would be written; names of that module and of builtins without the module."""
    if getattr(annotation, '__module__', None) == 'typing':
        import re
        return re.sub(r'[\w.]+', lambda name: name[0].removeprefix('typing.'), repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        near = annotation.__module__ in ('builtins', base_module)
        return annotation.__qualname__ if near else f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation)


def formatannotationrelativeto(object):
    """formatannotation() for the module of an object."""
    module = getattr(object, '__module__', None)
    return lambda annotation: formatannotation(annotation, module)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """A new dict of the annotations of a function, class or module. eval_str: those that are text are evaluated."""
    wrapped = None
    if isinstance(obj, type):
        annotations = obj.__dict__.get('__annotations__')
        if isinstance(annotations, types.GetSetDescriptorType):
            annotations = None
        module = sys.modules.get(getattr(obj, '__module__', None))
        own_globals, own_locals, wrapped = getattr(module, '__dict__', None), dict(vars(obj)), obj
    elif isinstance(obj, types.ModuleType):
        annotations, own_globals, own_locals = getattr(obj, '__annotations__', None), vars(obj), None
    elif callable(obj):
        annotations, own_globals, own_locals = getattr(obj, '__annotations__', None), getattr(obj, '__globals__', None), None
        wrapped = obj
    else:
        raise TypeError(f'{obj!r} is not a module, class, or callable.')
    if annotations is None:
        return {}
    if not isinstance(annotations, dict):
        raise ValueError(f'{obj!r}.__annotations__ is neither a dict nor None')
    if not annotations or not eval_str:
        return dict(annotations)
    while wrapped is not None:
        following = getattr(wrapped, '__wrapped__', getattr(wrapped, 'func', None)
                            if isinstance(wrapped, functools.partial) else None)
        own_globals = getattr(wrapped, '__globals__', own_globals)
        wrapped = following
    globals = own_globals if globals is None else globals
    locals = own_locals if locals is None else locals
    return {name: eval(value, globals, locals) if isinstance(value, str) else value for name, value in annotations.items()}


# --- parameters -----------------------------------------------------------------------------------------------------

class Parameter:
    """One parameter: name, kind, default and annotation. It cannot be changed, but replace() makes another one."""

    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ParameterKind
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            kind = list(_ParameterKind)[kind] if not isinstance(kind, _ParameterKind) else kind
        except (IndexError, TypeError):
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind')
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f'{kind.description} parameters cannot have default values')
        self._name, self._kind = self._checked(name, kind)
        self._default, self._annotation = default, annotation

    @staticmethod
    def _checked(name, kind):
        if name is _empty:
            raise ValueError('name is a required attribute for Parameter')
        if not isinstance(name, str):
            raise TypeError(f'name must be a str, not a {type(name).__name__}')
        if name[:1] == '.' and name[1:].isdigit():  # what a comprehension goes through
            if kind != _EITHER:
                raise ValueError('implicit arguments must be passed as positional or keyword arguments, not '
                                 + kind.description)
            return f'implicit{name[1:]}', _POSITIONAL_ONLY
        reserved = keyword.iskeyword(name) and kind is not _POSITIONAL_ONLY  # C functions may have such ones
        if reserved or not name.isidentifier():
            raise ValueError(f'{name!r} is not a valid parameter name')
        return name, kind

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """A copy with other values."""
        return type(self)(self._name if name is _void else name, self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    def __str__(self):
        text = {_VAR_POSITIONAL: '*', _VAR_KEYWORD: '**'}.get(self._kind, '') + self._name
        has_annotation = self._annotation is not _empty
        if has_annotation:
            text += f': {formatannotation(self._annotation)}'
        if self._default is not _empty:
            text += f'{" = " if has_annotation else "="}{self._default!r}'
        return text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _key(self):
        return self._name, self._kind, self._annotation, self._default

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        return self is other or self._key() == other._key() if isinstance(other, Parameter) else NotImplemented

    def __reduce__(self):
        return type(self), (self._name, self._kind), {'_default': self._default, '_annotation': self._annotation}

    def __setstate__(self, state):
        self._default, self._annotation = state['_default'], state['_annotation']


class BoundArguments:
    """Which arguments go to which parameters: `arguments` is a dict that may be changed, args and kwargs are for a call."""

    __slots__ = ('arguments', '_signature', '__weakref__')

    def __init__(self, signature, arguments):
        self.arguments, self._signature = arguments, signature

    signature = property(lambda self: self._signature)

    def _split(self):
        """(args, kwargs): positional up to the first parameter without an argument."""
        args, kwargs, by_name = [], {}, False
        for name, parameter in self._signature.parameters.items():
            by_name = by_name or parameter.kind in (_KEYWORD_ONLY, _VAR_KEYWORD) or name not in self.arguments
            if name not in self.arguments:
                continue
            value = self.arguments[name]
            if parameter.kind == _VAR_KEYWORD:
                kwargs.update(value)
            elif by_name:
                kwargs[name] = value
            elif parameter.kind == _VAR_POSITIONAL:
                args.extend(value)
            else:
                args.append(value)
        return tuple(args), kwargs

    args = property(lambda self: self._split()[0])
    kwargs = property(lambda self: self._split()[1])

    def apply_defaults(self):
        """Add the defaults of the parameters that have no argument: () and {} for those with stars."""
        filled = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
                filled[name] = () if parameter.kind == _VAR_POSITIONAL else {}
        self.arguments = filled

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self is other or (self._signature, self.arguments) == (other._signature, other.arguments)

    def __getstate__(self):
        return {'_signature': self._signature, 'arguments': self.arguments}

    def __setstate__(self, state):
        self._signature, self.arguments = state['_signature'], state['arguments']

    def __repr__(self):
        return f'<{type(self).__name__} ({", ".join(f"{name}={value!r}" for name, value in self.arguments.items())})>'


# --- signatures -----------------------------------------------------------------------------------------------------

def _check_order(parameters):
    """The parameters by name; ValueError if no function could have them."""
    found, last, defaults = OrderedDict(), _POSITIONAL_ONLY, False
    for parameter in parameters:
        kind = parameter.kind
        if kind < last:
            raise ValueError(f'wrong parameter order: {last.description} parameter before {kind.description} parameter')
        last = kind
        if kind in (_POSITIONAL_ONLY, _EITHER):
            if parameter.default is not _empty:
                defaults = True
            elif defaults:
                raise ValueError('non-default argument follows default argument')
        if parameter.name in found:
            raise ValueError(f'duplicate parameter name: {parameter.name!r}')
        found[parameter.name] = parameter
    return found


class Signature:
    """The parameters of a callable and what it returns. It cannot be changed, but replace() makes another one."""

    __slots__ = ('_return_annotation', '_parameters')

    _parameter_cls, _bound_arguments_cls = Parameter, BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        given = parameters or ()
        checked = _check_order(given) if __validate_parameters__ else OrderedDict((p.name, p) for p in given)
        self._parameters, self._return_annotation = types.MappingProxyType(checked), return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of a callable. eval_str: annotations that are text are evaluated."""
        return _Finder(cls, follow_wrapped, True, globals, locals, eval_str).of(obj)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_void, return_annotation=_void):
        """A copy with other values."""
        return type(self)(self._parameters.values() if parameters is _void else parameters,
                          return_annotation=self._return_annotation if return_annotation is _void else return_annotation)

    def _key(self):
        ordered, by_name = [], {}
        for name, parameter in self._parameters.items():
            if parameter.kind == _KEYWORD_ONLY:
                by_name[name] = parameter
            else:
                ordered.append(parameter)
        return tuple(ordered), by_name, self._return_annotation

    def __hash__(self):
        ordered, by_name, result = self._key()
        return hash((ordered, frozenset(by_name.values()), result))

    def __eq__(self, other):
        return self is other or self._key() == other._key() if isinstance(other, Signature) else NotImplemented

    def bind(self, /, *args, **kwargs):
        """Which arguments would go where; TypeError if they do not fit."""
        return self._bound_arguments_cls(self, self._assign(args, kwargs, False))

    def bind_partial(self, /, *args, **kwargs):
        """bind(), but arguments may be missing."""
        return self._bound_arguments_cls(self, self._assign(args, kwargs, True))

    def _assign(self, args, kwargs, partial):
        parameters, arguments, left = list(self._parameters.values()), {}, list(args)
        index = 0
        while left:  # first those by position
            parameter = parameters[index] if index < len(parameters) else None
            if parameter is None or parameter.kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                raise TypeError('too many positional arguments') from None
            index += 1
            if parameter.kind == _VAR_POSITIONAL:
                arguments[parameter.name], left = tuple(left), ()
            elif parameter.name in kwargs and parameter.kind != _POSITIONAL_ONLY:
                raise TypeError(f'multiple values for argument {parameter.name!r}') from None
            else:
                arguments[parameter.name] = left.pop(0)
        collects = None
        for parameter in parameters[index:]:
            name, kind = parameter.name, parameter.kind
            if kind == _VAR_KEYWORD:
                collects = name
            elif kind == _VAR_POSITIONAL:
                continue
            elif name in kwargs:
                if kind == _POSITIONAL_ONLY:
                    raise TypeError(f'{name!r} parameter is positional only, but was passed as a keyword')
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                raise TypeError(f'missing a required argument: {name!r}') from None
        if kwargs:
            if collects is None:
                raise TypeError(f'got an unexpected keyword argument {next(iter(kwargs))!r}')
            arguments[collects] = kwargs
        return arguments

    def __reduce__(self):
        return type(self), (tuple(self._parameters.values()),), {'_return_annotation': self._return_annotation}

    def __setstate__(self, state):
        self._return_annotation = state['_return_annotation']

    def __str__(self):
        texts, needs_slash, needs_star = [], False, True
        for parameter in self._parameters.values():
            kind = parameter.kind
            if needs_slash and kind != _POSITIONAL_ONLY:
                texts.append('/')
            needs_slash = kind == _POSITIONAL_ONLY
            if kind == _VAR_POSITIONAL:
                needs_star = False
            elif kind == _KEYWORD_ONLY and needs_star:
                texts.append('*')
                needs_star = False
            texts.append(str(parameter))
        if needs_slash:
            texts.append('/')
        arrow = '' if self._return_annotation is _empty else f' -> {formatannotation(self._return_annotation)}'
        return f'({", ".join(texts)}){arrow}'

    def __repr__(self):
        return f'<{type(self).__name__} {self}>'


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The Signature of a callable; ValueError if it is not known, TypeError if there can be none."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str)


# --- where signatures come from -------------------------------------------------------------------------------------

def unwrap(func, *, stop=None):
    """The function that others wrap, found by __wrapped__; or the first for which stop() is true."""
    start, seen = func, {id(func): func}  # kept, so that no other gets the id
    limit = sys.getrecursionlimit()
    while hasattr(func, '__wrapped__') and not (stop and stop(func)):
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= limit:
            raise ValueError(f'wrapper loop when unwrapping {start!r}')
        seen[id(func)] = func
    return func


_NATIVE = (types.WrapperDescriptorType, types.MethodWrapperType, types.ClassMethodDescriptorType, types.BuiltinFunctionType)


def _written_method(cls, name):
    """The method of a class if it is not one in C."""
    method = getattr(cls, name, None)
    return None if isinstance(method, _NATIVE) else method


class _Finder:
    """Finds signatures, with the options of from_callable()."""

    def __init__(self, cls, follow_wrapped=True, skip_bound=True, globals=None, locals=None, eval_str=False):
        self.cls, self.follow_wrapped, self.skip_bound = cls, follow_wrapped, skip_bound
        self.evaluation = dict(globals=globals, locals=locals, eval_str=eval_str)

    def of(self, obj):
        if not callable(obj):
            raise TypeError(f'{obj!r} is not a callable object')
        if isinstance(obj, types.MethodType):
            return self._bound(self.of(obj.__func__))
        if self.follow_wrapped:
            obj = unwrap(obj, stop=lambda function: hasattr(function, '__signature__')
                         or isinstance(function, types.MethodType))
            if isinstance(obj, types.MethodType):
                return self.of(obj)
        known = getattr(obj, '__signature__', None)
        if known is not None:
            if not isinstance(known, Signature):
                raise TypeError(f'unexpected object {known!r} in __signature__ attribute')
            return known
        method = getattr(obj, '_partialmethod', None)
        if isinstance(method, functools.partialmethod):
            return self._of_partialmethod(method)
        if isinstance(obj, types.FunctionType) or _looks_like_function(obj):
            text = getattr(obj, '__text_signature__', None)
            return self._parse(obj, text) if text else self._of_function(obj)
        if _is_native(obj):
            return self._of_native(obj)
        if isinstance(obj, functools.partial):
            return self._without_given(self.of(obj.func), obj, obj.args)
        return self._of_class(obj) if isinstance(obj, type) else self._of_instance(obj)

    def _bound(self, found):
        """The signature without the first parameter."""
        if not self.skip_bound:
            return found
        parameters = list(found.parameters.values())
        if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
            raise ValueError('invalid method signature')
        return found.replace(parameters=parameters[parameters[0].kind != _VAR_POSITIONAL:])

    def _of_function(self, function):
        code = function.__code__
        count, only, by_name = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
        names = iter(code.co_varnames)
        annotations = get_annotations(function, **self.evaluation)
        make, parameters = self.cls._parameter_cls, []

        def add(name, kind, default=_empty):
            parameters.append(make(name, kind, default=default, annotation=annotations.get(name, _empty)))

        defaults = function.__defaults__ or ()
        first = count - len(defaults)
        for index in range(count):
            add(next(names), _POSITIONAL_ONLY if index < only else _EITHER,
                defaults[index - first] if index >= first else _empty)
        named = [next(names) for _ in range(by_name)]
        if code.co_flags & CO_VARARGS:
            add(next(names), _VAR_POSITIONAL)
        for name in named:
            add(name, _KEYWORD_ONLY, (function.__kwdefaults__ or {}).get(name, _empty))
        if code.co_flags & CO_VARKEYWORDS:
            add(next(names), _VAR_KEYWORD)
        return self.cls(parameters, return_annotation=annotations.get('return', _empty))

    def _without_given(self, found, partial, args):
        """The signature without the arguments that a partial object gives; after one by name, others go by name only."""
        try:
            given = found._assign(args, dict(partial.keywords or {}), True)
        except TypeError as error:
            raise ValueError(f'partial object {partial!r} has incorrect arguments') from error
        left, named, only_named = [], [], False
        for name, parameter in found.parameters.items():
            kind = parameter.kind
            if name in given and kind in (_POSITIONAL_ONLY, _EITHER):
                if kind == _POSITIONAL_ONLY or name not in partial.keywords:
                    continue
                only_named = True
                parameter = parameter.replace(default=given[name])
            elif name in given and kind == _KEYWORD_ONLY:
                parameter = parameter.replace(default=given[name])
            if only_named and kind == _VAR_POSITIONAL:
                continue
            if only_named and kind == _EITHER:
                parameter = parameter.replace(kind=_KEYWORD_ONLY)
            (named if only_named and kind != _POSITIONAL_ONLY else left).append(parameter)
        return found.replace(parameters=left + named)

    def _of_partialmethod(self, method):
        whole = self.of(method.func)
        first = next(iter(whole.parameters.values()), None)
        if first is None:
            raise ValueError(f'partial object {method!r} has incorrect arguments')
        found = self._without_given(whole, functools.partial(method.func, *method.args, **method.keywords),
                                    (None, *method.args))
        if first.kind == _VAR_POSITIONAL:
            return found
        return found.replace(parameters=[first, *found.parameters.values()])

    def _of_native(self, obj):
        text = getattr(obj, '__text_signature__', None)
        if not text:
            raise ValueError(f'no signature found for builtin {obj!r}')
        return self._parse(obj, text)

    def _parse(self, obj, text):
        """The signature that a text describes: (parameters), the first with $ if it is bound already."""
        bound_name = text[2:].replace(')', ',').partition(',')[0].strip() if text.startswith('($') else None
        module = sys.modules.get(getattr(obj, '__module__', None) or 'builtins')
        try:
            function = eval(f'lambda {text[1:-1].replace("$", "", 1)}: None', {'sys': sys, **vars(module or builtins)})
        except SyntaxError:
            raise ValueError(f'{obj!r} has invalid signature') from None
        except Exception:  # a default that is known to C only
            raise ValueError(f'{obj!r} builtin has invalid signature') from None
        parameters = list(self._of_function(function).parameters.values())
        if bound_name is not None:
            owner = getattr(obj, '__self__', None)
            is_module = bound_name == 'module' or isinstance(owner, types.ModuleType)
            if is_module or owner is not None and self.skip_bound:
                del parameters[0]
            else:
                parameters[0] = parameters[0].replace(kind=_POSITIONAL_ONLY)
        return self.cls(parameters)

    def _of_class(self, cls):
        call = _written_method(type(cls), '__call__')
        if call is not None:
            return self._bound(self.of(call))
        new, init = _written_method(cls, '__new__'), _written_method(cls, '__init__')
        for base in cls.__mro__:
            for method, name in (new, '__new__'), (init, '__init__'):
                if method is not None and name in base.__dict__:
                    return self._bound(self.of(method))
        for base in cls.__mro__[:-1]:
            text = getattr(base, '__text_signature__', None)
            if text:
                return self._parse(base, text)
        if type not in cls.__mro__ and cls.__init__ is object.__init__ and cls.__new__ is object.__new__:
            return self.cls()
        raise ValueError(f'no signature found for builtin type {cls!r}')

    def _of_instance(self, obj):
        call = None if isinstance(obj, _NATIVE) else _written_method(type(obj), '__call__')
        if call is not None:
            try:
                found = self.of(call)
            except ValueError as error:
                raise ValueError(f'no signature found for {obj!r}') from error
            return self._bound(found)
        if isinstance(obj, types.BuiltinFunctionType):
            raise ValueError(f'no signature found for builtin function {obj!r}')
        raise ValueError(f'callable {obj!r} is not supported by signature')


def _is_native(obj):
    return isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType, *_NATIVE)) and not isinstance(obj, type)


def _looks_like_function(obj):
    """Is it made to be like a function, by a compiler for instance?"""
    if isinstance(obj, type) or not isinstance(getattr(obj, '__code__', None), types.CodeType):
        return False
    checks = (('__name__', str), ('__defaults__', (tuple, type(None))), ('__kwdefaults__', (dict, type(None))),
              ('__annotations__', (dict, type(None))))
    return all(isinstance(getattr(obj, name, _void), kinds) for name, kinds in checks)


def argspec_signature(func):
    """The signature for getfullargspec(): wrappers and bound arguments count."""
    return _Finder(Signature, False, False).of(func)
