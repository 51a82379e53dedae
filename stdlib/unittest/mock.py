"""Mock objects: they record how they are used, answer as they were told, and take the place of others for a while.

Calls are in _mock_calls, mocks in _mock_objects, with special methods in _mock_magic, of coroutine functions in _mock_async;
create_autospec() is in _mock_autospec, patch() in _mock_patch.
"""
__all__ = ('Mock', 'MagicMock', 'patch', 'sentinel', 'DEFAULT', 'ANY', 'call', 'create_autospec', 'AsyncMock', 'FILTER_DIR',
           'NonCallableMock', 'NonCallableMagicMock', 'mock_open', 'PropertyMock', 'seal')

__unittest = True

FILTER_DIR = True

from ._mock_calls import ANY, DEFAULT, InvalidSpecError, _Call, _CallList, call, sentinel
from ._mock_specs import FunctionTypes
from ._mock_objects import Base, CallableMixin, Mock, NonCallableMock, PropertyMock
from ._mock_magic import AsyncMagicMixin, MagicMixin, MagicMock, MagicProxy, NonCallableMagicMock
from ._mock_async import AsyncMock, AsyncMockMixin
from ._mock_autospec import create_autospec, mock_open, seal
from ._mock_patch import _patch, patch

for _each in (InvalidSpecError, Base, CallableMixin, Mock, NonCallableMock, PropertyMock, AsyncMagicMixin, MagicMixin, MagicMock,
              MagicProxy, NonCallableMagicMock, AsyncMock, AsyncMockMixin, create_autospec, mock_open, seal, _patch, patch):
    _each.__module__ = __name__
del _each
