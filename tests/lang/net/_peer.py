"""What the scripts here share: a call that prints its result or its exception, and code that runs in another thread."""
import _thread


def show(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as problem:
        print(type(problem).__name__, problem)


class Peer:
    """Runs function(*args) in another thread; join() waits for its end and gives its result or raises what it raised."""

    def __init__(self, function, *args):
        self.ended = _thread.allocate_lock()
        self.ended.acquire()
        self.result = self.problem = None
        _thread.start_new_thread(self.run, (function, args))

    def run(self, function, args):
        try:
            self.result = function(*args)
        except BaseException as problem:
            self.problem = problem
        finally:
            self.ended.release()

    def join(self):
        if not self.ended.acquire(timeout=20):
            raise RuntimeError('the peer hangs')
        self.ended.release()
        if self.problem is not None:
            raise self.problem
        return self.result
