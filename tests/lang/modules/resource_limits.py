# Module resource: limits, usage, errors.
import os
import resource


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


print([(n, getattr(resource, n)) for n in dir(resource) if n.isupper()])
print(resource.error, resource.getpagesize() == os.sysconf('SC_PAGESIZE'))
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
print(resource.getrlimit(resource.RLIMIT_NOFILE) == (64, hard), resource.prlimit(0, resource.RLIMIT_NOFILE, (32, hard)) == (64, hard),
      resource.prlimit(0, resource.RLIMIT_NOFILE) == (32, hard))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
print(resource.getrlimit(resource.RLIMIT_CORE))
usage = resource.getrusage(resource.RUSAGE_SELF)
print(type(usage), len(usage), usage.ru_utime >= 0, usage.ru_maxrss > 1000, usage[2] == usage.ru_maxrss)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_nswap, type(resource.getrusage(resource.RUSAGE_THREAD)[0]))
for f, args in ((resource.getrlimit, (99,)), (resource.getrlimit, (-1,)), (resource.getrlimit, ('x',)), (resource.setrlimit, (resource.RLIMIT_CORE, (1,))),
                (resource.setrlimit, (resource.RLIMIT_CORE, (1, 0))), (resource.setrlimit, (99, (1, 1))), (resource.getrusage, (99,)),
                (resource.setrlimit, (resource.RLIMIT_CORE, ('x', 1)))):
    attempt(f, *args)
