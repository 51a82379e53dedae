"""Running a program's main coroutine."""
import contextvars
import enum
import functools
import os
import signal
import threading
from asyncio import coroutines, events, exceptions, tasks

__all__ = ('Runner', 'run')


class _State(enum.Enum):
    CREATED, INITIALIZED, CLOSED = 'created', 'initialized', 'closed'


class Runner:
    """A context manager with an event loop, in which run() runs coroutines one after the other."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug = debug
        self._loop_factory = loop_factory
        self._state = _State.CREATED
        self._loop = self._context = None
        self._interrupts = 0  # SIGINTs during run()

    def __enter__(self):
        self._begin()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def _begin(self):
        """Make the loop, if there is none yet."""
        if self._state is _State.CLOSED:
            raise RuntimeError('Runner is closed')
        if self._state is _State.CREATED:
            self._sets_loop = self._loop_factory is None
            self._loop = (self._loop_factory or events.new_event_loop)()
            if self._sets_loop:
                events.set_event_loop(self._loop)
            if self._debug is not None:
                self._loop.set_debug(self._debug)
            self._context = contextvars.copy_context()
            self._state = _State.INITIALIZED

    def close(self):
        """Cancel what still runs, and close the loop."""
        if self._state is not _State.INITIALIZED:
            return
        loop, self._loop = self._loop, None
        try:
            _cancel_all_tasks(loop)
            for shut_down in loop.shutdown_asyncgens, loop.shutdown_default_executor:
                loop.run_until_complete(shut_down())
        finally:
            self._state = _State.CLOSED
            if self._sets_loop:
                events.set_event_loop(None)
            loop.close()

    def get_loop(self):
        """The loop; made if there is none yet."""
        self._begin()
        return self._loop

    def run(self, coro, *, context=None):
        """Run the coroutine in the loop; answers its result. Ctrl-C cancels it, then raises KeyboardInterrupt."""
        if not coroutines.iscoroutine(coro):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if events._get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._begin()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        self._interrupts, self._process = 0, os.getpid()
        handler = self._handle_interrupts(task)
        try:
            return self._loop.run_until_complete(task)
        except exceptions.CancelledError:
            if self._interrupts and getattr(task, 'uncancel', lambda: 1)() == 0:
                raise KeyboardInterrupt
            raise
        finally:
            if handler is not None and signal.getsignal(signal.SIGINT) is handler:
                signal.signal(signal.SIGINT, signal.default_int_handler)

    def _handle_interrupts(self, task):
        """Let SIGINT cancel the task, if nothing else was arranged for it; answers the handler, or None."""
        if (threading.current_thread() is not threading.main_thread()
                or signal.getsignal(signal.SIGINT) is not signal.default_int_handler):
            return None
        handler = functools.partial(self._interrupt, task)
        try:
            signal.signal(signal.SIGINT, handler)
        except ValueError:  # not the main interpreter
            return None
        return handler

    def _interrupt(self, task, signum, frame):
        self._interrupts += 1
        if self._interrupts > 1 or task.done() or os.getpid() != self._process:  # a forked child has another life
            raise KeyboardInterrupt
        task.cancel()
        self._loop.call_soon_threadsafe(lambda: None)  # the loop may be asleep


def run(main, *, debug=None):
    """Run the coroutine in a loop of its own; answers its result. For the one main entry of a program."""
    if events._get_running_loop() is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    """Cancel all tasks of the loop, and wait for them."""
    pending = tasks.all_tasks(loop)
    for task in pending:
        task.cancel()
    if pending:
        loop.run_until_complete(tasks.gather(*pending, return_exceptions=True))
    for task in pending:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({'message': 'unhandled exception during asyncio.run() shutdown',
                                         'exception': task.exception(), 'task': task})
