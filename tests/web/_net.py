"""The helpers of the tests about sockets can be imported; no proxy is set; a call whose exception is shown."""
import os
import sys

sys.path.insert(0, '../lang/net')
for name in [*os.environ]:
    if name.lower().endswith('_proxy'):
        del os.environ[name]


def attempt(function, *args, **kwargs):
    """What a call answers, or its exception as text."""
    try:
        return function(*args, **kwargs)
    except Exception as problem:
        return f'{type(problem).__name__}: {problem}'
