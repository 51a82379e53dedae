"""The child of a fork that another thread's import was interrupted by does not wait for that thread (CPython's does)."""
import os
import sys
import threading
import time
import types

begun = threading.Event()


class Finder:
    """Has one module, which takes its time."""

    def find_spec(self, name, path, target=None):
        from importlib.machinery import ModuleSpec
        return ModuleSpec(name, self) if name == 'slow_module' else None

    def create_module(self, spec):
        return types.ModuleType(spec.name)

    def exec_module(self, module):
        begun.set()
        if in_parent:
            time.sleep(0.1)
        module.value = 'whole'


def use():
    import slow_module
    return slow_module.value


in_parent = True
sys.meta_path.append(Finder())
importing = threading.Thread(target=use)
importing.start()
begun.wait()
pid = os.fork()
if not pid:
    in_parent = False
    del sys.modules['slow_module']
    os._exit(7 if use() == 'whole' else 1)
importing.join()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
