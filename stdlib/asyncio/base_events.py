"""The event loop: what is common to all of them, on top of the loop in _asyncio, which calls callbacks, runs timers,
waits for files and signals, and makes futures and tasks."""
import concurrent.futures
import threading
import warnings
import weakref
from _asyncio import Loop, _run_until_complete_cb
from asyncio import coroutines, events, futures, tasks
from asyncio._connecting import _Connecting
from asyncio._handing_over import _HandingOver
from asyncio._serving import Server, _Serving
from asyncio._sock_calls import _SockCalls
from asyncio.log import logger  # where _asyncio looks for it

__all__ = ('BaseEventLoop', 'Server')


class BaseEventLoop(Loop, _SockCalls, _Connecting, _Serving, _HandingOver, events.AbstractEventLoop):
    """An event loop. What the operating system has to do with it is for subclasses."""

    def __init__(self):
        super().__init__()
        self.set_debug(coroutines._is_debug_mode())
        self._default_executor = None
        self._executor_shutdown_called = False
        self._asyncgens = weakref.WeakSet()
        self._asyncgens_shutdown_called = False

    def __del__(self, _warn=warnings.warn):
        if not self.is_closed():
            _warn(f'unclosed event loop {self!r}', ResourceWarning, source=self)
            if not self.is_running():
                self.close()

    def close(self):
        """Let go of everything; the loop never runs again. What runs in the default executor is not waited for."""
        super().close()  # RuntimeError if it runs
        self._executor_shutdown_called = True
        executor, self._default_executor = self._default_executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    # ---- the default executor ----

    def run_in_executor(self, executor, func, *args):
        """Call the function in an executor (None: threads of the loop's own); answers a future."""
        self._check_closed()
        if self.get_debug():
            self._check_callback(func, 'run_in_executor')
        if executor is None:
            executor = self._default_executor
            if self._executor_shutdown_called:
                raise RuntimeError('Executor shutdown has been called')
            if executor is None:
                self._default_executor = executor = concurrent.futures.ThreadPoolExecutor(thread_name_prefix='asyncio')
        return futures.wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        """Choose the executor that None stands for."""
        if not isinstance(executor, concurrent.futures.ThreadPoolExecutor):
            raise TypeError('executor must be ThreadPoolExecutor instance')
        self._default_executor = executor

    async def shutdown_default_executor(self):
        """Wait for what runs in the default executor, and end its threads. It takes no more calls."""
        self._executor_shutdown_called = True
        executor = self._default_executor
        if executor is None:
            return
        done = self.create_future()
        thread = threading.Thread(target=self._shut_down, args=(executor, done))
        thread.start()
        try:
            await done
        finally:
            thread.join()

    def _shut_down(self, executor, done):
        """In a thread of its own, as it has to wait."""
        try:
            executor.shutdown(wait=True)
            report = futures._set_result_unless_cancelled, done, None
        except Exception as error:
            report = done.set_exception, error
        if not self.is_closed():
            self.call_soon_threadsafe(*report)

    # ---- asynchronous generators ----

    def _asyncgen_firstiter_hook(self, agen):
        """An asynchronous generator begins to run in this loop."""
        if self._asyncgens_shutdown_called:
            warnings.warn(f'asynchronous generator {agen!r} was scheduled after loop.shutdown_asyncgens() call',
                          ResourceWarning, source=self)
        self._asyncgens.add(agen)

    def _asyncgen_finalizer_hook(self, agen):
        """An asynchronous generator goes that is not at its end: close it in the loop, where it may await."""
        self._asyncgens.discard(agen)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        """Close all asynchronous generators that are not at their end."""
        self._asyncgens_shutdown_called = True
        left = list(self._asyncgens)
        self._asyncgens.clear()
        if not left:
            return
        results = await tasks.gather(*[agen.aclose() for agen in left], return_exceptions=True)
        for agen, result in zip(left, results):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    'message': f'an error occurred during closing of asynchronous generator {agen!r}',
                    'exception': result, 'asyncgen': agen})
