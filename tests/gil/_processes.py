"""Many kinds of processes, two of which compute at the same time."""
import multiprocessing
import os
import signal
import subprocess
import sys
import time


def compute_together(shared, mine, other):
    """Computes until the other process is seen to compute."""
    shared[mine] = 1
    while not shared[other]:
        pass


def quick(n):
    return n


def forked(function, *args):
    pid = os.fork()
    if pid == 0:
        function(*args)
        os._exit(0)
    return pid


def nested():
    os.waitpid(forked(quick, 1), 0)


def main():
    shared = multiprocessing.Array("b", 2, lock=False)
    both = [multiprocessing.Process(target=compute_together, args=(shared, i, 1 - i), name=f"cook {i}") for i in (0, 1)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    with multiprocessing.Pool(2) as pool:
        pool.map(quick, range(4))
    for method in "spawn", "forkserver":
        process = multiprocessing.get_context(method).Process(target=quick, args=(1,), name=method)
        process.start()
        process.join()
    subprocess.run([sys.executable, "-c", "pass"], env={}, check=True)
    os.waitpid(forked(nested), 0)
    killed = os.fork()
    if killed == 0:
        while True:
            time.sleep(1)
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, 0)
    print("MINIPYPARTS" in os.environ, [name for name in os.listdir(os.environ["TMPDIR"]) if "minipy" in name])


if __name__ == "__main__":
    main()
