# time: clocks and conversions that do not depend on the moment.
import time, os
os.environ["TZ"] = "UTC"; time.tzset()
t = time.gmtime(0)
print(t, t.tm_year, t[0], len(t), tuple(t), t.tm_zone, t.tm_gmtoff, t == tuple(t), isinstance(t, tuple))
print(time.gmtime(1e9), time.localtime(0)[:6], time.mktime((2000, 1, 1, 0, 0, 0, 0, 1, 0)), time.asctime(t), time.ctime(0), time.asctime((2024, 2, 29, 12, 30, 5, 3, 60, 0)))
print(time.strftime("%Y-%m-%d %H:%M:%S %a %A %b %B %j %y %p %I %%", time.gmtime(86400 * 45)))
a, b = time.perf_counter(), time.perf_counter(); print(a <= b, time.monotonic() <= time.monotonic(), time.time() > 1.6e9, isinstance(time.time_ns(), int), time.process_time() >= 0, time.perf_counter_ns() > 0, time.thread_time() >= 0, time.monotonic_ns() > 0)
s = time.monotonic(); time.sleep(0.01); print(time.monotonic() - s >= 0.01, time.sleep(0))
for bad in (lambda: time.sleep(-1), lambda: time.sleep("x"), lambda: time.gmtime("x"), lambda: time.gmtime(1e30), lambda: time.mktime((1,)), lambda: time.strftime(5), lambda: time.asctime("x"), lambda: time.sleep(), lambda: time.strftime("%Y", (1, 2)), lambda: time.sleep(float("nan"))):
    try:
        bad(); print("ok")
    except Exception as e:
        print(type(e).__name__, e)
print(time.timezone, time.daylight, time.tzname, time.altzone, time.get_clock_info("monotonic").monotonic, time.clock_gettime(time.CLOCK_MONOTONIC) > 0, type(time.struct_time).__name__, time.struct_time(range(9)).tm_yday)

# Clocks can be set, if they let one, and threads have clocks of their own.
for function, *args in [(time.clock_settime, time.CLOCK_MONOTONIC, 1.0), (time.clock_settime, time.CLOCK_REALTIME, 'x'),
                        (time.clock_settime, time.CLOCK_REALTIME, float('nan')), (time.clock_settime, 99, 1),
                        (time.clock_settime, time.CLOCK_MONOTONIC, -1.5), (time.clock_settime_ns, time.CLOCK_MONOTONIC, 1),
                        (time.clock_settime_ns, time.CLOCK_MONOTONIC, 1.5), (time.clock_settime_ns, 1, 1 << 70),
                        (time.clock_settime_ns, 1, -5), (time.pthread_getcpuclockid, 'x')]:
    try:
        print(function(*args))
    except (OSError, TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
import threading
clock = time.pthread_getcpuclockid(threading.get_ident())
print(type(clock), time.clock_gettime(clock) > 0)
for format in ' %2024022457,:01', '%300A', 'x%1000000d', '%5000Ax' * 3, '', '%':
    text = time.strftime(format, (2024, 2, 29, 1, 2, 3, 4, 5, 6))
    print(len(text), text[-10:])
