"""breakpoint() asks the environment each time, and what is not there is only a warning."""
import os
import sys
import warnings

warnings.simplefilter('error')
for value in '0', 'builtins.print', 'print', 'nosuch.thing', 'os.nosuch', 'os.getcwd.nosuch':
    os.environ['PYTHONBREAKPOINT'] = value
    try:
        print(value, breakpoint())
    except RuntimeWarning as warning:
        print(warning)
sys.breakpointhook = lambda *args, **kwds: print('hook', args, kwds)
breakpoint(1, a=2)
