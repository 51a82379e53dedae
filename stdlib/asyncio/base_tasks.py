"""How a task is shown, and the stack of its coroutine."""
import linecache
import reprlib
import traceback
from asyncio import base_futures, coroutines


def _task_repr_info(task):
    """The parts of a task's repr."""
    state, *parts = base_futures._future_repr_info(task)
    if task.cancelling() and not task.done():
        state = 'cancelling'
    coro = coroutines._format_coroutine(task._coro)
    waits = [f'wait_for={task._fut_waiter!r}'] if task._fut_waiter is not None else []
    return [state, f'name={task.get_name()!r}', f'coro=<{coro}>', *waits, *parts]


@reprlib.recursive_repr()
def _task_repr(task):
    return f"<{type(task).__name__} {' '.join(_task_repr_info(task))}>"


def _frame_of(coro):
    for name in ('cr_frame', 'gi_frame', 'ag_frame'):
        if hasattr(coro, name):
            return getattr(coro, name)
    return None


def _task_get_stack(task, limit):
    """The frames of a task that is not done, oldest first; of one that has raised, those of the traceback.

    A limit keeps the newest frames of a stack, but the oldest of a traceback."""
    frame = _frame_of(task._coro)
    if frame is not None:
        frames = [found for found, _ in traceback.walk_stack(frame)][:limit]
        return frames[::-1]
    if task._exception is None:
        return []
    return [found for found, _ in traceback.walk_tb(task._exception.__traceback__)][:limit]


def _task_print_stack(task, limit, file):
    """Print what get_stack() finds as a traceback is printed."""
    frames = task.get_stack(limit=limit)
    error = task._exception
    if not frames:
        print(f'No stack for {task!r}', file=file)
    elif error is None:
        print(f'Stack for {task!r} (most recent call last):', file=file)
    else:
        print(f'Traceback for {task!r} (most recent call last):', file=file)
    for file_name in {frame.f_code.co_filename for frame in frames}:
        linecache.checkcache(file_name)
    places = [(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name) for frame in frames]
    entries = [(name, line, function, linecache.getline(name, line)) for name, line, function in places]
    traceback.print_list(entries, file=file)
    if error is not None:
        print(*traceback.format_exception_only(type(error), error), sep='', end='', file=file)
