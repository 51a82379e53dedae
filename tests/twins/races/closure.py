"""Two threads read a variable of an enclosing function."""
import threading


def make():
    shared = ["a list"]

    def read(turns):
        for _ in range(turns):
            mine = shared

    return read


read = make()
threads = [threading.Thread(target=read, args=(100000,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
