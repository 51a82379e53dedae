"""Private functions of typing that libraries call: typing_extensions, pydantic, typing_inspect, mypy_extensions.

They have the names and parameters that those know, and do what typing does by means of _typing_aliases. Private classes
are not here, but where they are used.
"""
import types

from _typing_aliases import (
    ARGUMENT, MEMBER, VARIABLE, as_type, calling_module as _caller, check_count as _check_generic, convert,
    is_dunder as _is_dunder, is_signature as _is_param_expr, look_up, remembered as _tp_cache, show as _type_repr,
    variables_in as _collect_parameters)
from _typing_classes import (
    _NEVER_REPLACED as _prohibited, _NO_MEMBERS as EXCLUDED_ATTRIBUTES, _members as _get_protocol_attrs)
from _typing_collections import _CallableGenericAlias, _SpecialGenericAlias, _SpecialGenericAlias as _alias

__name__ = 'typing'

# What get_type_hints takes, beside classes.
_allowed_types = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
                  types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType)


def _type_convert(arg, module=None, *, allow_special_forms=False):
    """The type that None or a text means; anything else as it is."""
    return convert(arg, module, allow_special_forms)


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """The argument as a type; TypeError, which begins with msg, if it cannot be one."""
    refused = MEMBER if allow_special_forms else ARGUMENT if is_argument else VARIABLE
    return as_type(arg, msg, refused, module)


def _eval_type(t, globalns, localns, recursive_guard=frozenset()):
    """A type with the texts in it looked up."""
    return look_up(t, globalns, localns, recursive_guard)


def _deduplicate(params):
    """The arguments, each once."""
    return [*dict.fromkeys(params)]
