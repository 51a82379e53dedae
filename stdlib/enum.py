"""Enumerations: classes whose instances are a fixed set of named constants."""
import sys
from types import DynamicClassAttribute, MappingProxyType

__all__ = ['EnumType', 'EnumMeta', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto', 'unique',
           'property', 'verify', 'member', 'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP',
           'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum', 'EnumCheck', 'CONTINUOUS',
           'NAMED_FLAGS', 'UNIQUE']

# Filled in below; the metaclass runs before they exist.
Enum = Flag = EJECT = KEEP = STRICT = CONFORM = ReprEnum = None


class nonmember:
    """Wraps a value in the body of an enumeration that is to stay a plain attribute."""

    def __init__(self, value):
        self.value = value


class member:
    """Wraps a value in the body of an enumeration that is to become a member, even a function or a class."""

    def __init__(self, value):
        self.value = value


class _AutoNull:
    """The type of the value that an auto() has before it gets a real one."""

    def __repr__(self):
        return '_auto_null'


_auto_null = _AutoNull()
_builtin_property = property  # the name gets another meaning below


class auto:
    """Stands for the value that _generate_next_value_ gives."""

    def __init__(self, value=None):
        self.value = _auto_null if value is None else value

    def __repr__(self):
        return 'auto(%r)' % (self.value,)


class property(DynamicClassAttribute):
    """A property for members; the class may have a member of the same name."""

    member = None

    def __get__(self, instance, ownerclass=None):
        if instance is None or self.fget is None:
            found = ownerclass._member_map_.get(self.name)
            if found is None:
                raise AttributeError(f'{ownerclass!r} has no attribute {self.name!r}')
            return found
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f'<enum {self.clsname!r}> cannot set attribute {self.name!r}')
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f'<enum {self.clsname!r}> cannot delete attribute {self.name!r}')
        return self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


# --- kinds of names -------------------------------------------------------------------------------------------------

def _is_descriptor(obj):
    return hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__')


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_private(cls_name, name):
    """Whether it is the mangled form of a name like __this in the class."""
    prefix = f'_{cls_name}__'
    return (len(name) > len(prefix) and name.startswith(prefix) and name[len(prefix)] != '_'
            and (name[-1] != '_' or name[-2] != '_'))


def _is_internal_class(cls_name, obj):
    """Whether obj is a class that was defined inside the enumeration's body."""
    if not isinstance(obj, type):
        return False
    qualname = getattr(obj, '__qualname__', '')
    return qualname == f'{cls_name}.{obj.__name__}' or qualname.endswith(f'.{cls_name}.{obj.__name__}')


def _is_single_bit(num):
    return num > 0 and num & (num - 1) == 0


def _iter_bits_lsb(num):
    """The single bits of a number, the lowest first."""
    if isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError('%r is not a positive integer' % num)
    while num:
        bit = num & -num
        yield bit
        num ^= bit


def show_flag_values(value):
    """The single bits of a flag's value."""
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """A number in binary with its sign as the first bit: 0b0 1010, and 0b1 0101 for its complement."""
    ceiling = 2 ** num.bit_length()
    if num >= 0:
        digits = f'{num + ceiling:b}'[1:]
        sign = '0b0'
    else:
        digits = f'{~num ^ (ceiling * 2 - 1):b}'[1:]
        sign = '0b1'
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f'{sign} {digits}'


# --- the body of an enumeration -------------------------------------------------------------------------------------

_SUNDER_METHODS = ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_', '_iter_member_',
                   '_iter_member_by_value_', '_iter_member_by_def_')


class _EnumDict(dict):
    """The namespace in which the body of an enumeration runs: it notes which names become members."""

    def __init__(self):
        super().__init__()
        self._member_names = {}  # a dict, used as an ordered set
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = None

    def __setitem__(self, key, value):
        if _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            value = self._set_sunder(key, value)
            key = '_order_' if key == '__order__' else key
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._member_names:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value) and not isinstance(value, member):
            pass
        else:
            value = self._new_member(key, value)
        super().__setitem__(key, value)

    def _set_sunder(self, key, value):
        """Check and note one of the _names_ that configure an enumeration."""
        if key not in _SUNDER_METHODS:
            raise ValueError(f'_sunder_ names, such as {key!r}, are reserved for future Enum use')
        if key == '_generate_next_value_':
            if self._auto_called:
                raise TypeError('_generate_next_value_ must be defined before members')
            self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
        elif key == '_ignore_':
            value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
            self._ignore = value
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError('_ignore_ cannot specify already set names: %r' % (already,))
        return value

    def _new_member(self, key, value):
        """Note a member and return its value; auto() is replaced here, also within a tuple."""
        if key in self:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        if isinstance(value, member):
            value = value.value
        elif _is_internal_class(self._cls_name, value):
            import warnings
            warnings.warn('In 3.13 classes created inside an enum will not become a member.  Use the `member` '
                          'decorator to keep the current behavior.', DeprecationWarning, stacklevel=3)
        if isinstance(value, auto):
            value = self._auto_value(key, value)
        elif type(value) is tuple and any(isinstance(item, auto) for item in value):
            value = tuple(self._auto_value(key, item) if isinstance(item, auto) else item for item in value)
        self._member_names[key] = None
        self._last_values.append(value)
        return value

    def _auto_value(self, key, value):
        if value.value is _auto_null:
            value.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
        self._auto_called = True
        return value.value

    def update(self, members, *more_members):
        try:
            for name in members.keys():
                self[name] = members[name]
        except AttributeError:
            for name, value in members:
                self[name] = value
        for name, value in (more_members[0] if more_members else {}).items():
            self[name] = value


class _MemberMaker:
    """Stands in the namespace of the new class; when the class exists, but before __init_subclass__ is called, the
    interpreter calls __set_name__, and the members are made."""

    def __init__(self, values):
        self.values = values

    def __set_name__(self, cls, name):
        delattr(cls, name)
        for member_name, value in self.values:
            _make_member(cls, member_name, value)


def _make_member(cls, name, value):
    """Make the member of a name, or make the name an alias of the member with that value."""
    member_type = cls._member_type_
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    new = cls._new_member_
    made = new(cls, *args) if cls._use_args_ else new(cls)
    if not hasattr(made, '_value_'):
        made._value_ = value if member_type is object else _value_of(member_type, args, name)
    value = made._value_
    made._name_ = name
    made.__objclass__ = cls
    made.__init__(*args)
    made._sort_order_ = len(cls._member_names_)
    canonical = _same_valued(cls, value)
    if canonical is not None:
        made = canonical
    elif Flag is None or not issubclass(cls, Flag) or not isinstance(value, int) or _is_single_bit(value):
        cls._member_names_.append(name)
    _publish(cls, name, made)
    cls._member_map_[name] = made
    try:
        cls._value2member_map_.setdefault(value, made)
    except TypeError:
        pass  # it cannot be hashed; look-ups go through all members
    if Flag is not None and issubclass(cls, Flag) and isinstance(value, int):
        if _is_single_bit(value):
            cls._flag_mask_ |= value
        cls._all_bits_ |= 2 ** value.bit_length() - 1


def _value_of(member_type, args, name):
    try:
        return member_type(*args)
    except Exception as exc:
        raise TypeError('_value_ not set in __new__, unable to create it') from exc


def _same_valued(cls, value):
    """The member that has the value already, or None."""
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for other in cls._member_map_.values():
            if other._value_ == value:
                return other
    return None


def _publish(cls, name, made):
    """Make the member an attribute of the class, without hiding a property of the same name from the members."""
    for base in cls.__mro__[1:]:
        descriptor = base.__dict__.get(name)
        if descriptor is None:
            continue
        if isinstance(descriptor, (property, DynamicClassAttribute)):
            redirect = property()
            redirect.member = made
            redirect.fget = getattr(descriptor, 'fget', None)
            redirect.fset = getattr(descriptor, 'fset', None)
            redirect.fdel = getattr(descriptor, 'fdel', None)
            redirect.__set_name__(cls, name)
            type.__setattr__(cls, name, redirect)
            return
        break
    type.__setattr__(cls, name, made)


# --- the metaclass --------------------------------------------------------------------------------------------------

class EnumType(type):
    """The type of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = _EnumDict()
        namespace._cls_name = cls
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            namespace['_generate_next_value_'] = getattr(first_enum, '_generate_next_value_', None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        classdict.setdefault('_ignore_', []).append('_ignore_')
        for name in classdict['_ignore_']:
            classdict.pop(name, None)
        names = classdict._member_names
        if 'mro' in names or '' in names:
            raise ValueError('invalid enum member name(s) %s' % ','.join(
                repr(n) for n in names if n in ('mro', '')))
        order = classdict.pop('_order_', None)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        values = [(name, classdict.pop(name)) for name in names]
        next_value = classdict.get('_generate_next_value_')
        if next_value is not None and not isinstance(next_value, staticmethod):
            dict.__setitem__(classdict, '_generate_next_value_', staticmethod(next_value))
        namespace = dict(classdict)
        namespace.update(
            _new_member_=new, _use_args_=use_args, _member_names_=[], _member_map_={}, _value2member_map_={},
            _unhashable_values_=[], _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases),
            _boundary_=boundary or getattr(first_enum, '_boundary_', None), _flag_mask_=0, _all_bits_=0,
            _inverted_=None, _member_maker_=_MemberMaker(values))
        try:
            enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        except RuntimeError as e:
            # An error in __set_name__ is wrapped; show the one that happened.
            if e.__cause__ is not None and '__set_name__' in str(e):
                raise e.__cause__ from None
            raise
        _finish_class(enum_class, namespace, member_type, first_enum, save_new, new)
        if order is not None:
            _check_order(enum_class, order)
        return enum_class

    def __init__(cls, *args, **kwds):
        pass

    def __bool__(cls):
        """Classes are true, also those without members."""
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """The member with a value; or, with names, a new enumeration."""
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start,
                            boundary=boundary)

    def __contains__(cls, member):
        """Whether it is a member (or, of flags, made of members)."""
        if not isinstance(member, Enum):
            import warnings
            warnings.warn(
                'in 3.12 __contains__ will no longer raise TypeError, but will return True or\n'
                'False depending on whether the value is a member or the value of a member',
                DeprecationWarning, stacklevel=2)
            raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'" % (
                type(member).__qualname__, cls.__class__.__qualname__))
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError('%r cannot delete member %r.' % (cls.__name__, attr))
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def __dir__(cls):
        interesting = {'__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__', '__members__',
                       '__module__', '__name__', '__qualname__', *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            interesting.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            interesting.add('__init_subclass__')
        if cls._member_type_ is object:
            return sorted(interesting)
        return sorted(set(dir(cls._member_type_)) | interesting)

    def __getattr__(cls, name):
        """A member that a property of the same name hides."""
        if not _is_dunder(name) and name in cls.__dict__.get('_member_map_', ()):
            return cls._member_map_[name]
        raise AttributeError(name) from None

    def __getitem__(cls, name):
        """The member with a name."""
        return cls._member_map_[name]

    def __iter__(cls):
        """The members in the order of their definition, without aliases."""
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_builtin_property
    def __members__(cls):
        """Name -> member, with the aliases."""
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return '<flag %r>' % cls.__name__
        return '<enum %r>' % cls.__name__

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """Make an enumeration from names: text, a list of names or of (name, value), or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            last_values = []
            pairs = []
            for count, name in enumerate(names):
                value = first_enum._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                pairs.append((name, value))
            names = pairs
        for item in names or ():
            name, value = (item, names[item]) if isinstance(item, str) else item
            classdict[name] = value
        if module is None:
            module = _module_of_caller()
        if module is not None:
            classdict['__module__'] = module
        if qualname is not None:
            classdict['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enumeration of the constants of a module that the filter takes, and put its members there."""
        module_globals = sys.modules[module].__dict__
        source = module_globals if source is None else source.__dict__
        members = [(key, value) for key, value in source.items() if filter(key)]
        try:
            members.sort(key=lambda pair: (pair[1], pair[0]))
        except TypeError:
            members.sort(key=lambda pair: pair[0])
        new = cls._create_(name, members, module=module, boundary=boundary or KEEP)
        if as_global:
            global_enum(new)
        else:
            module_globals.update(new.__members__)
        module_globals[name] = new
        return new

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError('<enum %r> cannot extend %r' % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """(type of the members' values, the enumeration among the bases)."""
        if not bases:
            return object, Enum
        mcls._check_for_existing_members_(class_name, bases)
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError('new enumerations should be created as '
                            '`EnumName([mixin_type, ...] [data_type,] enum_type)`')
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """The function that shows the value of a member."""
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if '__repr__' in base.__dict__:
                    if ('__dataclass_fields__' in base.__dict__ and '__dataclass_params__' in base.__dict__
                            and base.__dict__['__dataclass_params__'].repr):
                        return _dataclass_repr
                    return base.__dict__['__repr__']
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        """The type among the bases that makes the values, if there is one."""
        data_types = {}
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        data_types[base._member_type_] = None
                        break
                elif '__new__' in base.__dict__ or '__dataclass_fields__' in base.__dict__:
                    data_types[candidate or base] = None
                    break
                else:
                    candidate = candidate or base
        if len(data_types) > 1:
            raise TypeError('too many data types for %r: %r' % (class_name, set(data_types)))
        return next(iter(data_types), None)

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """(function that makes a member, whether the class defines it itself, whether it takes the values)."""
        own = classdict.get('__new__')
        if own is not None:
            return own, first_enum is not None, True
        for name in ('__new_member__', '__new__'):
            for possible in (member_type, first_enum):
                target = getattr(possible, name, None)
                if target not in (None, None.__new__, object.__new__, getattr(Enum, '__new__', None)):
                    return target, False, not (first_enum is None or target is object.__new__)
        return object.__new__, False, False


EnumMeta = EnumType


def _module_of_caller():
    """The module that called the enumeration."""
    try:
        return sys._getframe(3).f_globals['__name__']
    except (AttributeError, ValueError, KeyError):
        return None


def _dataclass_repr(self):
    fields = self.__dataclass_fields__
    return ', '.join('%s=%r' % (name, getattr(self, name)) for name in fields if fields[name].repr)


def _finish_class(cls, namespace, member_type, first_enum, save_new, new):
    """Give the class the special methods that its enumeration, not its data type, should define."""
    base_enum = Enum
    if base_enum is not None:
        if ReprEnum in cls.__bases__:
            _take_texts(cls, namespace, member_type)
        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
            if name not in namespace and getattr(cls, name) in (getattr(member_type, name), getattr(object, name)):
                type.__setattr__(cls, name, getattr(first_enum, name))
        if save_new:
            type.__setattr__(cls, '__new_member__', new)
        type.__setattr__(cls, '__new__', base_enum.__new__)
    if Flag is None or not issubclass(cls, Flag):
        for name in ('_flag_mask_', '_all_bits_', '_inverted_'):
            type.__delattr__(cls, name)
        if cls._boundary_ is None:
            type.__delattr__(cls, '_boundary_')
        return
    for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__'):
        if name not in namespace:
            type.__setattr__(cls, name, getattr(Flag, name))
    values = [m._value_ for m in cls]
    if values != sorted(values):
        type.__setattr__(cls, '_iter_member_', cls._iter_member_by_def_)


def _take_texts(cls, namespace, member_type):
    """str() and format() of a ReprEnum's members are those of the data type."""
    if member_type is object:
        raise TypeError('ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)')
    if '__format__' not in namespace:
        namespace['__format__'] = member_type.__format__
        type.__setattr__(cls, '__format__', member_type.__format__)
    if '__str__' not in namespace:
        method = member_type.__str__
        namespace['__str__'] = member_type.__repr__ if method is object.__str__ else method
        type.__setattr__(cls, '__str__', namespace['__str__'])


def _check_order(cls, order):
    """Compare _order_ with the order in which the members were defined."""
    names = order.replace(',', ' ').split() if isinstance(order, str) else list(order)
    names = [n for n in names if n not in cls._member_map_ or n in cls._member_names_]
    if names != cls._member_names_:
        raise TypeError('member order does not match _order_:\n  %r\n  %r' % (cls._member_names_, names))


class Enum(metaclass=EnumType):
    """A set of named constants.

    >>> class Color(Enum):
    ...     RED = 1
    >>> Color.RED, Color(1), Color['RED']
    (<Color.RED: 1>, <Color.RED: 1>, <Color.RED: 1>)
    """

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:  # it cannot be hashed
            for candidate in cls._member_map_.values():
                if candidate._value_ == value:
                    return candidate
        return _ask_missing(cls, value)

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): one more than the last."""
        if not last_values:
            return start
        try:
            last = last_values[-1]
            last_values.sort()
            if last == last_values[-1]:
                return last + 1
        except TypeError:
            pass
        import warnings
        warnings.warn('In 3.13 the default `auto()`/`_generate_next_value_` will require all values to be sortable and '
                      'support adding +1\nand the value returned will be the largest value in the enum incremented '
                      'by 1', DeprecationWarning, stacklevel=3)
        for value in reversed(last_values):
            try:
                return value + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        """Called for a value that no member has; may return a member."""
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return '<%s.%s: %s>' % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __dir__(self):
        """The names of this class's own methods and properties, and of the attributes of the member."""
        names = {'__class__', '__doc__', '__eq__', '__hash__', '__module__'}
        if self.__class__._member_type_ is not object:
            names |= set(object.__dir__(self))
        names.update(name for name in getattr(self, '__dict__', ()) if name[0] != '_')
        for cls in self.__class__.mro():
            for name, obj in cls.__dict__.items():
                if name[0] == '_':
                    continue
                if isinstance(obj, property) and obj.fget is None and name not in self.__class__._member_map_:
                    names.discard(name)
                else:
                    names.add(name)
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


def _ask_missing(cls, value):
    """What _missing_ gives for a value, or the error."""
    error = result = None
    try:
        result = cls._missing_(value)
    except Exception as e:
        error = e
    if isinstance(result, cls):
        return result
    if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
        return result
    invalid = ValueError('%r is not a valid %s' % (value, cls.__qualname__))
    if error is None:
        if result is None:
            raise invalid
        error = TypeError('error in %s._missing_: returned %r instead of None or a valid member' % (
            cls.__name__, result))
    if not isinstance(error, ValueError):
        error.__context__ = invalid
    raise error


class ReprEnum(Enum):
    """An enumeration whose members are shown as enumerations by repr() only; str() and format() are the data type's."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are also ints."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are also strs."""

    def __new__(cls, *values):
        """values are the arguments of str()."""
        if len(values) > 3:
            raise TypeError('too many arguments for str(): %r' % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError('%r is not a string' % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError('encoding must be a string, not %r' % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError('errors must be a string, not %r' % (values[2]))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): the name in lower case."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What happens to bits that no member of a flag has."""

    STRICT = auto()  # they are an error
    CONFORM = auto()  # they are dropped
    EJECT = auto()  # the result is an int
    KEEP = auto()  # they are kept


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=CONFORM):
    """An enumeration whose members are bits that can be combined."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): the next power of two."""
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError('invalid flag value %r' % last) from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The members with the single bits of a value, the lowest bit first."""
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The members with the single bits of a value, in the order of their definition."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """Make the combination of members that has a value."""
        if not isinstance(value, int):
            raise ValueError('%r is not a valid %s' % (value, cls.__qualname__))
        all_bits = cls._all_bits_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ cls._flag_mask_):
            value = cls._bound(value)
            if cls._boundary_ is EJECT:
                return value
        negative = value if value < 0 else None
        if value < 0:
            value += all_bits + 1
        combined = cls._combine(value)
        if negative is not None:
            cls._value2member_map_[negative] = combined
        return combined

    @classmethod
    def _bound(cls, value):
        """What remains of a value with unknown bits."""
        mask = cls._flag_mask_
        if cls._boundary_ is STRICT:
            width = max(value.bit_length(), mask.bit_length())
            raise ValueError('%r invalid value %r\n    given %s\n  allowed %s' % (
                cls, value, bin(value, width), bin(mask, width)))
        if cls._boundary_ is CONFORM:
            return value & mask
        if cls._boundary_ is KEEP and value < 0:
            return max(cls._all_bits_ + 1, 2 ** value.bit_length()) + value
        return value

    @classmethod
    def _combine(cls, value):
        """The pseudo-member with a value; it gets the names of its bits' members."""
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        if not hasattr(made, '_value_'):
            made._value_ = value
        unknown = value & ~cls._flag_mask_
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError('%s(%r) -->  unknown values %r [%s]' % (cls.__name__, value, unknown, bin(unknown)))
        names = [m._name_ for m in cls._iter_member_(value)]
        if names and unknown:
            names.append(cls._numeric_repr_(unknown))
        made._name_ = '|'.join(names) or None
        return cls._value2member_map_.setdefault(value, made)

    def __contains__(self, other):
        """Whether all bits of other are set."""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (
                type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The members for the single bits."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return '<%s: %s>' % (self.__class__.__name__, show(self._value_))
        return '<%s.%s: %s>' % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        if self._name_ is None:
            return '%s(%r)' % (self.__class__.__name__, self._value_)
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _bits_of(self, other):
        """The bits of another operand, or None if it is none."""
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ ^ bits)

    def __invert__(self):
        if self._inverted_ is None:
            value = ~self._value_ if self._boundary_ is KEEP else self._flag_mask_ ^ self._value_
            self._inverted_ = self.__class__(value)
            if isinstance(self._inverted_, self.__class__):
                self._inverted_._inverted_ = self
        return self._inverted_

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are also ints."""


# --- checks ---------------------------------------------------------------------------------------------------------

def _aliases(enumeration):
    return [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]


def unique(enumeration):
    """Class decorator: no two names for the same value."""
    aliases = _aliases(enumeration)
    if aliases:
        details = ', '.join('%s -> %s' % pair for pair in aliases)
        raise ValueError('duplicate values found in %r: %s' % (enumeration, details))
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can check."""

    CONTINUOUS = 'no skipped integer values'
    NAMED_FLAGS = 'multi-flag aliases may not contain unnamed flags'
    UNIQUE = 'one name per value'


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator: check an enumeration for the constraints that are given."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        if issubclass(enumeration, Flag):
            kind = 'flag'
        elif issubclass(enumeration, Enum):
            kind = 'enum'
        else:
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is UNIQUE:
                _verify_unique(enumeration)
            elif check is CONTINUOUS:
                _verify_continuous(enumeration, kind)
            elif check is NAMED_FLAGS and kind == 'flag':
                _verify_named(enumeration)
        return enumeration


def _verify_unique(enumeration):
    aliases = _aliases(enumeration)
    if aliases:
        details = ', '.join('%s -> %s' % pair for pair in aliases)
        raise ValueError('aliases found in %r: %s' % (enumeration, details))


def _verify_continuous(enumeration, kind):
    values = {m.value for m in enumeration}
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    if kind == 'flag':
        wanted = [2 ** i for i in range(low.bit_length(), high.bit_length() - 1)]
    else:
        wanted = range(low + 1, high)
    missing = [value for value in wanted if value not in values]
    if missing:
        raise ValueError(('invalid %s %r: missing values %s' % (
            kind, enumeration.__name__, ', '.join(map(str, missing))))[:256])


def _verify_named(enumeration):
    known = [m.value for m in enumeration]
    names = []
    missing = 0
    for name, alias in enumeration._member_map_.items():
        if name in enumeration._member_names_ or alias.value < 0:
            continue
        missed = [bit for bit in _iter_bits_lsb(alias.value) if bit not in known]
        if missed:
            names.append(name)
            missing |= sum(missed)
    if not names:
        return
    if len(names) == 1:
        what = 'alias %s is missing' % names[0]
    else:
        what = 'aliases %s and %s are missing' % (', '.join(names[:-1]), names[-1])
    value = ('value 0x%x' if _is_single_bit(missing) else 'combined values of 0x%x') % missing
    raise ValueError('invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]' % (
        enumeration.__name__, what, value))


# --- members as globals of their module -----------------------------------------------------------------------------

def _short_module(self):
    return self.__class__.__module__.split('.')[-1]


def global_enum_repr(self):
    """repr() of a member as module.NAME."""
    return '%s.%s' % (_short_module(self), self._name_)


def global_flag_repr(self):
    """repr() of a flag as module.NAME|module.NAME."""
    module = _short_module(self)
    if self._name_ is None:
        return '%s.%s(%r)' % (module, self.__class__.__name__, self._value_)
    if _is_single_bit(self._value_):
        return '%s.%s' % (module, self._name_)
    if self._boundary_ is not FlagBoundary.KEEP:
        return '|'.join('%s.%s' % (module, name) for name in self.name.split('|'))
    return '|'.join(name if name[0].isdigit() else '%s.%s' % (module, name) for name in self._name_.split('|'))


def global_str(self):
    """str() of a member as its name alone."""
    if self._name_ is None:
        return '%s(%r)' % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Class decorator: put the members into their module and show them as its globals."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Class decorator: make an enumeration of a plain class with the members as its attributes."""
    def convert_class(cls):
        names = {name: value for name, value in cls.__dict__.items()
                 if name not in ('__dict__', '__weakref__', '__members__')}
        namespace = etype.__class__.__prepare__(cls.__name__, (etype,))
        for name, value in names.items():
            namespace[name] = value
        return etype.__class__(cls.__name__, (etype,), namespace, boundary=boundary)
    return convert_class
