"""How enumerations are made: the namespace of their bodies, their metaclass, and Enum itself.

A body tells members from other names while it runs. What bases and body say about making members is put into a Plan,
which each enumeration has as _plan_. Members are made when the class exists, but before __init_subclass__ is called.
"""
import builtins
import sys
from _operator import itemgetter
from types import DynamicClassAttribute, MappingProxyType

# Classes say that they belong to the public module, which imports them from here.
__name__ = 'enum'


# --- marks in the body of an enumeration ----------------------------------------------------------------------------

class nonmember:
    """Wraps a value in the body of an enumeration that is to stay a plain attribute."""

    def __init__(self, value):
        self.value = value


class member(nonmember):
    """Wraps a value in the body of an enumeration that is to become a member, even a function or a class."""


class _NoValue:
    """The type of the value that an auto() has before it gets a real one."""

    def __repr__(self):
        return '_auto_null'


_no_value = _NoValue()


class auto:
    """Stands for the value that _generate_next_value_ gives."""

    def __init__(self, value=_no_value):
        self.value = value

    def __repr__(self):
        return f'auto({self.value!r})'


class property(DynamicClassAttribute):
    """A property of members, while the class may have a member of the same name."""

    def __set_name__(self, owner, name):
        self.name, self.clsname = name, owner.__name__

    def _get_elsewhere(self, instance, owner):
        if self.name not in owner._member_map_:
            raise AttributeError(f'{owner!r} has no attribute {self.name!r}')
        return owner._member_map_[self.name]

    def __set__(self, instance, value):
        self._need(self.fset, 'set')(instance, value)

    def __delete__(self, instance):
        self._need(self.fdel, 'delete')(instance)

    def _need(self, function, what):
        if function is None:
            raise AttributeError(f'<enum {self.clsname!r}> cannot {what} attribute {self.name!r}')
        return function


# --- the body -------------------------------------------------------------------------------------------------------

def _has_marks(name, mark):
    """Whether exactly these underscores stand on both sides of a name."""
    inner = name[len(mark):-len(mark)]
    return name == f'{mark}{inner}{mark}' and inner != '' and inner[0] != '_' != inner[-1]


def _is_mangled(cls_name, name):
    """Whether a name was __like_this in a class of that name."""
    prefix = f'_{cls_name}__'
    inner = name[len(prefix):]
    return name.startswith(prefix) and inner[:1] not in ('', '_') and inner[-2:] != '__'


def _is_nested(cls_name, value):
    """Whether it is a class that was defined in the body."""
    where = f'.{getattr(value, "__qualname__", "")}'
    return isinstance(value, type) and where.endswith(f'.{cls_name}.{value.__name__}')


# What most values are: no descriptors, no classes, and nothing that marks what is no member.
_USUAL = frozenset({auto, int, str, float, bool, bytes, type(None)})


def words(names):
    return names.replace(',', ' ').split() if isinstance(names, str) else list(names)


class _EnumDict(dict):
    """The namespace in which the body of an enumeration runs."""

    _settings = ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_')

    # Metaclasses of programs read and make such namespaces, so these names are those of CPython.
    _cls_name = _generate_next_value = None

    def __init__(self):
        super().__init__()
        self._member_names = {}  # name -> None, as an ordered set
        self._last_values = []
        self._ignore = ()
        self._auto_called = False

    def __setitem__(self, name, value):
        if name[:1] == '_':
            name, value = self.take_marked(name, value)
        elif name not in self._ignore:
            value = self.take(name, value)
        dict.__setitem__(self, name, value)

    def update(self, *others, **more):
        for other in (*others, more):
            for name, value in dict(other).items():
                self[name] = value

    def take_marked(self, name, value):
        """(name, value) for a name with underscores in front: most of these are about the class, and no members."""
        if name == '__order__':
            name = '_order_'
        if not _is_mangled(self._cls_name, name):
            if _has_marks(name, '_'):
                value = self.set_up(name, value)
            elif not _has_marks(name, '__') and name not in self._ignore:
                value = self.take(name, value)
        return name, value

    def set_up(self, name, value):
        """Check one of the _names_ by which enumerations are configured."""
        if name not in self._settings:
            raise ValueError(f'_sunder_ names, such as {name!r}, are reserved for future Enum use')
        if name == '_generate_next_value_':
            if self._auto_called:
                raise TypeError('_generate_next_value_ must be defined before members')
            self._generate_next_value = getattr(value, '__func__', value)
            return value if isinstance(value, staticmethod) else staticmethod(value)
        if name == '_ignore_':
            self._ignore = value = words(value)
            too_late = {name for name in value if name in self._member_names}
            if too_late:
                raise ValueError(f'_ignore_ cannot specify already set names: {too_late!r}')
        return value

    def take(self, name, value):
        """The value of a name, which becomes a member if it is neither marked nor a descriptor."""
        kind = type(value)
        if kind not in _USUAL and name not in self._member_names:
            if kind is nonmember:
                return value.value
            if any(hasattr(value, method) for method in ('__get__', '__set__', '__delete__')):
                return value
        if name in self:
            raise TypeError(f'{name!r} already defined as {self[name]!r}')
        if kind is auto:
            value = self.replace(name, value)
        elif kind in _USUAL:
            self._last_values.append(value)
        else:
            value = self.take_value(name, value)
        self._member_names[name] = None
        return value

    def take_value(self, name, value):
        """The value of a member, without marks."""
        if _is_nested(self._cls_name, value):
            import warnings
            warnings.warn('In 3.13 classes created inside an enum will not become a member.  Use the `member` '
                          'decorator to keep the current behavior.', DeprecationWarning, stacklevel=4)
        if isinstance(value, member):
            value = value.value
        if isinstance(value, auto):
            value = self.replace(name, value)
        elif type(value) is tuple and any(isinstance(part, auto) for part in value):
            value = tuple([self.replace(name, part) if isinstance(part, auto) else part for part in value])
        else:
            self._last_values.append(value)
        return value

    def replace(self, name, mark):
        """The value for an auto()."""
        if mark.value is _no_value:
            self._auto_called = True
            mark.value = self._generate_next_value(name, 1, len(self._member_names), self._last_values[:])
        self._last_values.append(mark.value)
        return mark.value


# --- making members -------------------------------------------------------------------------------------------------

class _Plan:
    """How the members of an enumeration are made and shown, from its bases and body.

    parent: the enumeration among the bases, the last of them. data_type: what makes the values, or object. new: the
    function that makes an instance, takes_value: whether it is given the value. own_new: the new that an enumeration
    defined for itself and its heirs. show: the repr of values, or None. mask and all_bits are for flags. names, members
    and by_value are what the enumeration has as _member_names_, _member_map_ and _value2member_map_ (a class with a
    metaclass is slow to ask). has_init: whether members have an __init__ of their own, known when the class is there.
    """

    def __init__(self, name, bases, body):
        self.parent = bases[-1] if bases else None
        inherited = self.parent._plan_ if bases else None
        self.data_type = inherited.data_type if len(bases) == 1 else self.find_data_type(name, bases)
        self.show = self.find_repr(bases)
        # The __new__ in the body of Enum itself does not make members.
        self.own_new = bases and (body.get('__new__') or inherited.own_new) or None
        self.new = self.own_new or self.data_type.__new__
        self.takes_value = self.new is not object.__new__
        self.names, self.members, self.by_value = [], {}, {}
        self.has_init = False
        self.mask = self.all_bits = 0
        self.in_order = True

    def find_data_type(self, name, bases):
        found = {}
        for base in bases:
            nearest = None  # the class that derives from the one that makes the values
            for cls in base.__mro__[:-1]:
                if isinstance(cls, EnumType):
                    data_type = cls._plan_.data_type
                    data_type = None if data_type is object else data_type
                else:
                    nearest = nearest or cls
                    data_type = nearest if {'__new__', '__init__'} & cls.__dict__.keys() else None
                if data_type is not None:
                    found[data_type] = None
                    break
        if len(found) > 1:
            raise TypeError(f'too many data types for {name!r}: {set(found)!r}')
        return next(iter(found), object)

    def find_repr(self, bases):
        for base in bases:
            for cls in base.__mro__[:-1]:
                if isinstance(cls, EnumType):
                    return cls._plan_.show
                if '__repr__' in cls.__dict__:
                    return cls.__dict__['__repr__']
        return None


class _Maker:
    """Stands in the namespace of a new class, and is told by __set_name__ when the class exists."""

    def __init__(self, raw_values):
        self.raw_values = raw_values

    def __set_name__(self, cls, name):
        type.__delattr__(cls, name)
        if self.raw_values:
            _make_all(cls, self.raw_values)


def _make_all(cls, raw_values):
    """Make the members and then set them as attributes of the class, since each change of a class slows look-ups in it.

    Only where a __new__ or __init__ of the program might look for the members before, they are set one by one.
    """
    plan = cls._plan_
    plan.has_init = cls.__init__ is not Enum.__init__
    unseen = plan.new in _OUR_NEWS and not plan.has_init
    hidden = _hidden_properties(cls, raw_values.keys())
    attributes = {}
    for name, raw in raw_values.items():
        made = _make(cls, plan, name, raw)
        attributes[name] = _beside(hidden[name], cls, name) if name in hidden else made
        if not unseen:
            type.__setattr__(cls, *attributes.popitem())
    for name, made in attributes.items():
        type.__setattr__(cls, name, made)


def _make(cls, plan, name, raw):
    """Make a member, or find the member that has the value already, of which it is an alias then."""
    args = raw if isinstance(raw, tuple) else (raw,)
    if plan.data_type is tuple:
        args = (args,)
    made = plan.new(cls, *args) if plan.takes_value else plan.new(cls)
    if not hasattr(made, '_value_'):
        made._value_ = raw
        if plan.data_type is not object:
            try:
                made._value_ = plan.data_type(*args)
            except Exception as e:
                raise TypeError('_value_ not set in __new__, unable to create it') from e
    made._name_, made.__objclass__ = name, cls
    if plan.has_init:
        made.__init__(*args)
    made._sort_order_ = len(plan.names)
    value = made._value_
    known = find_value(plan, value)
    if known is None:
        cls._record(made)
        try:
            plan.by_value[value] = made
        except TypeError:
            pass  # it cannot be hashed; find_value looks at all members then
        known = made
    plan.members[name] = known
    return known


def find_value(plan, value):
    """The member with a value, or None."""
    try:
        return plan.by_value.get(value)
    except TypeError:
        return next((m for m in plan.members.values() if m._value_ == value), None)


def _hidden_properties(cls, names):
    """Name -> property of members that a base has; the member of that name would hide it."""
    hidden = {}
    for base in reversed(cls.__mro__[1:]):
        for name in names & base.__dict__.keys():
            hidden[name] = base.__dict__[name]
    return {name: found for name, found in hidden.items() if isinstance(found, DynamicClassAttribute)}


def _beside(hidden, cls, name):
    """A property that gives the class its member, and members what the hidden one gives."""
    both = property(hidden.fget, hidden.fset, hidden.fdel)
    both.__set_name__(cls, name)
    return both


# --- the metaclass --------------------------------------------------------------------------------------------------

class EnumType(type):
    """The type of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError(f'<enum {cls!r}> cannot extend {base!r}')
        if bases and not isinstance(bases[-1], EnumType):
            raise TypeError('new enumerations should be created as '
                            '`EnumName([mixin_type, ...] [data_type,] enum_type)`')
        body = _EnumDict()
        body._cls_name = cls
        if bases:
            body._generate_next_value = bases[-1]._generate_next_value_
        return body

    def __new__(metacls, cls, bases, classdict, *, boundary=None, **kwds):
        ignored = {'_ignore_', *classdict._ignore}
        body = {name: value for name, value in classdict.items() if name not in ignored}
        raw_values = {name: body.pop(name) for name in classdict._member_names if name in body}
        invalid = [repr(name) for name in raw_values if name in ('mro', '')]
        if invalid:
            raise ValueError(f'invalid enum member name(s) {",".join(invalid)}')
        order = body.pop('_order_', None)
        plan = _Plan(cls, bases, body)
        if boundary is not None:
            body['_boundary_'] = boundary
        if bases:
            body['__new__'] = Enum.__new__  # it looks members up; plan.new makes them
        # Names that programs know from CPython.
        body.update(_member_type_=plan.data_type, _new_member_=plan.new, _value_repr_=plan.show)
        body.update(_plan_=plan, _member_names_=plan.names, _member_map_=plan.members, _value2member_map_=plan.by_value,
                    _maker_=_Maker(raw_values))
        try:
            made = super().__new__(metacls, cls, bases, body, **kwds)
        except RuntimeError as e:
            # Python wraps what is raised in __set_name__.
            raise e if e.__cause__ is None or '__set_name__' not in str(e) else e.__cause__
        if len(bases) > 1:
            made._settle_methods_(plan)
        if bases:  # Enum itself, and classes that only have the metaclass, have nothing to complete
            made._complete()
        if order is not None:
            _check_order(made, words(order))
        return made

    def __init__(cls, *args, **kwds):
        pass

    def _settle_methods_(cls, plan):
        """Let the enumeration, and not its data type, say how members are shown and copied."""
        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
            foreign = getattr(plan.data_type, name), getattr(object, name)
            if name not in cls.__dict__ and getattr(cls, name) in foreign:
                type.__setattr__(cls, name, getattr(plan.parent, name))

    # --- a collection of members ---

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """The member with a value; or, with names, a new enumeration."""
        if names is None:
            return cls.__new__(cls, value)
        if module is None:
            module = _calling_module()
        return cls._make_class_(value, names, module, qualname, type, start, boundary)

    def __getitem__(cls, name):
        """The member with a name."""
        return cls._member_map_[name]

    def __contains__(cls, member):
        """Whether it is a member (or, of flags, made of members)."""
        if isinstance(member, Enum):
            return isinstance(member, cls) and member._name_ in cls._member_map_
        import warnings
        warnings.warn('in 3.12 __contains__ will no longer raise TypeError, but will return True or\n'
                      'False depending on whether the value is a member or the value of a member',
                      DeprecationWarning, stacklevel=2)
        raise TypeError(f"unsupported operand type(s) for 'in': '{type(member).__qualname__}' and "
                        f"'{type(cls).__qualname__}'")

    def __iter__(cls):
        """The members in the order of their definition, without aliases."""
        return map(cls._member_map_.__getitem__, cls._member_names_)

    def __reversed__(cls):
        return map(cls._member_map_.__getitem__, reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True  # also without members

    # --- attributes ---

    @builtins.property
    def __members__(cls):
        """Name -> member, with the aliases."""
        return MappingProxyType(cls._member_map_)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', ()):
            raise AttributeError(f'cannot reassign member {name!r}')
        super().__setattr__(name, value)

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f'{cls.__name__!r} cannot delete member {attr!r}.')
        super().__delattr__(attr)

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __dir__(cls):
        names = {'__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__', '__members__',
                 '__module__', '__name__', '__qualname__', *cls._member_names_}
        if cls._plan_.new is not object.__new__:
            names.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add('__init_subclass__')
        data_type = cls._plan_.data_type
        return sorted(names if data_type is object else names | set(dir(data_type)))

    def __repr__(cls):
        return f'<{cls._kind_} {cls.__name__!r}>'

    # --- enumerations from data ---

    def _make_class_(cls, class_name, names, module, qualname=None, data_type=None, start=1, boundary=None):
        """Make an enumeration from names: text, a list of names or of (name, value), or a mapping."""
        bases = (cls,) if data_type is None else (data_type, cls)
        body = type(cls).__prepare__(class_name, bases)
        pairs = words(names) if isinstance(names, str) else names
        if isinstance(pairs, (list, tuple)) and pairs and isinstance(pairs[0], str):
            values = []
            for name in pairs:
                values.append(cls._generate_next_value_(name, start, len(values), values[:]))
            pairs = zip(pairs, values)
        for pair in pairs or ():
            name, value = (pair, names[pair]) if isinstance(pair, str) else pair
            body[name] = value
        if module is not None:
            body['__module__'] = module
        if qualname is not None:
            body['__qualname__'] = qualname
        return type(cls)(class_name, bases, body, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Replace the constants of a module that the filter takes by the members of an enumeration."""
        names = vars(sys.modules[module])
        found = [(key, value) for key, value in (vars(source) if source else names).items() if filter(key)]
        try:
            found.sort(key=itemgetter(1, 0))
        except TypeError:
            found.sort(key=lambda pair: pair[0])
        made = cls._make_class_(name, found, module, boundary=boundary or KEEP)
        if as_global:
            from enum import global_enum
            global_enum(made)
        else:
            names.update(made.__members__)
        names[name] = made
        made.__reduce_ex__ = lambda self, proto: self._name_  # as the global that it is
        return made


EnumMeta = EnumType


def _calling_module():
    try:
        return sys._getframe(2).f_globals['__name__']
    except (AttributeError, KeyError, ValueError):
        return None


def _check_order(cls, names):
    """Compare _order_ with the order in which the members were defined; aliases do not count."""
    names = [name for name in names if name in cls._member_names_ or name not in cls._member_map_]
    if names != cls._member_names_:
        raise TypeError(f'member order does not match _order_:\n  {cls._member_names_!r}\n  {names!r}')


# --- enumerations ---------------------------------------------------------------------------------------------------

class Enum(metaclass=EnumType):
    """A set of named constants.

    >>> class Color(Enum):
    ...     RED = 1
    >>> Color.RED, Color(1), Color['RED']
    (<Color.RED: 1>, <Color.RED: 1>, <Color.RED: 1>)
    """

    def __new__(cls, value):
        found = value if type(value) is cls else find_value(cls._plan_, value)
        return _ask_missing(cls, value) if found is None else found

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): one more than the last."""
        if not last_values:
            return start
        try:
            if last_values[-1] == max(last_values):
                return last_values[-1] + 1
        except TypeError:
            pass
        import warnings
        warnings.warn('In 3.13 the default `auto()`/`_generate_next_value_` will require all values to be sortable and '
                      'support adding +1\nand the value returned will be the largest value in the enum incremented '
                      'by 1', DeprecationWarning, stacklevel=3)
        numbers = [value for value in last_values if _has_successor(value)]
        return numbers[-1] + 1 if numbers else start

    @classmethod
    def _missing_(cls, value):
        """Called for a value that no member has; may return a member."""
        return None

    @classmethod
    def _record(cls, made):
        """Note a member that is no alias."""
        cls._plan_.names.append(made._name_)

    @classmethod
    def _complete(cls):
        """Called when all members are there."""

    name = property(lambda self: self._name_, doc='The name of the member.')
    value = property(lambda self: self._value_, doc='The value of the member.')

    def __repr__(self):
        return f'<{type(self).__name__}.{self._name_}: {(self._plan_.show or repr)(self._value_)}>'

    def __str__(self):
        return f'{type(self).__name__}.{self._name_}'

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return getattr, (type(self), self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __dir__(self):
        """The names of this class's own methods and properties, and of the attributes of the member."""
        names = {'__class__', '__doc__', '__eq__', '__hash__', '__module__'}
        if self._plan_.data_type is not object:
            names.update(object.__dir__(self))
        names.update(name for name in getattr(self, '__dict__', ()) if name[0] != '_')
        for cls in type(self).__mro__:
            for name, value in cls.__dict__.items():
                empty = isinstance(value, property) and value.fget is None and name in self._member_map_
                if name[0] != '_':
                    (names.discard if empty else names.add)(name)
        return sorted(names)


def _has_successor(value):
    try:
        value + 1
    except TypeError:
        return False
    return True


Enum._kind_, Enum._boundary_ = 'enum', None


def _ask_missing(cls, value):
    """What _missing_ gives for a value, or the error."""
    invalid = ValueError(f'{value!r} is not a valid {cls.__qualname__}')
    try:
        found = cls._missing_(value)
    except ValueError:
        raise
    except Exception as e:
        e.__context__ = invalid
        raise
    if isinstance(found, cls) or cls._boundary_ is EJECT and isinstance(found, int):
        return found
    if found is None:
        raise invalid
    wrong = TypeError(f'error in {cls.__name__}._missing_: returned {found!r} instead of None or a valid member')
    wrong.__context__ = invalid
    raise wrong


class ReprEnum(Enum):
    """An enumeration whose members are shown as such only by repr(); str() and format() are those of the data type."""

    @classmethod
    def _complete(cls):
        super()._complete()
        data_type = cls._plan_.data_type
        if cls.__name__ == 'ReprEnum' or ReprEnum not in cls.__bases__:
            return
        if data_type is object:
            raise TypeError('ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)')
        plain_str = data_type.__repr__ if data_type.__str__ is object.__str__ else data_type.__str__
        for name, method in (('__format__', data_type.__format__), ('__str__', plain_str)):
            if name not in cls.__dict__ or cls.__dict__[name] is getattr(Enum, name):
                type.__setattr__(cls, name, method)


class IntEnum(int, ReprEnum):
    """An enumeration whose members are also ints."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are also strs."""

    def __new__(cls, *values):
        """values are the arguments of str()."""
        if len(values) > 3:
            raise TypeError(f'too many arguments for str(): {values!r}')
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f'{values[0]!r} is not a string')
        for what, value in zip(('encoding', 'errors'), values[1:]):
            if not isinstance(value, str):
                raise TypeError(f'{what} must be a string, not {value!r}')
        made = str.__new__(cls, *values)
        made._value_ = str(*values)
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): the name in lower case."""
        return name.lower()


# These do not look for members, as those of programs may.
_OUR_NEWS = object.__new__, int.__new__, str.__new__, StrEnum.__new__

# What happens to bits that no member of a flag has: they are an error, are dropped, make the result an int, are kept.
FlagBoundary = StrEnum('FlagBoundary', 'STRICT CONFORM EJECT KEEP', module=__name__)
STRICT, CONFORM, EJECT, KEEP = FlagBoundary
