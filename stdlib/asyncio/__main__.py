"""A prompt at which one can await: `minipy -m asyncio`.

The event loop runs in the main thread. Lines are read in another one, which hands each to the loop and waits."""
import ast
import code
import concurrent.futures
import contextvars
import sys
import threading
import warnings
import asyncio
from asyncio import futures

BANNER = (f'asyncio REPL {sys.version} on {sys.platform}\n'
          'Use "await" directly instead of "asyncio.run()".\n'
          'Type "help", "copyright", "credits" or "license" for more information.\n')


class AsyncIOInteractiveConsole(code.InteractiveConsole):
    """A console whose code runs in a loop of another thread."""

    def __init__(self, locals, loop):
        super().__init__(locals)
        self.compile.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self.loop = loop
        self.context = contextvars.copy_context()  # of all that is typed
        self.task = None  # what is awaited now
        self.was_interrupted = self.is_over = False

    def runcode(self, code):
        outcome = concurrent.futures.Future()
        self.was_interrupted = False
        self.loop.call_soon_threadsafe(self._start, code, outcome, context=self.context)
        try:
            return outcome.result()
        except SystemExit:
            raise
        except BaseException:
            if self.was_interrupted:
                self.write('\nKeyboardInterrupt\n')
            else:
                self.showtraceback()

    def _start(self, code, outcome):
        """In the loop: run the code, and what it returns if that is to be awaited."""
        self.task = None
        try:
            result = eval(code, self.locals)
        except SystemExit:
            raise  # out of the loop, and so of the program
        except BaseException as error:
            self.was_interrupted = isinstance(error, KeyboardInterrupt)
            outcome.set_exception(error)
            return
        if not asyncio.iscoroutine(result):
            outcome.set_result(result)
            return
        self.task = self.loop.create_task(result, context=self.context)
        futures._chain_future(self.task, outcome)

    def interrupt(self):
        """Ctrl-C came."""
        self.was_interrupted = True
        if self.task is not None and not self.task.done():
            self.task.cancel()


def read_lines(console):
    """In a thread of its own."""
    try:
        console.interact(banner=f"{BANNER}{getattr(sys, 'ps1', '>>> ')}import asyncio",
                         exitmsg='exiting asyncio REPL...')
    finally:
        warnings.filterwarnings('ignore', message=r'^coroutine .* was never awaited$', category=RuntimeWarning)
        console.is_over = True
        console.loop.call_soon_threadsafe(console.loop.stop)


def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    names = {name: globals()[name] for name in ('__name__', '__package__', '__loader__', '__spec__', '__builtins__')}
    console = AsyncIOInteractiveConsole({'asyncio': asyncio, **names}, loop)
    try:
        import readline  # so that lines can be edited
    except ImportError:
        pass
    threading.Thread(target=read_lines, args=(console,), name='Interactive thread', daemon=True).start()
    try:
        while not console.is_over:
            try:
                loop.run_forever()
            except KeyboardInterrupt:
                console.interrupt()
    finally:
        loop.close()


if __name__ == '__main__':
    main()
