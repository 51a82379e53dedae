"""patch(): another object in the place of one, for as long as a test lasts."""
import asyncio
import contextlib
import functools

from ._mock_calls import DEFAULT, InvalidSpecError
from ._mock_objects import is_mock
from ._mock_specs import check_spelling, instance_can_be_called, is_async_function, is_list

__unittest = True


def _get_target(target):
    """(function that gives the object, name of its attribute) of a dotted name."""
    try:
        path, name = target.rsplit('.', 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f'Need a valid target to patch. You supplied: {target!r}')
    return functools.partial(_import, path), name


def _import(path):
    first, *rest = path.split('.')
    found = __import__(first)
    for part in rest:
        first += '.' + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(first)
            found = getattr(found, part)
    return found


class _patch:
    """A replacement of one attribute: context manager, and decorator of functions and classes."""

    attribute_name = None
    _active_patches = []

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False):
        if new_callable is not None and new is not DEFAULT:
            raise ValueError("Cannot use 'new' and 'new_callable' together")
        if new_callable is not None and autospec is not None:
            raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        if not unsafe:
            check_spelling(kwargs)
        for name, model in ('spec', spec), ('spec_set', spec_set):
            if is_mock(model):
                raise InvalidSpecError(f'Cannot spec attr {attribute!r} as the {name} has already been mocked out. '
                                       f'[{name}={model!r}]')
        self.getter, self.attribute, self.new, self.new_callable = getter, attribute, new, new_callable
        self.spec, self.create, self.spec_set, self.autospec = spec, create, spec_set, autospec
        self.kwargs, self.unsafe, self.additional_patchers = kwargs, unsafe, []
        self.is_active = False

    def copy(self):
        made = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                      self.new_callable, self.kwargs, unsafe=self.unsafe)
        made.attribute_name = self.attribute_name
        made.additional_patchers = [each.copy() for each in self.additional_patchers]
        return made

    # --- as a decorator ---

    def __call__(self, func):
        if isinstance(func, type):
            return self.decorate_class(func)
        return self.decorate_callable(func)

    def decorate_class(self, klass):
        for name in dir(klass):
            if name.startswith(patch.TEST_PREFIX) and callable(getattr(klass, name)):
                setattr(klass, name, self.copy()(getattr(klass, name)))
        return klass

    def decorate_callable(self, func):
        if hasattr(func, 'patchings'):
            func.patchings.append(self)
            return func
        if asyncio.iscoroutinefunction(func):
            @functools.wraps(func)
            async def patched(*args, **kwargs):
                with self._entered(patched, args, kwargs) as (args, kwargs):
                    return await func(*args, **kwargs)
        else:
            @functools.wraps(func)
            def patched(*args, **kwargs):
                with self._entered(patched, args, kwargs) as (args, kwargs):
                    return func(*args, **kwargs)
        patched.patchings = [self]
        return patched

    @contextlib.contextmanager
    def _entered(self, patched, args, kwargs):
        with contextlib.ExitStack() as stack:
            for patching in patched.patchings:
                new = stack.enter_context(patching)
                if patching.attribute_name is not None:
                    kwargs.update(new)
                elif patching.new is DEFAULT:
                    args += (new,)
            yield args, kwargs

    # --- as a context manager ---

    def get_original(self):
        """(the attribute, was it the object's own)"""
        target, name = self.target, self.attribute
        own = getattr(target, '__dict__', {})
        try:
            return own[name], True
        except (AttributeError, KeyError):
            original = getattr(target, name, DEFAULT)
        if name in dir(__import__('builtins')) and hasattr(target, '__name__') and hasattr(target, '__spec__'):
            self.create = True
        if not self.create and original is DEFAULT:
            raise AttributeError(f'{target} does not have the attribute {name!r}')
        return original, False

    def _make(self, original):
        """The replacement."""
        spec, spec_set, autospec = (None if each is False else each for each in (self.spec, self.spec_set, self.autospec))
        if spec is not None and autospec is not None:
            raise TypeError("Can't specify spec and autospec")
        if (spec is not None or autospec is not None) and spec_set not in (True, None):
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")
        if autospec is not None:
            return self._make_autospec(original, autospec, bool(spec_set))
        model = original if spec is True else spec
        if spec_set is True:
            model = original if model is None else model
        elif spec_set is not None:
            model = spec_set
        if model is None:
            kind = mock.AsyncMock if is_async_function(original) else mock.MagicMock
            return self._made(self.new_callable or kind, {})[0]
        if original is DEFAULT:
            raise TypeError("Can't use 'spec' with create=True")
        made, options = self._made(self.new_callable or _kind_for(model), {'spec' if spec_set is None else 'spec_set': model})
        if isinstance(original, type) and is_mock(made):
            self._specify_instances(made, model, options)
        return made

    def _made(self, kind, options):
        """A mock of that kind, and with what options."""
        if isinstance(kind, type) and issubclass(kind, mock.NonCallableMock) and self.attribute:
            options['name'] = self.attribute
        options.update(self.kwargs)
        return kind(**options), options

    def _specify_instances(self, made, model, options):
        """A class is replaced: what calls of the mock answer is specified, too."""
        options.pop('name', None)
        plain = is_list(model) or instance_can_be_called(model)
        kind = type(made).__mro__[1] if plain else mock.NonCallableMagicMock
        made.return_value = kind(_new_parent=made, _new_name='()', **options)

    def _make_autospec(self, original, model, spec_set):
        if original is DEFAULT:
            raise TypeError("Can't use 'autospec' with create=True")
        model = original if model is True else model
        if is_mock(self.target):
            raise InvalidSpecError(f'Cannot autospec attr {self.attribute!r} as the patch target has already been mocked out. '
                                   f'[target={self.target!r}, attr={model!r}]')
        if is_mock(model):
            name = getattr(self.target, '__name__', self.target)
            raise InvalidSpecError(f'Cannot autospec attr {self.attribute!r} from target {name!r} as it has already been '
                                   f'mocked out. [target={self.target!r}, attr={model!r}]')
        return mock.create_autospec(model, spec_set=spec_set, _name=self.attribute, **self.kwargs)

    def __enter__(self):
        if self.is_active:
            raise RuntimeError('Patch is already started')
        self.target = self.getter()
        self._stack = contextlib.ExitStack()
        original, own = self.get_original()
        if self.new is DEFAULT:
            new = self._make(original)
        elif self.autospec not in (None, False):
            raise TypeError("autospec creates the mock for you. Can't specify autospec and new.")
        elif self.kwargs:
            raise TypeError("Can't pass kwargs to a mock we aren't creating")
        else:
            new = self.new
        self.temp_original, self.is_local, self.is_active = original, own, True
        try:
            setattr(self.target, self.attribute, new)
            if self.attribute_name is None:
                return new
            made = {self.attribute: new} if self.new is DEFAULT else {}
            for each in self.additional_patchers:
                other = self._stack.enter_context(each)
                if each.new is DEFAULT:
                    made.update(other)
            return made
        except BaseException as e:
            self.__exit__(type(e), e, e.__traceback__)
            raise

    def __exit__(self, *exc_info):
        if not self.is_active:
            return False
        self._stack.close()
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            special = ('__doc__', '__module__', '__defaults__', '__annotations__', '__kwdefaults__')
            if not self.create and (not hasattr(self.target, self.attribute) or self.attribute in special):
                setattr(self.target, self.attribute, self.temp_original)
        self.is_active = False
        del self.temp_original, self.is_local, self.target
        return False

    def start(self):
        """Replace from now on, until stop() or patch.stopall()."""
        result = self.__enter__()
        self._active_patches.append(self)
        return result

    def stop(self):
        if self not in self._active_patches:
            return None
        self._active_patches.remove(self)
        return self.__exit__(None, None, None)


class _patch_dict:
    """Items of a mapping set, and put back afterwards."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict, self.values, self.clear = in_dict, {**dict(values), **kwargs}, clear
        self._original = None

    def __call__(self, f):
        if isinstance(f, type):
            for name in dir(f):
                if name.startswith(patch.TEST_PREFIX) and callable(getattr(f, name)):
                    setattr(f, name, _patch_dict(self.in_dict, self.values, self.clear)(getattr(f, name)))
            return f
        if asyncio.iscoroutinefunction(f):
            @functools.wraps(f)
            async def patched(*args, **kwargs):
                with self:
                    return await f(*args, **kwargs)
        else:
            @functools.wraps(f)
            def patched(*args, **kwargs):
                with self:
                    return f(*args, **kwargs)
        return patched

    def __enter__(self):
        target = self.in_dict = _import(self.in_dict) if isinstance(self.in_dict, str) else self.in_dict
        self._original = target.copy() if hasattr(target, 'copy') else {key: target[key] for key in target}
        if self.clear:
            _empty(target)
        for key, value in self.values.items():
            target[key] = value
        return target

    def __exit__(self, *args):
        if self._original is not None:
            _empty(self.in_dict)
            for key in self._original:
                self.in_dict[key] = self._original[key]
            self._original = None
        return False

    def start(self):
        result = self.__enter__()
        _patch._active_patches.append(self)
        return result

    def stop(self):
        if self not in _patch._active_patches:
            return None
        _patch._active_patches.remove(self)
        return self.__exit__(None, None, None)


def _kind_for(model):
    """The class of a mock with that specification."""
    if is_async_function(model):
        return mock.AsyncMock
    can_be_called = '__call__' in model if is_list(model) else callable(model)
    return mock.MagicMock if can_be_called else mock.NonCallableMagicMock


def _empty(mapping):
    for key in list(mapping):
        del mapping[key]


def _getter(target):
    return functools.partial(_import, target) if type(target) is str else lambda: target


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
                  unsafe=False, **kwargs):
    """Replace an attribute of an object."""
    if isinstance(target, str):
        raise TypeError(f'{target!r} must be the actual object to be patched, not a str')
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False, **kwargs):
    """Replace several attributes of an object."""
    if not kwargs:
        raise ValueError('Must supply at least one keyword argument with patch.multiple')
    patchers = []
    for name, new in kwargs.items():
        each = _patch(_getter(target), name, new, spec, create, spec_set, autospec, new_callable, {}, unsafe=unsafe)
        each.attribute_name = name
        patchers.append(each)
    patchers[0].additional_patchers.extend(patchers[1:])
    return patchers[0]


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False,
          **kwargs):
    """Replace what a dotted name stands for, by `new` or by a mock."""
    getter, attribute = _get_target(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _stopall():
    """Stop all replacements that were started, last first."""
    for each in reversed(list(_patch._active_patches)):
        each.stop()


patch.object, patch.dict, patch.multiple = _patch_object, _patch_dict, _patch_multiple
patch.stopall, patch.TEST_PREFIX = _stopall, 'test'

from . import mock  # at the end, since it needs patch()
