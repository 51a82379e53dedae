"""The heart of typing: what List[int], Union[int, str] or Box[T] are, and how variables in them are replaced.

What stands before the brackets is a form (Union, List) or a generic class; with the brackets it is an alias. What is
special about the aliases of a form (their text, when two are equal, what becomes of them with other arguments), the
alias asks its kind, which is that form. Variables say by methods and by these attributes what they are: takes_many
(types), takes_signature (the parameters of a function).
"""
import _collections_abc as abc
import sys

# Classes and variables say that they belong to the public module, which imports them from here.
__name__ = 'typing'

NoneType = type(None)
GenericAlias = type(list[int])
UnionType = type(int | str)

# The names of typing, which puts its namespace here: typing_extensions, whose variables have defaults, sets its own
# _collect_parameters and _check_generic there.
PUBLIC = {}

# Forms that are refused where a type is expected: as an argument, as the hint of a variable, in the body of a class.
ARGUMENT, VARIABLE, MEMBER = ('ClassVar', 'Final'), ('ClassVar',), ()


def calling_module(depth=1):
    """The name of the module that called our caller."""
    try:
        return sys._getframe(depth + 1).f_globals.get('__name__', '__main__')
    except (AttributeError, ValueError):
        return None


def as_tuple(params):
    return params if isinstance(params, tuple) else (params,)


def is_dunder(name):
    return name[:2] == '__' and name[-2:] == '__'


def remembered(subscribe):
    """Decorator: the same arguments in the brackets give the same alias, if they can be hashed."""
    known = {}

    def remembering(self, params):
        try:
            found = known.get((self, params))
        except TypeError:
            return subscribe(self, params)
        if found is None:
            if len(known) > 500:
                known.clear()
            found = known[self, params] = subscribe(self, params)
        return found

    remembering.__doc__ = subscribe.__doc__
    return remembering


# --- what may stand for a type --------------------------------------------------------------------------------------

def convert(arg, module=None, is_class=False):
    """None means its type, and a text a type that is looked up later."""
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=is_class)
    return NoneType if arg is None else arg


def as_type(arg, complaint, refused=ARGUMENT, module=None):
    """The argument as a type; TypeError if it cannot be one."""
    if arg is None or isinstance(arg, str):
        return convert(arg, module, refused is MEMBER)
    if isinstance(arg, _GenericAlias):
        origin = arg.__origin__
        if origin in _BASES or isinstance(origin, _SpecialForm) and origin._name in refused:
            raise TypeError(f'{arg} is not valid as type argument')
    elif isinstance(arg, _SpecialForm):
        if not arg._alone and (refused is not MEMBER or arg._name not in ARGUMENT):
            raise TypeError(f'Plain {arg} is not valid as type argument')
    elif isinstance(arg, type):
        if arg in _BASES:
            raise TypeError(f'Plain {arg} is not valid as type argument')
    elif type(arg) is tuple:
        raise TypeError(f'{complaint} Got {arg!r:.100}.')
    return arg


def as_types(args, complaint):
    return tuple([as_type(arg, complaint) for arg in args])


def is_signature(arg):
    """Whether it can stand for the parameters of a function."""
    return (arg is ... or isinstance(arg, (list, tuple)) or getattr(arg, 'takes_signature', False)
            or isinstance(arg, _GenericAlias) and arg._kind.is_signature)


def has_origin(arg, form):
    return isinstance(arg, _GenericAlias) and arg.__origin__ is form


def show(arg):
    """How an argument is written inside the brackets."""
    if arg is ...:
        return '...'
    if isinstance(arg, type) and not isinstance(arg, GenericAlias):
        return arg.__qualname__ if arg.__module__ == 'builtins' else f'{arg.__module__}.{arg.__qualname__}'
    return arg.__name__ if isinstance(arg, type(show)) else repr(arg)


class _Final:
    """What only typing derives from; see the end of this file."""

    __slots__ = ('__weakref__',)


class _Constant:
    """Something of which there are no copies."""

    __slots__ = ()

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _Operand:
    """Something that may stand beside the | of a union."""

    __slots__ = ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ForwardRef(_Final, _Constant, _Operand):
    """A type given as text, which is looked up when somebody wants to know."""

    __slots__ = ('__forward_arg__', '__forward_code__', '__forward_evaluated__', '__forward_value__',
                 '__forward_is_argument__', '__forward_is_class__', '__forward_module__')

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        try:
            # *Ts is no expression by itself.
            self.__forward_code__ = compile(f'({arg},)[0]' if arg[:1] == '*' else arg, '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError(f'Forward reference must be an expression -- got {arg!r}')
        self.__forward_arg__, self.__forward_module__ = arg, module
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        self.__forward_evaluated__, self.__forward_value__ = False, None

    def _evaluate(self, globalns, localns, recursive_guard):
        """The type that is meant; recursive_guard has the texts that are being looked up already."""
        if self.__forward_arg__ in recursive_guard:
            return self
        if not self.__forward_evaluated__ or globalns is not localns:
            refused = MEMBER if self.__forward_is_class__ else ARGUMENT if self.__forward_is_argument__ else VARIABLE
            globalns = next((names for names in (globalns, localns) if names is not None), {})
            localns = globalns if localns is None else localns
            if self.__forward_module__ in sys.modules:
                globalns = vars(sys.modules[self.__forward_module__])
            meant = as_type(eval(self.__forward_code__, globalns, localns),
                            'Forward references must evaluate to types.', refused)
            self.__forward_value__ = look_up(meant, globalns, localns, recursive_guard | {self.__forward_arg__})
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_arg__ != other.__forward_arg__:
            return False
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_value__ == other.__forward_value__
        return self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        module = self.__forward_module__
        return f'ForwardRef({self.__forward_arg__!r}' + (')' if module is None else f', module={module!r})')


def change_arguments(t, change):
    """An alias or union with another argument for each; anything else as it is."""
    if not isinstance(t, (_GenericAlias, GenericAlias, UnionType)):
        return t
    args = tuple([change(arg) for arg in t.__args__])
    if args == t.__args__:
        return t
    if isinstance(t, UnionType):
        union = args[0]
        for arg in args[1:]:
            union |= arg
        return union
    if isinstance(t, GenericAlias):
        return GenericAlias(t.__origin__, args)
    return t._kind.remake(t, args)


def look_up(t, globals, locals, outer=frozenset()):
    """A type with all texts in it looked up."""
    if isinstance(t, ForwardRef):
        return t._evaluate(globals, locals, outer)
    plain = isinstance(t, GenericAlias)

    def change(arg):
        return look_up(ForwardRef(arg) if plain and isinstance(arg, str) else arg, globals, locals, outer)
    found = change_arguments(t, change)
    return Unpack[found.__origin__[found.__args__]] if plain and t.__unpacked__ else found


# --- replacing variables --------------------------------------------------------------------------------------------

def variables_in(args):
    """The type variables in arguments, each once, in order."""
    found = {}
    for arg in args:
        if isinstance(arg, type):
            continue  # a class has variables, but they are its own
        if isinstance(arg, tuple):
            found.update(dict.fromkeys(variables_in(arg)))
        elif hasattr(arg, '__typing_subst__'):
            found[arg] = None
        else:
            found.update(dict.fromkeys(getattr(arg, '__parameters__', ())))
    return tuple(found)


def check_count(owner, args, expected):
    if not expected:
        raise TypeError(f'{owner} is not a generic class')
    count = len(args)
    if count != expected:
        raise TypeError(f'Too {"many" if count > expected else "few"} arguments for {owner}; actual {count}, '
                        f'expected {expected}')


def bind(owner, args, check=check_count):
    """What each variable of a generic class or alias stands for; some variables take several arguments."""
    for variable in owner.__parameters__:
        gather = getattr(variable, '__typing_prepare_subst__', None)
        if gather is not None:
            args = gather(owner, args)
    check(owner, args, len(owner.__parameters__))
    return dict(zip(owner.__parameters__, args))


def spread(bound):
    """What variables stand for, one after the other."""
    for variable, value in bound.items():
        if getattr(variable, 'takes_many', False):
            yield from value
        else:
            yield value


def replace(args, bound, flat):
    """Arguments with the variables replaced; flat: the parameters of a function stand among them."""
    for arg in args:
        if isinstance(arg, type):
            yield arg
            continue
        if isinstance(arg, tuple):
            new = tuple(replace(arg, bound, flat))
        elif hasattr(arg, '__typing_subst__'):
            new = arg.__typing_subst__(bound[arg])
        elif getattr(arg, '__parameters__', ()):
            new = arg[tuple(spread({variable: bound[variable] for variable in arg.__parameters__}))]
        else:
            new = arg
        if isinstance(new, tuple) and (flat or getattr(arg, '__typing_is_unpacked_typevartuple__', False)):
            yield from new
        else:
            yield new


def without_fixed_tuples(args):
    """Arguments with the types in *tuple[int, str] in its place."""
    for arg in args:
        inner = getattr(arg, '__typing_unpacked_tuple_args__', None)
        if inner is None or inner[-1:] == (...,):
            yield arg
        else:
            yield from inner


# --- aliases --------------------------------------------------------------------------------------------------------

class _Kind:
    """What is special about the aliases of a form. The defaults are those of the aliases of generic classes."""

    _flat = False  # whether the parameters of a function stand among the arguments
    _inst = True  # whether an alias can be called
    is_signature = False  # whether an alias can stand for the parameters of a function

    def name(self, alias):
        return alias.__origin__.__name__

    def text(self, alias):
        return f'{show(alias.__origin__)}[{", ".join(map(show, alias.__args__)) or "()"}]'

    def key(self, alias):
        """What is compared, and hashed."""
        return alias.__origin__, alias.__args__

    def remake(self, alias, args):
        """The same alias with other arguments."""
        return type(alias)(alias.__origin__, args, self)

    def recipe(self, alias):
        """What is to be subscribed, and with what, to make the alias anew."""
        args = alias.__args__
        one = len(args) == 1 and not isinstance(args[0], tuple)
        return alias.__origin__, args[0] if one else args

    def bases(self, alias, bases):
        """What replaces the alias among the bases of a class."""
        if alias.__origin__ is Generic:
            others = bases[bases.index(alias) + 1:]
            aliases = [base for base in others if isinstance(base, _BaseGenericAlias) and base is not alias]
            if aliases or any(base in _BASES[1:] for base in bases):
                return ()  # one of those brings Generic with it
        return (alias.__origin__,)


class _BaseGenericAlias(_Final):
    """What aliases and the names of collections share: they act as their origin, but keep dunders to themselves."""

    _own = ('_kind', '_name', '_nparams', '_inst')

    def __getattr__(self, name):
        if name in ('__name__', '__qualname__') and '__origin__' in vars(self):
            return self._kind.name(self)
        if is_dunder(name) or '__origin__' not in vars(self):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __setattr__(self, name, value):
        if is_dunder(name) or name in self._own:
            super().__setattr__(name, value)
        else:
            setattr(self.__origin__, name, value)

    def __call__(self, *args, **kwargs):
        if not self._kind._inst:
            raise TypeError(f'Type {self._kind._name} cannot be instantiated; use {self.__origin__.__name__}() instead')
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __dir__(self):
        return sorted({*super().__dir__(), *(name for name in dir(self.__origin__) if not is_dunder(name))})

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))


class _GenericAlias(_BaseGenericAlias, _Operand):
    """A generic class or a form with its arguments."""

    def __init__(self, origin, args, kind=None):
        if kind is None:
            kind = origin if isinstance(origin, _Kind) else _CLASS_KIND
        self._kind = kind
        args = args if isinstance(args, tuple) else (args,)
        self.__origin__, self.__args__ = origin, args
        self.__parameters__ = PUBLIC.get('_collect_parameters', variables_in)(args)
        if kind is _CLASS_KIND:
            self.__module__ = origin.__module__

    def __getitem__(self, args):
        """Replace the variables."""
        if self.__origin__ in _BASES:
            raise TypeError(f'Cannot subscript already-subscripted {self}')
        if self.__typing_is_unpacked_typevartuple__:
            return args
        if not self.__parameters__:
            raise TypeError(f'{self} is not a generic class')
        bound = bind(self, tuple(without_fixed_tuples(convert(arg) for arg in as_tuple(args))))
        return self.copy_with(tuple(replace(self.__args__, bound, self._kind._flat)))

    def copy_with(self, args):
        return self._kind.remake(self, args)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            # A union may have been written in another way.
            return self._kind.key(self) == _union_key(other) if isinstance(other, UnionType) else NotImplemented
        return self._kind.key(self) == other._kind.key(other)

    def __hash__(self):
        return hash(self._kind.key(self))

    def __repr__(self):
        return self._kind.text(self)

    def __reduce__(self):
        from operator import getitem
        return getitem, self._kind.recipe(self)

    def __mro_entries__(self, bases):
        return self._kind.bases(self, bases)

    def __subclasscheck__(self, cls):
        if self.__origin__ is Union:
            return any(issubclass(cls, arg) for arg in self.__args__)
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __iter__(self):
        yield Unpack[self]

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return self.__origin__ is Unpack and getattr(self.__args__[0], 'takes_many', False)

    @property
    def __typing_unpacked_tuple_args__(self):
        inner = self.__args__[0] if self.__origin__ is Unpack else None
        return inner.__args__ if isinstance(inner, _GenericAlias) and inner.__origin__ is tuple else None


class _NotIterable(_GenericAlias):
    """An alias that cannot be written with a star."""

    __iter__ = None


_CLASS_KIND = _Kind()


# --- forms ----------------------------------------------------------------------------------------------------------

class _SpecialForm(_Kind, _Final, _Constant, _Operand):
    """A name with a meaning of its own; alone tells whether it means a type without brackets.

    It is a decorator, too: the function gives the form its name, and makes what the form with brackets is.
    """

    __iter__ = None

    def __init__(self, name, doc=None, alone=False):
        if callable(name):
            self._getitem, name, doc = name, name.__name__, name.__doc__
        self._name, self.__doc__, self._alone = name, doc, alone

    def __getattr__(self, name):
        if name in ('__name__', '__qualname__'):
            return self._name
        raise AttributeError(name)

    def __repr__(self):
        return f'typing.{self._name}'

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwargs):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __instancecheck__(self, obj):
        raise TypeError(f'{self} cannot be used with isinstance()')

    def __subclasscheck__(self, cls):
        raise TypeError(f'{self} cannot be used with issubclass()')

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass {self!r}')

    @staticmethod
    def _getitem(form, params):
        raise TypeError(f'{form} is not subscriptable')

    @remembered
    def __getitem__(self, params):
        return self._getitem(self, params)

    def bases(self, alias, bases):
        raise TypeError(f'Cannot subclass {alias!r}')


class _OneTypeForm(_SpecialForm):
    @remembered
    def __getitem__(self, params):
        return _GenericAlias(self, (as_type(params, f'{self} accepts only single type.'),))


class _UnpackForm(_OneTypeForm):
    def text(self, alias):
        return f'*{alias.__args__[0]!r}'


class _ManyTypesForm(_SpecialForm):
    @remembered
    def __getitem__(self, params):
        if params == ():
            raise TypeError(f'Cannot take a {self._name} of no types.')
        return self._take(as_tuple(params), f'{self._name}[arg, ...]: each arg must be a type.')


class _UnionGenericAlias(_NotIterable):
    """By this name, libraries know a union."""


class _UnionForm(_ManyTypesForm):
    def _take(self, params, complaint):
        members = []
        for param in as_types(params, complaint):
            is_union = isinstance(param, UnionType) or has_origin(param, self)
            members += param.__args__ if is_union else (param,)
        different = []
        for member in members:
            if member not in different:
                different.append(member)
        return different[0] if len(different) == 1 else _UnionGenericAlias(self, tuple(different))

    def _other_than_none(self, alias):
        """What is optional, in a list; an empty one if the union is something else."""
        others = [arg for arg in alias.__args__ if arg is not NoneType]
        return others if len(others) == 1 else []

    def name(self, alias):
        return 'Optional' if self._other_than_none(alias) else 'Union'

    def text(self, alias):
        optional = self._other_than_none(alias)
        return f'typing.Optional[{show(optional[0])}]' if optional else super().text(alias)

    def key(self, alias):
        return _union_key(alias)

    def remake(self, alias, args):
        return self[args]

    def recipe(self, alias):
        return self, alias.__args__


def _union_key(union):
    return frozenset(union.__args__)


class _LiteralForm(_SpecialForm):
    def __getitem__(self, params):
        values = []
        for param in as_tuple(params):
            values += param.__args__ if has_origin(param, self) else [param]
        return self._take(_with_types(values))

    @remembered
    def _take(self, pairs):
        try:
            pairs = dict.fromkeys(pairs)
        except TypeError:
            pass  # what cannot be hashed may be there twice
        return _GenericAlias(self, tuple([value for value, _ in pairs]))

    def key(self, alias):
        return self, frozenset(_with_types(alias.__args__))


def _with_types(values):
    """Pairs that keep 1, 1.0 and True apart."""
    return tuple([(value, type(value)) for value in values])


Union = _UnionForm('Union', 'One of several types: Union[int, str], or int | str.')
Literal = _LiteralForm('Literal', "One of the values that are given: Literal['r', 'w'].")
Unpack = _UnpackForm('Unpack', 'The types in a tuple type, or of a TypeVarTuple: Unpack[Ts] is *Ts.')
ClassVar = _OneTypeForm('ClassVar', 'An attribute of the class, not of its instances.')
Final = _OneTypeForm('Final', 'A name that is not assigned to again.')
TypeGuard = _OneTypeForm('TypeGuard', 'The result of a function whose answer tells the type of its argument.')
Required = _OneTypeForm('Required', 'A key that a TypedDict must have.')
NotRequired = _OneTypeForm('NotRequired', 'A key that a TypedDict may have.')
NoReturn = _SpecialForm('NoReturn', 'The result of a function that never returns.', alone=True)
Never = _SpecialForm('Never', 'The type that has no values.', alone=True)
Self = _SpecialForm('Self', 'The type of self in a class.', alone=True)
LiteralString = _SpecialForm('LiteralString', 'A text that is made of literals in the source only.', alone=True)
TypeAlias = _SpecialForm('TypeAlias', 'Says that a variable is another name for a type.', alone=True)


@_SpecialForm
def Optional(self, params):
    """Optional[X] is X or None."""
    return Union[as_type(params, f'{self} requires a single type.'), NoneType]


class _AnnotatedKind(_Kind):
    def name(self, alias):
        return 'Annotated'

    def text(self, alias):
        return f'typing.Annotated[{show(alias.__origin__)}, {", ".join(map(repr, alias.__metadata__))}]'

    def key(self, alias):
        return Annotated, alias.__origin__, alias.__metadata__

    def remake(self, alias, args):
        return _AnnotatedAlias(args[0], alias.__metadata__)

    def recipe(self, alias):
        return Annotated, (alias.__origin__, *alias.__metadata__)

    def bases(self, alias, bases):
        return (alias.__origin__,)


_ANNOTATED_KIND = _AnnotatedKind()


class _AnnotatedAlias(_NotIterable):
    """A type and the metadata that Annotated adds to it."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, origin.__metadata__ + metadata
        super().__init__(origin, (origin,), _ANNOTATED_KIND)
        self.__metadata__ = metadata


class Annotated:
    """A type with more said about it: Annotated[int, 'positive']."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError('Type Annotated cannot be instantiated.')

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f'Cannot subclass {cls.__module__}.Annotated')

    @remembered
    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError('Annotated[...] should be used with at least two arguments (a type and an annotation).')
        if getattr(params[0], '__typing_is_unpacked_typevartuple__', False):
            raise TypeError('Annotated[...] should not be used with an unpacked TypeVarTuple')
        return _AnnotatedAlias(as_type(params[0], 'Annotated[t, ...]: t must be a type.', MEMBER), params[1:])


# --- generic classes ------------------------------------------------------------------------------------------------

class Generic:
    """The base of generic classes: class Mapping(Generic[KT, VT])."""

    __slots__ = ()
    _is_protocol = False

    @remembered
    def __class_getitem__(cls, params):
        params = tuple([convert(param) for param in as_tuple(params)])
        if cls in _BASES:
            _check_declaration(cls, params)
        else:
            params = tuple(spread(bind(cls, params, PUBLIC.get('_check_generic', check_count))))
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        written = cls.__dict__.get('__orig_bases__')
        if Generic in (cls.__bases__ if written is None else written) and not _may_be_plain(cls, written):
            raise TypeError('Cannot inherit from plain Generic')
        cls.__parameters__ = _declared(written or ())


_BASES = [Generic]  # and Protocol: what has variables only to declare them


def add_base(protocol):
    _BASES.append(protocol)


def _may_be_plain(cls, written):
    return written is None and (cls.__name__ == 'Protocol' or hasattr(type(cls), '_makes_typed_dicts'))


def _check_declaration(cls, params):
    """Generic[...] and Protocol[...] take variables, each once."""
    if not params:
        raise TypeError(f'Parameter list to {cls.__qualname__}[...] cannot be empty')
    for param in params:
        is_variable = hasattr(param, '__typing_subst__') and not getattr(param, 'takes_many', False)
        if not is_variable and not getattr(param, '__typing_is_unpacked_typevartuple__', False):
            raise TypeError(f'Parameters to {cls.__name__}[...] must all be type variables or parameter specification '
                            'variables.')
    if len(set(params)) < len(params):
        raise TypeError(f'Parameters to {cls.__name__}[...] must all be unique')


def _declared(written):
    """The variables of a class with these bases: those of Generic[...] if it is there, else all."""
    used = PUBLIC.get('_collect_parameters', variables_in)(written)
    declarations = [base.__parameters__ for base in written if has_origin(base, Generic)]
    if not declarations:
        return used
    if len(declarations) > 1:
        raise TypeError('Cannot inherit from Generic[...] multiple types.')
    forgotten = [variable for variable in used if variable not in declarations[0]]
    if forgotten:
        raise TypeError(f'Some type variables ({", ".join(map(str, forgotten))}) are not listed in '
                        f'Generic[{", ".join(map(str, declarations[0]))}]')
    return declarations[0]


# --- no more subclasses ---------------------------------------------------------------------------------------------

def _refuse_subclass(cls, /, *args, _root=False, **kwargs):
    """From here on, who derives from these must say that it belongs to typing, or extends it."""
    if not _root:
        raise TypeError('Cannot subclass special typing classes')


_Final.__init_subclass__ = classmethod(_refuse_subclass)
