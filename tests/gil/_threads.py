# Threads that start together, on _thread alone.
import _thread
import time


def run(*functions):
    """Call the functions in threads of their own, named after them, and wait for all."""
    gate = _thread.allocate_lock()
    gate.acquire()
    arrived = []
    ends = []
    for number, function in enumerate(functions):
        ends.append(_thread.allocate_lock())
        ends[-1].acquire()
        _thread.start_new_thread(_begin, (function, f"{function.__name__}-{number}", arrived, gate, ends[-1]))
    while len(arrived) < len(functions):
        time.sleep(0.0001)
    gate.release()
    for end in ends:
        end.acquire()


def _begin(function, name, arrived, gate, end):
    _thread._set_name(name)
    arrived.append(name)
    with gate:
        pass
    try:
        function()
    finally:
        end.release()
