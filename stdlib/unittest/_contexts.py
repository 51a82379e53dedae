"""What assertRaises() and assertWarns() answer when they are used with `with`; that of assertLogs() is in _log."""
import re
import sys
import warnings

__unittest = True


class _Context:
    def __init__(self, test_case):
        self.test_case = test_case

    def _raiseFailure(self, standardMsg):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, standardMsg))


class _Expectation(_Context):
    """Something is expected of a class, or of one of several, perhaps with a text that matches."""

    def __init__(self, expected, test_case, expected_regex=None):
        super().__init__(test_case)
        self.expected = expected
        self.expected_regex = None if expected_regex is None else re.compile(expected_regex)
        self.obj_name = self.msg = None

    def handle(self, name, args, kwargs):
        """Call args[0] with the rest; without arguments, wait for `with`."""
        try:
            if not self._is_class(self.expected):
                raise TypeError(f'{name}() arg 1 must be {self._base_text}')
            if not args:
                self.msg = kwargs.pop('msg', None)
                if kwargs:
                    raise TypeError(f'{next(iter(kwargs))!r} is an invalid keyword argument for this function')
                return self
            function, *args = args
            self.obj_name = getattr(function, '__name__', None) or str(function)
            with self:
                function(*args, **kwargs)
        finally:
            self = None  # no cycle through the traceback

    def _is_class(self, what):
        kinds = what if isinstance(what, tuple) else (what,)
        return all(isinstance(kind, type) and issubclass(kind, self._base) for kind in kinds)

    def _names(self):
        return getattr(self.expected, '__name__', None) or str(self.expected)

    def _fail_missing(self, what):
        self._raiseFailure(f'{self._names()} not {what}' + (f' by {self.obj_name}' if self.obj_name else ''))

    def _check_text(self, error):
        if self.expected_regex is not None and not self.expected_regex.search(str(error)):
            self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{error}"')


class _AssertRaisesContext(_Expectation):
    """The exception is in the attribute exception afterwards."""

    _base, _base_text = BaseException, 'an exception type or tuple of exception types'

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            self._fail_missing('raised')
        if not issubclass(exc_type, self.expected):
            return False
        import traceback
        traceback.clear_frames(tb)
        self.exception = exc_value.with_traceback(None)
        self._check_text(exc_value)
        return True

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class _AssertWarnsContext(_Expectation):
    """The first warning that fits is in the attributes warning, filename and lineno afterwards."""

    _base, _base_text = Warning, 'a warning type or tuple of warning types'

    def __enter__(self):
        for module in list(sys.modules.values()):
            if getattr(module, '__warningregistry__', None):
                module.__warningregistry__ = {}
        self.warnings_manager = warnings.catch_warnings(record=True)
        self.warnings = self.warnings_manager.__enter__()
        warnings.simplefilter('always', self.expected)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        fitting = [w for w in self.warnings if isinstance(w.message, self.expected)]
        for w in fitting:
            if self.expected_regex is None or self.expected_regex.search(str(w.message)):
                self.warning, self.filename, self.lineno = w.message, w.filename, w.lineno
                return
        if fitting:
            self._check_text(fitting[0].message)
        self._fail_missing('triggered')
