"""Futures: results that are not there yet. The class is in _asyncio; here is what ties futures of different kinds."""
import concurrent.futures
from _asyncio import Future
from asyncio import base_futures, events, exceptions

__all__ = ('Future', 'wrap_future', 'isfuture')

isfuture = base_futures.isfuture
_CFuture = _PyFuture = Future  # there is no other one

# What the same error is called on the other side. Subclasses stay what they are.
_ASYNCIO_ERRORS = {concurrent.futures.CancelledError: exceptions.CancelledError,
                   concurrent.futures.TimeoutError: exceptions.TimeoutError,
                   concurrent.futures.InvalidStateError: exceptions.InvalidStateError}


def _get_loop(future):
    """The loop of anything that isfuture() accepts."""
    get_loop = getattr(future, 'get_loop', None)
    return future._loop if get_loop is None else get_loop()


def _set_result_unless_cancelled(future, result):
    if not future.cancelled():
        future.set_result(result)


def _to_asyncio(error):
    kind = _ASYNCIO_ERRORS.get(type(error))
    return error if kind is None else kind(*error.args)


def _finish_as(source, dest):
    """Give `dest`, which is not done, the result of `source`, which is."""
    if source.cancelled():
        dest.cancel()
    elif (error := source.exception()) is not None:
        dest.set_exception(_to_asyncio(error))
    else:
        dest.set_result(source.result())


def _copy_future_state(source, other):
    """Let the asyncio future `other` end as `source` did, unless it was cancelled."""
    if not other.cancelled():
        _finish_as(source, other)


def _set_concurrent_future_state(concurrent, source):
    """Let the future of concurrent.futures end as `source` did, if it is still wanted."""
    if source.cancelled():
        concurrent.cancel()
    if concurrent.set_running_or_notify_cancel():
        error = source.exception()
        if error is None:
            concurrent.set_result(source.result())
        else:
            concurrent.set_exception(_to_asyncio(error))


def _loop_if_any(future):
    return _get_loop(future) if isfuture(future) else None


def _chain_future(source, destination):
    """Let `destination` end as `source` does, and be cancelled with it both ways. Each may be of either kind."""
    for future, name in (source, 'source'), (destination, 'destination'):
        if not isfuture(future) and not isinstance(future, concurrent.futures.Future):
            raise TypeError(f'A future is required for {name} argument')
    loops = _loop_if_any(source), _loop_if_any(destination)

    def hand_on():
        if isfuture(destination):
            _copy_future_state(source, destination)
        else:
            _set_concurrent_future_state(destination, source)

    def when_destination_is_done(_):
        if not destination.cancelled():
            return
        if loops[0] is None or loops[0] is loops[1]:
            source.cancel()
        else:
            loops[0].call_soon_threadsafe(source.cancel)

    def when_source_is_done(_):
        if destination.cancelled() and loops[1] is not None and loops[1].is_closed():
            return
        if loops[1] is None or loops[1] is loops[0]:
            hand_on()
        elif not loops[1].is_closed():
            loops[1].call_soon_threadsafe(hand_on)

    destination.add_done_callback(when_destination_is_done)
    source.add_done_callback(when_source_is_done)


def wrap_future(future, *, loop=None):
    """An asyncio future for one of concurrent.futures."""
    if isfuture(future):
        return future
    assert isinstance(future, concurrent.futures.Future), f'concurrent.futures.Future is expected, got {future!r}'
    wrapped = (loop or events._get_event_loop()).create_future()
    _chain_future(future, wrapped)
    return wrapped
