# Private names, and odd corners, that libraries rely on.
import asyncio
import collections
import doctest
import os
import random
import subprocess
import sys
import unittest.mock
import uuid
import warnings

import collections.abc
print(issubclass(dict, collections.abc.Mapping))

# anyio tells by its callback which task is the main one.
async def main():
    (callback, context), = asyncio.current_task()._callbacks
    print(callback is asyncio.base_events._run_until_complete_cb, type(context).__name__)
    other = asyncio.ensure_future(asyncio.sleep(0))
    print(other._callbacks)
    await other
asyncio.run(main())

# freezegun takes uuid's ways to read the clock away.
print(uuid._load_system_functions(), hasattr(uuid, '_generate_time_safe'), uuid._UuidCreate)

# networkx draws from the generator behind the module's functions.
random.seed(3)
first = random._inst.random()
random.seed(3)
print(first == random.random(), type(random._inst) is random.Random)

# hypothesis looks for patched functions.
patch = unittest.mock.patch('os.getpid')
print(isinstance(patch, unittest.mock._patch), unittest.mock._patch.__module__)

# Runners of doctests derive from the private parts.
class Runner(doctest.DocTestRunner):
    pass


for name in 'run', 'patched_linecache_getlines', 'record_outcome':
    setattr(Runner, '_Runner__' + name, getattr(doctest.DocTestRunner, '_DocTestRunner__' + name))
test = doctest.DocTestParser().get_doctest('>>> 1 + 1\n2\n>>> 1\n2\n', {}, 'some', 'some.py', 0)
runner = Runner(verbose=False)
print(runner.run(test, out=lambda text: None))
print(doctest.linecache.getlines('no such file'))

# A process that is still there when modules are cleared at the end.
class Late:
    def __del__(self, write=os.write):
        self.process.__del__()
        write(1, b'late %d\n' % self.process.returncode)


warnings.simplefilter('ignore')
late = Late()
late.process = subprocess.Popen(['true'])
late.process.wait()
late.process.returncode = None
sys.late = late
del late
