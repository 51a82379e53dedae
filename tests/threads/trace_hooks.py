# threading.settrace and setprofile: functions that each new thread gives to sys.settrace and sys.setprofile.
import sys
import threading


def work(n):
    m = n + 1
    return helper(m)


def helper(m):
    return m * 2


def in_this_file(frame):
    return frame.f_code.co_filename == __file__


def trace(frame, event, arg):
    if in_this_file(frame):
        events.append((threading.current_thread().name, event, frame.f_code.co_name, frame.f_lineno - work.__code__.co_firstlineno))
        return trace


def profile(frame, event, arg):
    if in_this_file(frame) and not event.startswith('c_'):
        events.append((threading.current_thread().name, event, frame.f_code.co_name))


def run(name):
    t = threading.Thread(target=work, args=(1,), name=name)
    t.start()
    t.join()
    print(name, len(events))
    for e in events:
        print('   ', *e)
    events.clear()


events = []
print(threading.gettrace(), threading.getprofile(), sys.gettrace(), sys.getprofile())
run('plain')
print(threading.settrace(trace), threading.gettrace() is trace, sys.gettrace())
run('traced')
t = threading.Thread(target=lambda: events.append(sys.gettrace() is trace))
t.start(), t.join()
print(events[-3])
events.clear()
threading.settrace(None)
run('plain again')
threading.setprofile(profile)
print(threading.getprofile() is profile, threading.gettrace())
run('profiled')
threading.settrace(trace)
run('both')
threading.settrace(None), threading.setprofile(None)
run('neither')
print(threading.gettrace(), threading.getprofile())
