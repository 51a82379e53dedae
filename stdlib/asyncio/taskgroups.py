"""Tasks that end together."""
from asyncio import events, exceptions, tasks

__all__ = ('TaskGroup',)


def _must_get_out(error):
    """Is it raised as it is, not as part of a group?"""
    return isinstance(error, (SystemExit, KeyboardInterrupt))


class TaskGroup:
    """An asynchronous context manager that waits for the tasks which were made with its create_task().

    When one of them raises, or the block does, the others and the block are cancelled; what was raised comes out as an
    exception group."""

    def __init__(self):
        self._loop = self._parent_task = None
        self._entered = self._exiting = False
        self._aborting = False  # the tasks were cancelled
        self._has_cancelled_parent = False  # so that the block ends
        self._tasks = set()
        self._errors = []
        self._base_error = None  # the first that must get out
        self._all_done = None  # a future, while __aexit__() waits

    def __repr__(self):
        words = ['<TaskGroup']
        for name, what in ('tasks', self._tasks), ('errors', self._errors):
            if what:
                words.append(f'{name}={len(what)}')
        if self._aborting:
            words.append('cancelling')
        elif self._entered:
            words.append('entered')
        return ' '.join(words) + '>'

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has been already entered')
        self._loop = self._loop or events.get_running_loop()
        self._parent_task = tasks.current_task(self._loop)
        if self._parent_task is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        self._entered = True
        return self

    async def __aexit__(self, exc_type, exc, tb):
        self._exiting = True
        if exc is not None and self._base_error is None and _must_get_out(exc):
            self._base_error = exc
        cancelled = exc if exc_type is exceptions.CancelledError else None
        if self._has_cancelled_parent and self._parent_task.uncancel() == 0:
            cancelled = None  # only this group wanted it
        if exc_type is not None and not self._aborting:
            self._abort()
        cancelled = await self._wait_for_tasks() or cancelled
        if self._base_error is not None:
            raise self._base_error
        if cancelled is not None and not self._errors:
            raise cancelled
        if exc_type is not None and exc_type is not exceptions.CancelledError:
            self._errors.append(exc)
        if self._errors:
            try:
                raise BaseExceptionGroup('unhandled errors in a TaskGroup', self._errors) from None
            finally:
                exc = self._errors = None  # whose tracebacks lead here

    async def _wait_for_tasks(self):
        """Wait for all tasks; answers the CancelledError that made this cancel them."""
        cancelled = None
        while self._tasks:
            self._all_done = self._loop.create_future()
            try:
                await self._all_done
            except exceptions.CancelledError as error:
                if not self._aborting:  # from outside: the tasks go on to be waited for
                    cancelled = error
                    self._abort()
            self._all_done = None
        return cancelled

    def create_task(self, coro, *, name=None, context=None):
        """Make a task of the group that runs the coroutine."""
        if not self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has not been entered')
        if self._exiting and not self._tasks:
            raise RuntimeError(f'TaskGroup {self!r} is finished')
        if self._aborting:
            raise RuntimeError(f'TaskGroup {self!r} is shutting down')
        task = tasks._make_task(self._loop, coro, name, context)
        task.add_done_callback(self._note_end)
        self._tasks.add(task)
        return task

    def _abort(self):
        self._aborting = True
        for task in list(self._tasks):
            if not task.done():
                task.cancel()

    def _note_end(self, task):
        """A task of the group is done."""
        self._tasks.discard(task)
        if self._all_done is not None and not self._tasks and not self._all_done.done():
            self._all_done.set_result(True)
        if task.cancelled() or (error := task.exception()) is None:
            return
        self._errors.append(error)
        if self._base_error is None and _must_get_out(error):
            self._base_error = error
        if self._parent_task.done():
            self._loop.call_exception_handler({
                'message': f'Task {task!r} has errored out but its parent task {self._parent_task} '
                           'is already completed', 'exception': error, 'task': task})
        elif not self._aborting and not self._has_cancelled_parent:
            self._abort()
            self._has_cancelled_parent = True
            self._parent_task.cancel()
