"""The features that were first optional: since when, since when not optional, and the flag for compile()."""


class _Feature:
    def __init__(self, optionalRelease, mandatoryRelease, compiler_flag):
        self.compiler_flag = compiler_flag
        self.optional, self.mandatory = optionalRelease, mandatoryRelease

    def __repr__(self):
        return f'_Feature({self.optional!r}, {self.mandatory!r}, {self.compiler_flag!r})'

    def getMandatoryRelease(self):
        """The release in which it became part of the language, or None."""
        return self.mandatory

    def getOptionalRelease(self):
        """The first release in which the feature could be asked for."""
        return self.optional


# Feature, flag, its value, the two releases.
_history = [
    ('nested_scopes', 'CO_NESTED', 0x10, (2, 1, 0, 'beta', 1), (2, 2, 0, 'alpha', 0)),
    ('generators', 'CO_GENERATOR_ALLOWED', 0, (2, 2, 0, 'alpha', 1), (2, 3, 0, 'final', 0)),
    ('division', 'CO_FUTURE_DIVISION', 1 << 17, (2, 2, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0)),
    ('absolute_import', 'CO_FUTURE_ABSOLUTE_IMPORT', 1 << 18, (2, 5, 0, 'alpha', 1), (3, 0, 0, 'alpha', 0)),
    ('with_statement', 'CO_FUTURE_WITH_STATEMENT', 1 << 19, (2, 5, 0, 'alpha', 1), (2, 6, 0, 'alpha', 0)),
    ('print_function', 'CO_FUTURE_PRINT_FUNCTION', 1 << 20, (2, 6, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0)),
    ('unicode_literals', 'CO_FUTURE_UNICODE_LITERALS', 1 << 21, (2, 6, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0)),
    ('barry_as_FLUFL', 'CO_FUTURE_BARRY_AS_BDFL', 1 << 22, (3, 1, 0, 'alpha', 2), (4, 0, 0, 'alpha', 0)),
    ('generator_stop', 'CO_FUTURE_GENERATOR_STOP', 1 << 23, (3, 5, 0, 'beta', 1), (3, 7, 0, 'alpha', 0)),
    ('annotations', 'CO_FUTURE_ANNOTATIONS', 1 << 24, (3, 7, 0, 'beta', 1), None),
]
for _name, _flag, _value, *_releases in _history:
    globals().update({_name: _Feature(*_releases, _value), _flag: _value})

all_feature_names = [_name for _name, *_ in _history]
__all__ = ['all_feature_names', *all_feature_names]
