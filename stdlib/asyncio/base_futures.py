"""What all kinds of futures have in common, for those who look at them from outside."""
import reprlib
from asyncio import format_helpers

# The states of a future.
_PENDING, _CANCELLED, _FINISHED = 'PENDING', 'CANCELLED', 'FINISHED'


def isfuture(obj):
    """Is it a Future, or something that says it behaves as one?"""
    return hasattr(type(obj), '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


def _format_callbacks(callbacks):
    """cb=[...]: all of them if there are two at the most, else the first and the last."""
    shown = [format_helpers._format_callback_source(callback, ()) for callback, _ in callbacks]
    if len(shown) > 2:
        shown[1:-1] = [f'<{len(shown) - 2} more>']
    return f"cb=[{', '.join(shown)}]"


def _future_repr_info(future):
    """The parts of a future's repr."""
    parts = [future._state.lower()]
    if future._state == _FINISHED:
        error = future._exception
        parts.append(f'exception={error!r}' if error is not None else f'result={reprlib.repr(future._result)}')
    if future._callbacks:
        parts.append(_format_callbacks(future._callbacks))
    if future._source_traceback:
        made = future._source_traceback[-1]
        parts.append(f'created at {made[0]}:{made[1]}')
    return parts


@reprlib.recursive_repr()
def _future_repr(future):
    return f"<{type(future).__name__} {' '.join(_future_repr_info(future))}>"
