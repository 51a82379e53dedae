"""Variables of typing: TypeVar, TypeVarTuple and ParamSpec. Each says by __typing_subst__ what may replace it, and by
__typing_prepare_subst__ which of the arguments in the brackets it takes, if that is not just one. Concatenate, which
adds parameters to those of a ParamSpec, is here, too."""
from _typing_aliases import (
    GenericAlias, Unpack, _Constant, _Final, _GenericAlias, _ManyTypesForm, _Operand, as_type, as_types, calling_module,
    has_origin, is_signature)

__name__ = 'typing'


class _Variable(_Final, _Constant, _root=True):
    """What all variables have in common."""

    def _declare(self, name):
        self.__name__ = name
        module = calling_module(2)
        if module != 'typing':
            self.__module__ = module

    def _set_variance(self, bound, covariant, contravariant):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__bound__ = as_type(bound, 'Bound must be a type.') if bound else None

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')


class TypeVar(_Variable, _Operand, _root=True):
    """A variable for a type: TypeVar('T'), TypeVar('A', str, bytes), TypeVar('N', bound=Number)."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self._declare(name)
        self._set_variance(bound, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        self.__constraints__ = as_types(constraints, 'TypeVar(name, constraint, ...): constraints must be types.')

    def __typing_subst__(self, arg):
        arg = as_type(arg, 'Parameters to generic types must be types.')
        if has_origin(arg, Unpack) or isinstance(arg, GenericAlias) and arg.__unpacked__:
            raise TypeError(f'{arg} is not valid as type argument')
        return arg


class TypeVarTuple(_Variable, _root=True):
    """A variable for any number of types: Ts = TypeVarTuple('Ts'), used as *Ts."""

    takes_many = True

    def __init__(self, name):
        self._declare(name)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError('Substitution of bare TypeVarTuple is not supported')

    def __typing_prepare_subst__(self, alias, args):
        """Put the arguments that belong to this variable into one tuple."""
        before, after = _around(self, alias.__parameters__)
        if any(getattr(variable, 'takes_many', False) for variable in after):
            raise TypeError(f'More than one TypeVarTuple parameter in {alias}')
        left, right, fill = len(before), len(after), None
        endless = [i for i, arg in enumerate(args) if _is_endless(arg)]
        if len(endless) > 1:
            raise TypeError('More than one unpacked arbitrary-length tuple argument')
        if endless:
            # *tuple[int, ...] is ours, and int stands for each variable beside us that gets nothing else.
            left, right = min(left, endless[0]), min(right, len(args) - endless[0] - 1)
            fill = args[endless[0]].__typing_unpacked_tuple_args__[0]
        elif left + right > len(args):
            least = len(alias.__parameters__) - 1
            raise TypeError(f'Too few arguments for {alias}; actual {len(args)}, expected at least {least}')
        end = len(args) - right
        return (*args[:left], *[fill] * (len(before) - left), tuple(args[left:end]),
                *[fill] * (len(after) - right), *args[end:])


def _around(variable, variables):
    position = variables.index(variable)
    return variables[:position], variables[position + 1:]


def _is_endless(arg):
    """Whether it is *tuple[X, ...]."""
    inner = None if isinstance(arg, type) else getattr(arg, '__typing_unpacked_tuple_args__', None)
    return bool(inner) and len(inner) == 2 and inner[1] is ...


class _ParamSpecPart(_Final, _Constant, _root=True):
    __hash__ = None
    is_part = True

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f'{self.__origin__.__name__}.{self._part}'

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if type(other) is type(self) else NotImplemented

    __mro_entries__ = _Variable.__mro_entries__


class ParamSpecArgs(_ParamSpecPart, _root=True):
    """P.args: the positional arguments of a ParamSpec."""

    _part = 'args'


class ParamSpecKwargs(_ParamSpecPart, _root=True):
    """P.kwargs: the keyword arguments of a ParamSpec."""

    _part = 'kwargs'


class ParamSpec(_Variable, _Operand, _root=True):
    """A variable for the parameters of a function: Callable[P, T]."""

    takes_signature = True
    args = property(ParamSpecArgs)
    kwargs = property(ParamSpecKwargs)

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self._declare(name)
        self._set_variance(bound, covariant, contravariant)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return as_types(arg, 'Expected a type.')
        if not is_signature(arg):
            raise TypeError(f'Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}')
        return arg

    def __typing_prepare_subst__(self, alias, args):
        """Z[int, str] means Z[[int, str]] where this is the only variable."""
        before, after = _around(self, alias.__parameters__)
        place = len(before)
        if place >= len(args):
            raise TypeError(f'Too few arguments for {alias}')
        if not before and not after and not is_signature(args[0]):
            return (args,)
        if isinstance(args[place], list):
            args = (*args[:place], tuple(args[place]), *args[place + 1:])
        return args


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    """By this name, collections.abc.Callable knows it."""


class _ConcatenateForm(_ManyTypesForm, _root=True):
    is_signature = True

    def _take(self, params, complaint):
        *types, last = params
        if last is not ... and not getattr(last, 'takes_signature', False):
            raise TypeError('The last parameter to Concatenate should be a ParamSpec variable or ellipsis.')
        return _ConcatenateGenericAlias(self, (*as_types(types, complaint), last))

    def remake(self, alias, args):
        *types, last = args
        if isinstance(last, (list, tuple)):
            return (*types, *last)  # the parameters are all known now
        if has_origin(last, self):
            types, last = [*types, *last.__args__[:-1]], last.__args__[-1]
        return _ConcatenateGenericAlias(self, (*types, last))


Concatenate = _ConcatenateForm('Concatenate', 'Parameters followed by those of a ParamSpec: Concatenate[int, P].')


# --- those that typing has itself -----------------------------------------------------------------------------------

AnyStr = TypeVar('AnyStr', bytes, str)
T, KT, VT = TypeVar('T'), TypeVar('KT'), TypeVar('VT')
T_co, V_co, VT_co = [TypeVar(name, covariant=True) for name in ('T_co', 'V_co', 'VT_co')]
T_contra = TypeVar('T_contra', contravariant=True)
CT_co = TypeVar('CT_co', covariant=True, bound=type)
