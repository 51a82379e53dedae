# What sys tells about the program's threads and memory.
import os
import sys
import _thread


def frames():
    found = sys._current_frames()
    return list(found), found[_thread.get_ident()]


idents, frame = frames()
print(idents == [_thread.get_ident()], frame.f_code.co_name)


def exceptions():
    try:
        1 / 0
    except ZeroDivisionError as e:
        (kind, value, traceback), = sys._current_exceptions().values()
        return kind, value is e, traceback is e.__traceback__


print(exceptions())
print(sys._current_exceptions()[_thread.get_ident()])

# Another thread is where it waits.
ready, go_on, done = _thread.allocate_lock(), _thread.allocate_lock(), _thread.allocate_lock()


def wait():
    try:
        raise KeyError('in the thread')
    except KeyError:
        ready.release()
        go_on.acquire()
    done.release()


for lock in ready, go_on, done:
    lock.acquire()
other = _thread.start_new_thread(wait, ())
ready.acquire()
found = sys._current_frames()
print(len(found), found[other].f_code.co_name, found[other].f_back)
print(sys._current_exceptions()[other][:2], sys.exc_info())
del found
go_on.release()
done.acquire()

before = sys.getallocatedblocks()
many = [b'x' * (20 + i % 30) for i in range(1000)]
grown = sys.getallocatedblocks() - before
print(1000 <= grown < 1100, type(before))
del many
print(sys.getallocatedblocks() - before < 50)

print(sys.getdlopenflags() == os.RTLD_NOW, sys.setdlopenflags(os.RTLD_LAZY | os.RTLD_GLOBAL))
print(sys.getdlopenflags() == os.RTLD_LAZY | os.RTLD_GLOBAL)
for wrong in 'x', 2**40, 1.5, None:
    try:
        sys.setdlopenflags(wrong)
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)
