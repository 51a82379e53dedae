"""The event loop of Unix: pipes, processes, and the default policy."""
import threading
from asyncio import events
from asyncio._child_watchers import (AbstractChildWatcher, FastChildWatcher, MultiLoopChildWatcher, PidfdChildWatcher,
                                     SafeChildWatcher, ThreadedChildWatcher)
from asyncio._pipes import _UnixReadPipeTransport, _UnixWritePipeTransport
from asyncio.selector_events import BaseSelectorEventLoop

__all__ = ('SelectorEventLoop', 'AbstractChildWatcher', 'SafeChildWatcher', 'FastChildWatcher', 'PidfdChildWatcher',
           'MultiLoopChildWatcher', 'ThreadedChildWatcher', 'DefaultEventLoopPolicy')


class _UnixSelectorEventLoop(BaseSelectorEventLoop):
    """The loop that programs get."""

    def add_signal_handler(self, sig, callback, *args):
        """Call it in the loop when the signal comes."""
        super().add_signal_handler(sig, callback, *args)

    async def connect_read_pipe(self, protocol_factory, pipe):
        """Read from a pipe, a file object: (transport, protocol)."""
        protocol = protocol_factory()
        waiter = self.create_future()
        return await self._when_made(_UnixReadPipeTransport(self, pipe, protocol, waiter), protocol, waiter)

    async def connect_write_pipe(self, protocol_factory, pipe):
        """Write to a pipe, a file object: (transport, protocol)."""
        protocol = protocol_factory()
        waiter = self.create_future()
        return await self._when_made(_UnixWritePipeTransport(self, pipe, protocol, waiter), protocol, waiter)

    async def subprocess_exec(self, protocol_factory, program, *args, stdin=-1, stdout=-1, stderr=-1,
                              universal_newlines=False, shell=False, bufsize=0, encoding=None, errors=None, text=None,
                              **kwargs):
        """Run a program: (transport, protocol)."""
        if shell:
            raise ValueError('shell must be False')
        _check_process_options(universal_newlines, bufsize, encoding, errors, text)
        return await self._run_process(protocol_factory, (program, *args), False, stdin, stdout, stderr, kwargs)

    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1,
                               universal_newlines=False, shell=True, bufsize=0, encoding=None, errors=None, text=None,
                               **kwargs):
        """Run a command of the shell: (transport, protocol)."""
        if not isinstance(cmd, (bytes, str)):
            raise ValueError('cmd must be a string')
        if not shell:
            raise ValueError('shell must be True')
        _check_process_options(universal_newlines, bufsize, encoding, errors, text)
        return await self._run_process(protocol_factory, cmd, True, stdin, stdout, stderr, kwargs)

    def _watch_child(self, pid, callback):
        """Call callback(pid, exit status) when the process has ended: by the watcher that was set, if any."""
        watcher = getattr(events.get_event_loop_policy(), '_chosen_watcher', None)
        if watcher is not None:
            with watcher:
                if not watcher.is_active():
                    raise RuntimeError('asyncio.get_child_watcher() is not activated, '
                                       'subprocess support is not installed.')
                watcher.add_child_handler(pid, lambda *args: self.call_soon_threadsafe(callback, *args))
            return
        try:
            self._watch_process(pid, callback)
        except OSError:  # the system has no pidfd_open()
            ThreadedChildWatcher().add_child_handler(pid, callback)

    async def _run_process(self, protocol_factory, args, shell, stdin, stdout, stderr, options):
        from asyncio.base_subprocess import _UnixSubprocessTransport
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = _UnixSubprocessTransport(self, protocol, args, shell, stdin, stdout, stderr, waiter, **options)
        try:
            await waiter
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            transport.close()
            await transport._wait()
            raise
        return transport, protocol


def _check_process_options(universal_newlines, bufsize, encoding, errors, text):
    """Pipes are of bytes, and their buffers are the transport's."""
    for name, value in (('universal_newlines', universal_newlines), ('text', text)):
        if value:
            raise ValueError(f'{name} must be False')
    if bufsize != 0:
        raise ValueError('bufsize must be 0')
    for name, value in ('encoding', encoding), ('errors', errors):
        if value is not None:
            raise ValueError(f'{name} must be None')


class _UnixDefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    """A loop for each thread, and what watches processes."""

    _loop_factory = _UnixSelectorEventLoop

    def __init__(self):
        super().__init__()
        self._watcher = None
        self._chosen_watcher = None  # by set_child_watcher()

    def get_child_watcher(self):
        if self._watcher is None:
            self._watcher = ThreadedChildWatcher()
            if threading.current_thread() is threading.main_thread():
                self._watcher.attach_loop(self._local._loop)
        return self._watcher

    def set_child_watcher(self, watcher):
        assert isinstance(watcher, (AbstractChildWatcher, type(None)))
        old, self._watcher = self._watcher, watcher
        self._chosen_watcher = watcher
        if old is not None:
            old.close()

    def set_event_loop(self, loop):
        super().set_event_loop(loop)
        if self._watcher is not None and threading.current_thread() is threading.main_thread():
            self._watcher.attach_loop(loop)


SelectorEventLoop = _UnixSelectorEventLoop
DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
