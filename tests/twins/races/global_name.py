"""Two threads read one global name: each reading counts a reference, and the one before it off."""
import threading


class Shared:
    pass


shared = Shared()


def read(turns):
    for _ in range(turns):
        mine = shared


threads = [threading.Thread(target=read, args=(100000,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
