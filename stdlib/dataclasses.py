"""Classes that mainly hold data: the decorator dataclass writes their special methods.

The methods of a class are put together as source text and compiled in one go, so that they are as fast as
hand-written ones.
"""
import sys
from reprlib import recursive_repr as _recursive_repr
from types import GenericAlias, MappingProxyType

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict',
           'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    """Somebody assigned to a field of a frozen instance."""


class _HAS_DEFAULT_FACTORY_CLASS:
    """The default shown in signatures for a field with a factory."""

    def __repr__(self):
        return '<factory>'


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    """The type of MISSING, which stands for an argument that was not given."""


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    """The type of KW_ONLY: the fields after an annotation with it are keyword-only."""


KW_ONLY = _KW_ONLY_TYPE()
_EMPTY_METADATA = MappingProxyType({})


class _FIELD_BASE:
    """A kind of field."""

    __slots__ = ('name',)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'


class InitVar:
    """Marks an argument of __init__ that is not stored but given to __post_init__."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type) and not isinstance(self.type, GenericAlias):
            return f'dataclasses.InitVar[{self.type.__name__}]'
        return f'dataclasses.InitVar[{self.type!r}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """A field: what field() was told, with the name and type that the class gives it."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata',
                 'kw_only', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    @_recursive_repr()
    def __repr__(self):
        shown = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata',
                 'kw_only')
        body = ','.join(f'{name}={getattr(self, name)!r}' for name in shown)
        return f'Field({body},_field_type={self._field_type})'

    def __set_name__(self, owner, name):
        set_name = getattr(type(self.default), '__set_name__', None)
        if set_name:
            set_name(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    """What dataclass() was told."""

    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        body = ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'_DataclassParams({body})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Say more about a field than its type and default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# --- finding the fields ---------------------------------------------------------------------------------------------

def _is_classvar(annotation):
    typing = sys.modules.get('typing')
    if typing is None:
        return False
    return (annotation is typing.ClassVar
            or (type(annotation) is typing._GenericAlias and annotation.__origin__ is typing.ClassVar))


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    return annotation is KW_ONLY


def _names_in(annotation):
    """(module or None, name) that an annotation in quotes begins with, or None."""
    def word(text):
        text = text.lstrip()
        end = 0
        while end < len(text) and (text[end].isalnum() or text[end] == '_'):
            end += 1
        return text[:end], text[end:].lstrip()

    first, rest = word(annotation)
    if not first:
        return None
    if rest.startswith('.'):
        second, _ = word(rest[1:])
        if second:
            return first, second
    return None, first


def _is_type(annotation, cls, wanted_module, wanted, predicate):
    """Whether an annotation in quotes names ClassVar, InitVar or KW_ONLY, by whatever name it was imported."""
    names = _names_in(annotation)
    if names is None or wanted_module is None:
        return False
    module_name, name = names
    namespace = sys.modules.get(cls.__module__).__dict__ if cls.__module__ in sys.modules else {}
    if module_name:
        module = namespace.get(module_name)
        if module is not wanted_module:
            return False
        namespace = sys.modules.get(wanted_module.__name__).__dict__
    return name in namespace and predicate(namespace[name])


def _kind_of(cls, annotation):
    """_FIELD, _FIELD_CLASSVAR or _FIELD_INITVAR."""
    typing = sys.modules.get('typing')
    own = sys.modules[__name__]
    if _is_classvar(annotation) or (isinstance(annotation, str) and typing is not None
                                    and _is_type(annotation, cls, typing, 'ClassVar', _is_classvar)):
        return _FIELD_CLASSVAR
    if _is_initvar(annotation) or (isinstance(annotation, str)
                                   and _is_type(annotation, cls, own, 'InitVar', _is_initvar)):
        return _FIELD_INITVAR
    return _FIELD


def _get_field(cls, name, annotation, default_kw_only):
    """The Field for an annotated name of the class."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == 'member_descriptor':
            default = MISSING  # a slot
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _kind_of(cls, annotation)
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f'field {name} cannot have a default factory')
    if f._field_type is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f'field {name} is a ClassVar but specifies kw_only')
    elif f.kw_only is MISSING:
        f.kw_only = default_kw_only
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {name} is not allowed: use default_factory')
    return f


def _own_fields(cls, kw_only):
    """The fields that the class itself annotates."""
    own = sys.modules[__name__]
    found = []
    kw_only_seen = False
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        if _is_kw_only(annotation) or (isinstance(annotation, str)
                                       and _is_type(annotation, cls, own, 'KW_ONLY', _is_kw_only)):
            if kw_only_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            kw_only_seen = kw_only = True
        else:
            found.append(_get_field(cls, name, annotation, kw_only))
    return found


def _collect(cls, params, kw_only):
    """All fields by name, those of bases first; checks that frozen and other classes are not mixed."""
    fields = {}
    has_dataclass_bases = any_frozen = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            fields.update(base_fields)
            if getattr(base, _PARAMS).frozen:
                any_frozen = True
    for f in _own_fields(cls, kw_only):
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            # The class attribute becomes the default, or goes.
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    annotations = cls.__dict__.get('__annotations__', {})
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if has_dataclass_bases:
        if any_frozen and not params.frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen and params.frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    return fields


# --- writing the methods --------------------------------------------------------------------------------------------

class _Writer:
    """Collects the source of the methods of a class, and compiles it."""

    def __init__(self, cls):
        self.cls = cls
        self.lines = []
        self.names = []  # the methods
        self.outer = {'_MISSING': MISSING, '_factory': _HAS_DEFAULT_FACTORY, '_object': object,
                      '_Frozen': FrozenInstanceError, '_cls': cls}

    def method(self, name, args, body):
        """Add a method; body is a list of lines."""
        self.names.append(name)
        self.lines.append(f' def {name}({args}):')
        self.lines += ['  ' + line for line in body]

    def compile(self):
        """name -> function."""
        if not self.names:
            return {}
        source = '\n'.join([f'def _make({", ".join(self.outer)}):', *self.lines,
                            f' return {", ".join(self.names)},'])
        module = sys.modules.get(self.cls.__module__)
        namespace = {}
        exec(source, {} if module is None else module.__dict__, namespace)
        functions = namespace['_make'](**self.outer)
        for name, function in zip(self.names, functions):
            function.__qualname__ = f'{self.cls.__qualname__}.{name}'
        return dict(zip(self.names, functions))


def _tuple_of(obj, fields):
    """Source of a tuple of the fields of an object."""
    return '(' + ''.join(f'{obj}.{f.name},' for f in fields) + ')'


def _parameter(f):
    """Source of the parameter of __init__ for a field."""
    if f.default is MISSING and f.default_factory is MISSING:
        return f.name
    if f.default is not MISSING:
        return f'{f.name}=_default_{f.name}'
    return f'{f.name}=_factory'


def _assignment(f, frozen, self_name, slots):
    """Source of the lines of __init__ that set a field."""
    if f._field_type is _FIELD_INITVAR:
        return []
    if f.default_factory is not MISSING:
        value = f'_default_{f.name}()'
        if f.init:
            value += f' if {f.name} is _factory else {f.name}'
    elif f.init:
        value = f.name
    elif slots and f.default is not MISSING:
        value = f'_default_{f.name}'
    else:
        return []  # the class attribute is the value
    if frozen:
        return [f'_object.__setattr__({self_name},{f.name!r},{value})']
    return [f'{self_name}.{f.name}={value}']


def _write_init(writer, all_fields, frozen, slots):
    """Write __init__ for all fields but class variables."""
    std = [f for f in all_fields if f.init and not f.kw_only]
    kw = [f for f in all_fields if f.init and f.kw_only]
    default_seen = False
    for f in std:
        if f.default is not MISSING or f.default_factory is not MISSING:
            default_seen = True
        elif default_seen:
            raise TypeError(f'non-default argument {f.name!r} follows default argument')
    self_name = '__dataclass_self__' if any(f.name == 'self' for f in all_fields) else 'self'
    body = []
    for f in all_fields:
        if f.default is not MISSING:
            writer.outer[f'_default_{f.name}'] = f.default
        elif f.default_factory is not MISSING:
            writer.outer[f'_default_{f.name}'] = f.default_factory
        body += _assignment(f, frozen, self_name, slots)
    if hasattr(writer.cls, _POST_INIT_NAME):
        params = ','.join(f.name for f in all_fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.{_POST_INIT_NAME}({params})')
    args = [self_name, *map(_parameter, std)]
    if kw:
        args += ['*', *map(_parameter, kw)]
    writer.method('__init__', ','.join(args), body or ['pass'])
    return {**{f.name: f.type for f in std + kw}, 'return': None}


def _write_frozen(writer, fields):
    """Write the methods that refuse assignment."""
    names = '(' + ''.join(f'{f.name!r},' for f in fields) + ')'
    condition = f'if type(self) is _cls or name in {names}:'
    writer.method('__setattr__', 'self,name,value', [
        condition, ' raise _Frozen(f"cannot assign to field {name!r}")',
        'super(_cls, self).__setattr__(name, value)'])
    writer.method('__delattr__', 'self,name', [
        condition, ' raise _Frozen(f"cannot delete field {name!r}")',
        'super(_cls, self).__delattr__(name)'])


def _write_comparison(writer, name, sign, fields):
    writer.method(name, 'self,other', [
        'if other.__class__ is self.__class__:',
        f' return {_tuple_of("self", fields)}{sign}{_tuple_of("other", fields)}',
        'return NotImplemented'])


_ORDER = (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>='))


def _hash_action(cls, unsafe_hash, eq, frozen):
    """'none': __hash__ = None; 'add': write it; 'keep': leave the inherited one. An error if it must not be written."""
    own = cls.__dict__.get('__hash__', MISSING)
    explicit = not (own is MISSING or (own is None and '__eq__' in cls.__dict__))
    if unsafe_hash:
        if explicit:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        return 'add'
    if not eq or explicit:
        return 'keep'
    return 'add' if frozen else 'none'


def _guard_repr(function):
    """Let a __repr__ that is called for the same object again return '...'."""
    from reprlib import recursive_repr
    guarded = recursive_repr()(function)
    guarded.__qualname__ = function.__qualname__
    guarded.__wrapped__ = function
    return guarded


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    """Add the methods to a class."""
    params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen)
    all_by_name = _collect(cls, params, kw_only)
    setattr(cls, _PARAMS, params)
    setattr(cls, _FIELDS, all_by_name)
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    real = [f for f in all_by_name.values() if f._field_type is _FIELD]
    with_init_vars = [f for f in all_by_name.values() if f._field_type is not _FIELD_CLASSVAR]
    compared = [f for f in real if f.compare]
    writer = _Writer(cls)
    annotations = {}
    if init:
        annotations['__init__'] = _write_init(writer, with_init_vars, frozen, slots)
    if repr:
        shown = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in real if f.repr)
        writer.method('__repr__', 'self', [f'return self.__class__.__qualname__ + f"({shown})"'])
    if eq:
        _write_comparison(writer, '__eq__', '==', compared)
    if order:
        for name, sign in _ORDER:
            _write_comparison(writer, name, sign, compared)
    if frozen:
        _write_frozen(writer, real)
    action = _hash_action(cls, unsafe_hash, eq, frozen)
    if action == 'add':
        hashed = [f for f in real if (f.compare if f.hash is None else f.hash)]
        writer.method('__hash__', 'self', [f'return hash({_tuple_of("self", hashed)})'])
    _install(cls, writer.compile(), annotations)
    if action == 'none':
        cls.__hash__ = None
    if not getattr(cls, '__doc__'):
        cls.__doc__ = cls.__name__ + _signature_text(with_init_vars if init else None)
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in with_init_vars if f.init and not f.kw_only)
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    import abc
    abc.update_abstractmethods(cls)
    return cls


def _install(cls, functions, annotations):
    """Put the methods into the class; those that the class defines itself stay, or are an error."""
    for name, function in functions.items():
        if name in annotations:
            function.__annotations__ = annotations[name]
        if name == '__repr__':
            function = _guard_repr(function) if name not in cls.__dict__ else function
        if name not in cls.__dict__ or name == '__hash__':
            setattr(cls, name, function)
        elif name in ('__setattr__', '__delattr__'):
            raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}')
        elif name in ('__lt__', '__le__', '__gt__', '__ge__'):
            raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                            'Consider using functools.total_ordering')


def _annotation_text(annotation):
    """An annotation as inspect.signature shows it."""
    if isinstance(annotation, GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', ''):
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation).replace('typing.', '') if getattr(annotation, '__module__', None) == 'typing' else repr(
        annotation)


def _signature_text(fields):
    """The signature of __init__ for the docstring."""
    if fields is None:
        return '()'
    parts = []
    std = [f for f in fields if f.init and not f.kw_only]
    kw = [f for f in fields if f.init and f.kw_only]
    for f in std + kw:
        if kw and f is kw[0]:
            parts.append('*')
        text = f'{f.name}: {_annotation_text(f.type)}'
        if f.default is not MISSING:
            text += f' = {f.default!r}'
        elif f.default_factory is not MISSING:
            text += ' = <factory>'
        parts.append(text)
    return f'({", ".join(parts)})'


# --- slots ----------------------------------------------------------------------------------------------------------

def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)  # it may be frozen


def _slots_of(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        return
    if isinstance(slots, str):
        yield slots
    elif not hasattr(slots, '__next__'):
        yield from slots
    else:
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")


def _add_slots(cls, is_frozen, weakref_slot):
    """The class again, with __slots__ for its fields: slots can only be given when a class is made."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    field_names = tuple(f.name for f in fields(cls))
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    wanted = field_names + (('__weakref__',) if weakref_slot else ())
    namespace['__slots__'] = tuple(name for name in wanted if name not in inherited)
    for name in field_names:
        namespace.pop(name, None)  # its value is in the field's default
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if is_frozen:
        if '__getstate__' not in namespace:
            new.__getstate__ = _dataclass_getstate
        if '__setstate__' not in namespace:
            new.__setstate__ = _dataclass_setstate
    if is_frozen:
        _refer_to(new, cls)
    return new


def _refer_to(new, old):
    """Let the frozen class's methods check for the new class in place of the old one."""
    for name in ('__setattr__', '__delattr__'):
        function = new.__dict__.get(name)
        for cell in getattr(function, '__closure__', None) or ():
            if cell.cell_contents is old:
                cell.cell_contents = new


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Class decorator: write __init__, __repr__, __eq__ and more, from the annotations of the class."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                              weakref_slot)
    return wrap if cls is None else wrap(cls)


# --- functions on dataclasses ---------------------------------------------------------------------------------------

def fields(class_or_instance):
    """The fields of a dataclass or an instance of one, as a tuple of Field objects."""
    try:
        all_fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in all_fields.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether it is a dataclass or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, and so on for instances in fields, lists, tuples and dicts."""
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _unfold(obj, lambda instance, convert: dict_factory(
        [(f.name, convert(getattr(instance, f.name))) for f in fields(instance)]), dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, and so on for instances in fields, lists, tuples and dicts."""
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _unfold(obj, lambda instance, convert: tuple_factory(
        [convert(getattr(instance, f.name)) for f in fields(instance)]), tuple_factory)


def _unfold(obj, fold, factory):
    """Convert instances with fold(instance, convert), go into containers, and copy all else."""
    def convert(value):
        return _unfold(value, fold, factory)

    if _is_dataclass_instance(obj):
        return fold(obj, convert)
    kind = type(obj)
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return kind(*[convert(value) for value in obj])
    if isinstance(obj, (list, tuple)):
        return kind(convert(value) for value in obj)
    if isinstance(obj, dict):
        pairs = ((convert(key), convert(value)) for key, value in obj.items())
        if hasattr(kind, 'default_factory'):
            result = kind(getattr(obj, 'default_factory'))
            for key, value in pairs:
                result[key] = value
            return result
        return kind(pairs)
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Make a dataclass; fields are names, (name, type) or (name, type, Field or default)."""
    from keyword import iskeyword
    from types import new_class
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, 'typing.Any'
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, defaults[item[0]] = item
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = kind

    def fill(body):
        body.update(namespace or {})
        body.update(defaults)
        body['__annotations__'] = annotations

    cls = new_class(cls_name, bases, {}, fill)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new instance with the same fields but for the changes."""
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
