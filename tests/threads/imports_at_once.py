"""Threads that import the same module: who comes later waits until it is whole."""
import builtins
import importlib
import sys
import threading


def together(*functions):
    start = threading.Barrier(len(functions))

    def run(function, place):
        start.wait()
        try:
            results[place] = function()
        except Exception as error:
            results[place] = repr(error)

    results = [None] * len(functions)
    threads = [threading.Thread(target=run, args=pair) for pair in zip(functions, range(len(functions)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def plain():
    import imports.slow_module
    return imports.slow_module.value


def by_from():
    from imports.slow_module import value
    return value


def by_function():
    return importlib.import_module('imports.slow_module').value


print(together(plain, by_from, by_function, plain))

# Two modules that import each other, begun by two threads: nobody waits for ever.
together(lambda: importlib.import_module('imports.circle_a'), lambda: importlib.import_module('imports.circle_b'))
print(sys.modules['imports.circle_a'].value, sys.modules['imports.circle_b'].value)

# One who waited for an import that failed makes an attempt of its own.
builtins.attempts = 0
print(sorted(together(*[lambda: importlib.import_module('imports.fails_once').value] * 2)))
