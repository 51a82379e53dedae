# concurrent.futures.wait and as_completed.
import concurrent.futures as cf
import threading
import time
from concurrent.futures import Future, as_completed, wait


def attempt(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except BaseException as error:
        print(f'{type(error).__name__}: {error}')


def show(result):
    return sorted(f.name for f in result.done), sorted(f.name for f in result.not_done)


def make(n):
    futures = [Future() for _ in range(n)]
    for i, f in enumerate(futures):
        f.name = i
    return futures


def later(*calls):
    """Make the calls one after the other in another thread."""
    def run():
        for call, *args in calls:
            time.sleep(0.01)
            call(*args)
    t = threading.Thread(target=run)
    t.start()
    return t


print('wait')
fs = make(4)
print(show(wait(fs, 0)), show(wait(fs, timeout=0.01)), show(wait([])), show(wait(iter(fs), -1)))
fs[0].set_result(0), fs[1].set_exception(KeyError()), fs[2].cancel()
print(show(wait(fs, 0)), 'a future that is cancelled is over when its executor knows')
fs[2].set_running_or_notify_cancel()
print(show(wait(fs, 0)), show(wait(fs[:3])), show(wait(fs, None, cf.FIRST_COMPLETED)), show(wait(fs, None, cf.FIRST_EXCEPTION)))
t = later((fs[3].set_result, 3))
print(show(wait(fs)))
t.join()
print(show(wait(fs, return_when='nonsense')), len(wait(fs + fs).done))
attempt(wait, make(1), return_when='nonsense')
attempt(wait, 5)
fs = make(3)
t = later((fs[2].set_result, 2), (fs[0].set_result, 0), (fs[1].set_result, 1))
print(show(wait(fs, return_when=cf.FIRST_COMPLETED))[0][:1])
print(show(wait(fs, return_when=cf.ALL_COMPLETED)))
t.join()
fs = make(3)
t = later((fs[2].set_result, 2), (fs[0].set_exception, ValueError()), (time.sleep, 0.05), (fs[1].set_result, 1))
print(show(wait(fs, return_when=cf.FIRST_EXCEPTION)))
t.join()
fs = make(2)
t = later((fs[0].cancel,), (fs[0].set_running_or_notify_cancel,), (fs[1].set_result, 1))
print(show(wait(fs, return_when=cf.FIRST_EXCEPTION)), 'cancelled is no exception')
t.join()
result = wait(fs)
done, not_done = result
print(type(result).__name__, done is result.done, not_done, result._fields, cf.FIRST_COMPLETED, cf.FIRST_EXCEPTION, cf.ALL_COMPLETED)

print('as_completed')
fs = make(4)
t = later(*((fs[i].set_result, i) for i in (2, 0, 3, 1)))
print([f.name for f in as_completed(fs)])
t.join()
print(sorted(f.name for f in as_completed(fs)), list(as_completed([])), len(list(as_completed(fs + fs))))
fs = make(3)
fs[1].set_result(1)
def names(timeout):
    out = []
    try:
        for f in as_completed(fs, timeout):
            out.append(f.name)
    except TimeoutError as error:
        out.append(str(error))
    return out
print(names(0.01), names(0))
fs[0].cancel()
print(names(0.01))
fs[0].set_running_or_notify_cancel()
t = later((fs[2].set_exception, KeyError()))
print(sorted(names(60)))
t.join()
it = as_completed(make(2))
it.close()
fs = make(3)
t = later((fs[1].set_result, 1))
for f in as_completed(fs):
    print(f.name)
    break
t.join()
fs[0].set_result(0)

print('many')
fs = make(200)
def finish(part):
    for f in part:
        f.set_result(f.name)
threads = [threading.Thread(target=finish, args=(fs[i::4],)) for i in range(4)]
for t in threads: t.start()
print(sum(f.result() for f in as_completed(fs)), len(wait(fs).done))
for t in threads: t.join()
