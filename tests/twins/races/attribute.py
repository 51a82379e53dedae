"""Two threads read one attribute of an instance."""
import threading


class Point:
    def __init__(self):
        self.name = "".join(["po", "int"])


point = Point()


def read(turns):
    for _ in range(turns):
        mine = point.name


threads = [threading.Thread(target=read, args=(100000,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
