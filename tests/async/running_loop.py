# Which loop runs is a matter of the thread, and of the process.
import _asyncio
import os
import threading


def show(where):
    try:
        running = _asyncio.get_running_loop()
    except RuntimeError as e:
        running = e
    print(where, _asyncio._get_running_loop(), running, flush=True)


show("at first")
_asyncio._set_running_loop("a loop")
show("set")
thread = threading.Thread(target=show, args=("in another thread",))
thread.start()
thread.join()
pid = os.fork()
if pid == 0:
    show("in a child")
    _asyncio._set_running_loop("the child's loop")
    show("set in the child")
    os._exit(0)
os.waitpid(pid, 0)
show("in the parent")
_asyncio._set_running_loop(None)
show("not any more")
