"""How often functions are called and how long they take. The measuring is that of cProfile."""
import time
import cProfile
from cProfile import main

__all__ = ['run', 'runctx', 'Profile']


class Profile(cProfile.Profile):
    """cProfile.Profile with another clock, the processor time, and a bias that is taken off for each call."""

    bias = 0

    def __init__(self, timer=None, bias=None):
        super().__init__(timer or time.process_time)
        self.bias = type(self).bias if bias is None else bias

    def _leave(self, now):
        super()._leave(now - self.bias)

    def calibrate(self, m, verbose=0):
        """The bias for this machine: what a measured call of nothing takes, out of m."""
        def nothing():
            pass

        def repeat():
            for _ in range(m):
                nothing()

        measured = cProfile.Profile(self._timer)
        measured.runcall(repeat)
        measured.snapshot_stats()
        _, calls, own, _, _ = measured.stats[cProfile.label(nothing.__code__)]
        mean = own / calls
        if verbose:
            print('mean stopwatch overhead per profile event =', mean)
        return mean


def run(statement, filename=None, sort=-1):
    """Measure a statement of the main program; print a table, or write it to a file."""
    import __main__
    runctx(statement, vars(__main__), vars(__main__), filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """Measure a statement in namespaces; print a table, or write it to a file."""
    measured = Profile()
    try:
        measured.runctx(statement, globals, locals)
    except SystemExit:
        pass
    finally:
        cProfile._show(measured, filename, sort)


if __name__ == '__main__':
    main()
