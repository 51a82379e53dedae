"""Classes that mainly hold data: the decorator dataclass writes their special methods.

The annotations of a class become Field objects; from these, templates become the source text of the methods, which is
compiled in one go, so that the methods are as fast as hand-written ones.
"""
import sys
from reprlib import recursive_repr as _recursive_repr

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict',
           'astuple', 'make_dataclass', 'replace', 'is_dataclass']

_GenericAlias = type(list[int])
_read_only = type(type.__dict__)


# --- what a class is annotated with ---------------------------------------------------------------------------------

class FrozenInstanceError(AttributeError):
    """Somebody assigned to a field of a frozen instance."""


class _MISSING_TYPE:
    """The type of MISSING, which stands for an argument that was not given."""


class _KW_ONLY_TYPE:
    """The type of KW_ONLY: the fields after an annotation with it are keyword-only."""


class _Factory:
    """The default that signatures show for a field with a factory."""

    def __repr__(self):
        return '<factory>'


MISSING, KW_ONLY = _MISSING_TYPE(), _KW_ONLY_TYPE()
_from_factory = _Factory()

# Kinds of fields, as the repr of a Field shows them.
_STORED, _CLASS_VARIABLE, _ONLY_FOR_INIT = '_FIELD', '_FIELD_CLASSVAR', '_FIELD_INITVAR'


class InitVar:
    """Marks an argument of __init__ that is not stored but given to __post_init__."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        plain = isinstance(self.type, type) and not isinstance(self.type, _GenericAlias)
        return f'dataclasses.InitVar[{self.type.__name__ if plain else repr(self.type)}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """A field: what field() was told, with the name and type that the class gives it."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata', 'kw_only',
                 '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare, self.kw_only = init, repr, hash, compare, kw_only
        self.metadata = _read_only({} if metadata is None else metadata)
        self.name = self.type = self._field_type = None  # until the class is looked at

    @_recursive_repr()
    def __repr__(self):
        told = [f'{name}={getattr(self, name)!r}' for name in self.__slots__[:-1]]
        return f'Field({",".join(told)},_field_type={self._field_type})'

    def __set_name__(self, owner, name):
        # What would have been told its name if it stood in the class itself.
        tell = getattr(type(self.default), '__set_name__', None)
        if tell:
            tell(self.default, owner, name)

    @property
    def _has_default(self):
        return self.default is not MISSING or self.default_factory is not MISSING

    __class_getitem__ = classmethod(_GenericAlias)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Say more about a field than its type and default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _DataclassParams:
    """What dataclass() was told; the repr shows what the methods of the class depend on."""

    _shown = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, **told):
        vars(self).update(told)

    def __repr__(self):
        return f'_DataclassParams({",".join([f"{name}={getattr(self, name)!r}" for name in self._shown])})'


# --- from annotations to fields -------------------------------------------------------------------------------------

def _meaning(annotation, cls):
    """What an annotation is; of one in quotes, what the name is that it begins with, if it can be found easily."""
    if not isinstance(annotation, str):
        return annotation
    first, rest = _first_word(annotation)
    second, _ = _first_word(rest[1:]) if rest[:1] == '.' else ('', '')
    module = sys.modules.get(cls.__module__)
    found = vars(module).get(first) if module else None
    if not second:
        return found
    # typing.ClassVar or dataclasses.InitVar, whatever name the module was imported by
    known = [sys.modules[name] for name in ('typing', __name__) if name in sys.modules]
    return vars(found).get(second) if any(found is module for module in known) else None


def _first_word(text):
    """The name that a text begins with, and what follows."""
    text = text.lstrip()
    size = next((i for i, c in enumerate(text) if not (c.isalnum() or c == '_')), len(text))
    return text[:size], text[size:].lstrip()


def _kind_of(meaning):
    if meaning is InitVar or type(meaning) is InitVar:
        return _ONLY_FOR_INIT
    typing = sys.modules.get('typing')
    if typing is not None and typing.ClassVar in (meaning, typing.get_origin(meaning)):
        return _CLASS_VARIABLE
    return _STORED


def _make_field(cls, name, annotation, kind, kw_only):
    """The Field for an annotated name of a class."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, type(Field.name)):
        default = MISSING  # the descriptor of a slot
    f = default if isinstance(default, Field) else field(default=default)
    f.name, f.type, f._field_type = name, annotation, kind
    if kind != _STORED and f.default_factory is not MISSING:
        raise TypeError(f'field {name} cannot have a default factory')
    if kind == _CLASS_VARIABLE and f.kw_only is not MISSING:
        raise TypeError(f'field {name} is a ClassVar but specifies kw_only')
    if kind != _CLASS_VARIABLE and f.kw_only is MISSING:
        f.kw_only = kw_only
    if kind == _STORED and type(f.default).__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {name} is not allowed: use default_factory')
    return f


def _own_fields(cls, kw_only):
    """The fields that the class itself annotates. What was a Field becomes the default, or goes."""
    annotations = cls.__dict__.get('__annotations__', {})
    marked = False
    for name, annotation in annotations.items():
        meaning = _meaning(annotation, cls)
        if meaning is KW_ONLY:
            if marked:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            marked = kw_only = True
            continue
        f = _make_field(cls, name, annotation, _kind_of(meaning), kw_only)
        if isinstance(getattr(cls, name, None), Field):
            delattr(cls, name) if f.default is MISSING else setattr(cls, name, f.default)
        yield f
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')


def _all_fields(cls, params):
    """Name -> Field, those of the bases first."""
    bases = [base for base in cls.__mro__[:0:-1] if hasattr(base, '__dataclass_fields__')]
    found = {}
    for base in bases:
        found.update(base.__dataclass_fields__)
    found.update((f.name, f) for f in _own_fields(cls, params.kw_only))
    any_frozen = any(base.__dataclass_params__.frozen for base in bases)
    if bases and any_frozen != bool(params.frozen):
        mine, theirs = ('frozen', 'a non-frozen') if params.frozen else ('non-frozen', 'a frozen')
        raise TypeError(f'cannot inherit {mine} dataclass from {theirs} one')
    return found


# --- from fields to methods -----------------------------------------------------------------------------------------

_INIT = '''\
def __init__({}):
{}'''

_REPR = '''\
def __repr__(self):
 return f"{{self.__class__.__qualname__}}({})"'''

_COMPARISON = '''\
def {}(self, other):
 if other.__class__ is not self.__class__:
  return NotImplemented
 return {} {} {}'''

_HASH = '''\
def __hash__(self):
 return hash({})'''

_FREEZE = '''\
def {}(self, name{}):
 if type(self) is __dataclass_class__ or name in {}:
  raise __dataclass_error__(f"cannot {} field {{name!r}}")
 super(__dataclass_class__, self).{}(name{})'''

_SIGNS = {'__lt__': '<', '__le__': '<=', '__gt__': '>', '__ge__': '>='}


def _tuple_of(texts):
    return f'({"".join([text + "," for text in texts])})'


def _comparison(name, sign, fields):
    mine, theirs = (_tuple_of(f'{owner}.{f.name}' for f in fields) for owner in ('self', 'other'))
    return _COMPARISON.format(name, mine, sign, theirs)


class _Methods:
    """The source of the methods of a class, and the values that it needs."""

    def __init__(self, cls, fields, params):
        self.cls, self.params = cls, params
        self.stored = [f for f in fields if f._field_type == _STORED]
        self.told = [f for f in fields if f._field_type != _CLASS_VARIABLE]
        self.arguments = sorted([f for f in self.told if f.init], key=lambda f: bool(f.kw_only))
        self.names = {'__dataclass_class__': cls, '__dataclass_error__': FrozenInstanceError,
                      '__dataclass_factory__': _from_factory, '__dataclass_object__': object}
        self.sources = {}

    def write(self):
        params = self.params
        compared = [f for f in self.stored if f.compare]
        if params.init:
            self.sources['__init__'] = self.init()
        if params.repr:
            shown = [f'{f.name}={{self.{f.name}!r}}' for f in self.stored if f.repr]
            self.sources['__repr__'] = _REPR.format(', '.join(shown))
        if params.eq:
            self.sources['__eq__'] = _comparison('__eq__', '==', compared)
        if params.order:
            self.sources.update((name, _comparison(name, sign, compared)) for name, sign in _SIGNS.items())
        if params.frozen:
            names = _tuple_of(repr(f.name) for f in self.stored)
            self.sources['__setattr__'] = _FREEZE.format('__setattr__', ', value', names, 'assign to', '__setattr__',
                                                         ', value')
            self.sources['__delattr__'] = _FREEZE.format('__delattr__', '', names, 'delete', '__delattr__', '')
        if self.needs_hash():
            hashed = [f for f in self.stored if (f.compare if f.hash is None else f.hash)]
            self.sources['__hash__'] = _HASH.format(_tuple_of(f'self.{f.name}' for f in hashed))

    def needs_hash(self):
        """Whether __hash__ is to be written; it goes if there can be none."""
        cls, params = self.cls, self.params
        written = '__hash__' in cls.__dict__ and not (cls.__hash__ is None and '__eq__' in cls.__dict__)
        if params.unsafe_hash:
            if written:
                raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
            return True
        if not params.eq or written:
            return False
        if not params.frozen:
            cls.__hash__ = None
        return params.frozen

    def init(self):
        """The source of __init__, which takes the defaults from outside."""
        for f in self.told:
            if f._has_default:
                self.names[self.default_of(f)] = f.default_factory if f.default is MISSING else f.default
        owner = '__dataclass_self__' if any(f.name == 'self' for f in self.told) else 'self'
        parameters = [owner]
        optional = False
        for f in self.arguments:
            if f.kw_only and '*' not in parameters:
                parameters.append('*')
            if not f.kw_only and optional and not f._has_default:
                raise TypeError(f'non-default argument {f.name!r} follows default argument')
            optional |= f._has_default
            by_factory = f.default_factory is not MISSING
            default = '__dataclass_factory__' if by_factory else self.default_of(f)
            parameters.append(f'{f.name}={default}' if f._has_default else f.name)
        lines = [line for f in self.told if (line := self.assignment(f, owner))]
        if hasattr(self.cls, '__post_init__'):
            passed_on = ', '.join([f.name for f in self.told if f._field_type == _ONLY_FOR_INIT])
            lines.append(f' {owner}.__post_init__({passed_on})')
        return _INIT.format(', '.join(parameters), '\n'.join(lines or [' pass']))

    def default_of(self, f):
        return f'__dataclass_default_{f.name}__'

    def assignment(self, f, owner):
        """The line of __init__ that sets a field; None if there is nothing to set."""
        if f._field_type == _ONLY_FOR_INIT:
            return None
        value = f.name if f.init else None
        if f.default_factory is not MISSING:
            made = f'{self.default_of(f)}()'
            value = f'{made} if {f.name} is __dataclass_factory__ else {f.name}' if f.init else made
        elif value is None and self.params.slots and f.default is not MISSING:
            value = self.default_of(f)  # no class attribute can hold it
        if value is None:
            return None
        if self.params.frozen:
            return f' __dataclass_object__.__setattr__({owner}, {f.name!r}, {value})'
        return f' {owner}.{f.name} = {value}'

    def compile(self):
        """Name -> function."""
        source = '\n'.join([f'def make({", ".join(self.names)}):', *self.sources.values(),
                            f'return {_tuple_of(self.sources)}']).replace('\n', '\n ')
        scope = {}
        module = sys.modules.get(self.cls.__module__)
        exec(source, vars(module) if module else {}, scope)
        return dict(zip(self.sources, scope['make'](**self.names)))

    def install(self):
        """Put the methods into the class. Those that it defines itself stay, or are an error."""
        cls = self.cls
        for name, function in self.compile().items():
            function.__qualname__ = f'{cls.__qualname__}.{name}'
            if name == '__init__':
                function.__annotations__ = {f.name: f.type for f in self.arguments} | {'return': None}
            elif name == '__repr__':
                plain, function = function, _recursive_repr()(function)
                function.__wrapped__ = plain
            if name not in cls.__dict__ or name == '__hash__':
                setattr(cls, name, function)
            elif name in _SIGNS:
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                'Consider using functools.total_ordering')
            elif name in ('__setattr__', '__delattr__'):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}')


def _signature(arguments):
    """The signature of __init__, for the docstring."""
    texts = []
    for f in arguments:
        if f.kw_only and '*' not in texts:
            texts.append('*')
        default = f' = {_from_factory if f.default is MISSING else f.default!r}' if f._has_default else ''
        texts.append(f'{f.name}: {_annotation(f.type)}{default}')
    return f'({", ".join(texts)})'


def _annotation(hint):
    """A type as signatures show it."""
    if isinstance(hint, type) and not isinstance(hint, _GenericAlias):
        return hint.__qualname__ if hint.__module__ in ('builtins', '') else f'{hint.__module__}.{hint.__qualname__}'
    text = repr(hint)
    return text.replace('typing.', '') if getattr(hint, '__module__', None) == 'typing' else text


# --- the decorator --------------------------------------------------------------------------------------------------

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Class decorator: write __init__, __repr__, __eq__ and more, from the annotations of the class."""
    params = _DataclassParams(init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                              match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)
    return (lambda cls: _complete(cls, params)) if cls is None else _complete(cls, params)


def _complete(cls, params):
    fields = _all_fields(cls, params)
    if params.order and not params.eq:
        raise ValueError('eq must be true if order is true')
    if params.slots:
        cls = _with_slots(cls, fields.values(), params)
    elif params.weakref_slot:
        raise TypeError('weakref_slot is True but slots is False')
    cls.__dataclass_params__, cls.__dataclass_fields__ = params, fields
    methods = _Methods(cls, fields.values(), params)
    methods.write()
    methods.install()
    if not cls.__doc__:
        cls.__doc__ = cls.__name__ + _signature(methods.arguments if params.init else ())
    if params.match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in methods.arguments if not f.kw_only])
    from abc import update_abstractmethods
    return update_abstractmethods(cls)


def _with_slots(cls, all_fields, params):
    """The class again, with slots for its fields: these can only be given when a class is made."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    names = [f.name for f in all_fields if f._field_type == _STORED]
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    wanted = names + ['__weakref__'] if params.weakref_slot else names
    # Defaults are in the Field objects; the descriptors of __dict__ and __weakref__ belong to the old class.
    body = {name: value for name, value in cls.__dict__.items() if name not in {*names, '__dict__', '__weakref__'}}
    body['__slots__'] = tuple([name for name in wanted if name not in inherited])
    if params.frozen:
        body.setdefault('__getstate__', _get_state)
        body.setdefault('__setstate__', _set_state)
    new = type(cls)(cls.__name__, cls.__bases__, body)
    new.__qualname__ = cls.__qualname__
    return new


def _slots_of(cls):
    slots = cls.__dict__.get('__slots__', ())
    if hasattr(slots, '__next__'):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return (slots,) if isinstance(slots, str) else slots or ()


def _get_state(self):
    return [getattr(self, f.name) for f in fields(self)]


def _set_state(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)  # its own refuses


# --- functions on dataclasses ---------------------------------------------------------------------------------------

def fields(class_or_instance):
    """The fields of a dataclass or an instance of one, as a tuple of Field objects."""
    found = getattr(class_or_instance, '__dataclass_fields__', None)
    if found is None:
        raise TypeError('must be called with a dataclass type or instance')
    return tuple([f for f in found.values() if f._field_type == _STORED])


def is_dataclass(obj):
    """Whether it is a dataclass or an instance of one."""
    is_class = isinstance(obj, type) and not isinstance(obj, _GenericAlias)
    return hasattr(obj if is_class else type(obj), '__dataclass_fields__')


def _check_instance(function, obj):
    if not hasattr(type(obj), '__dataclass_fields__'):
        raise TypeError(f'{function}() should be called on dataclass instances')


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, and so on for instances in fields, lists, tuples and dicts."""
    _check_instance('asdict', obj)
    return _unfold(obj, dict_factory, lambda name, value: (name, value))


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, and so on for instances in fields, lists, tuples and dicts."""
    _check_instance('astuple', obj)
    return _unfold(obj, tuple_factory, lambda name, value: value)


def _unfold(value, factory, item):
    """Turn instances into factory([item(name, value), ...]), go into containers, copy all else."""
    kind = type(value)
    if hasattr(kind, '__dataclass_fields__'):
        return factory([item(f.name, _unfold(getattr(value, f.name), factory, item)) for f in fields(value)])
    if isinstance(value, (list, tuple)):
        inner = [_unfold(each, factory, item) for each in value]
        return kind(*inner) if isinstance(value, tuple) and hasattr(value, '_fields') else kind(inner)
    if isinstance(value, dict):
        inner = [(_unfold(key, factory, item), _unfold(each, factory, item)) for key, each in value.items()]
        if not hasattr(kind, 'default_factory'):
            return kind(inner)
        copied = kind(value.default_factory)
        copied.update(inner)
        return copied
    from copy import deepcopy
    return deepcopy(value)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Make a dataclass; fields are names, (name, type) or (name, type, Field or default)."""
    from keyword import iskeyword
    from types import new_class
    body = dict(namespace or {})
    annotations = {}
    for item in fields:
        parts = (item, 'typing.Any') if isinstance(item, str) else item
        if len(parts) not in (2, 3):
            raise TypeError(f'Invalid field: {item!r}')
        name = parts[0]
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = parts[1]
        if len(parts) == 3:
            body[name] = parts[2]
    body['__annotations__'] = annotations
    cls = new_class(cls_name, bases, {}, lambda own: own.update(body))
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new instance with the same fields but for the changes."""
    _check_instance('replace', obj)
    for f in obj.__dataclass_fields__.values():
        if f._field_type == _CLASS_VARIABLE or f.init and f.name in changes:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
        elif f._field_type == _ONLY_FOR_INIT and f.default is MISSING:
            raise ValueError(f'InitVar {f.name!r} must be specified with replace()')
        else:
            changes[f.name] = getattr(obj, f.name)
    return type(obj)(**changes)
