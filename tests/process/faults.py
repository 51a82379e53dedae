# What goes wrong with processes: killed workers, dead parents, full pipes, children in great number, Ctrl-C.
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def die_with_lock(lock, event):
    lock.acquire()
    event.set()
    os.kill(os.getpid(), signal.SIGKILL)


def sleep_and_tell(conn):
    conn.send(os.getpid())
    time.sleep(60)


def middle(conn):
    """A parent that is killed: its child notices."""
    child = multiprocessing.Process(target=notice, args=(conn,))
    child.start()
    time.sleep(60)


def notice(conn):
    parent = multiprocessing.parent_process()
    conn.send((os.getpid(), parent.pid == os.getppid(), parent.is_alive()))
    parent.join()
    conn.send(('the parent is gone', parent.is_alive()))


def square(x):
    return x * x


def write_much(conn):
    conn.send_bytes(b'x' * 3000000)


def leave_threads():
    import threading
    threading.Thread(target=time.sleep, args=(0.05,)).start()
    print('a thread goes on', flush=True)


def run_script(code, interrupt_after=None):
    """(exit status, what it printed, seconds from the interrupt to the end), with a process group of its own."""
    process = subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True, text=True)
    line = process.stdout.readline()
    begun = time.monotonic()
    if interrupt_after is not None:
        time.sleep(interrupt_after)
        begun = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    seconds = time.monotonic() - begun
    try:
        os.killpg(process.pid, 0)
        left = True
    except ProcessLookupError:
        left = False
    return process.returncode, line + out, err, seconds, left


def main():
    lock, event = multiprocessing.Lock(), multiprocessing.Event()
    process = multiprocessing.Process(target=die_with_lock, args=(lock, event))
    process.start()
    event.wait()
    process.join()
    print(process.exitcode, lock.acquire(timeout=0.05))

    reader, writer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=middle, args=(writer,))
    process.start()
    pid, right, alive = reader.recv()
    print(right, alive)
    process.kill()
    process.join()
    print(reader.recv(), process.exitcode)

    with ProcessPoolExecutor(2) as executor:
        future = executor.submit(time.sleep, 60)
        time.sleep(0.1)
        for worker in list(executor._processes.values()):
            worker.kill()
        try:
            future.result()
        except BrokenProcessPool as error:
            print(error)

    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=write_much, args=(theirs,))
    process.start()
    print(process.join(0.1), process.is_alive(), len(ours.recv_bytes()), process.join(), process.exitcode)

    process = multiprocessing.Process(target=leave_threads)
    process.start()
    process.join()
    print(process.exitcode)

    for _ in range(1000):
        if os.fork() == 0:
            os._exit(0)
        os.wait()
    for _ in range(100):
        multiprocessing.Process(target=int).start()
    time.sleep(0.3)
    print(len(multiprocessing.active_children()) < 100)
    for child in multiprocessing.active_children():
        child.join()
    with open(f'/proc/{os.getpid()}/task/{os.getpid()}/children') as children:
        print(children.read().split())

    status, out, err, seconds, left = run_script('''
import multiprocessing, time
with multiprocessing.Pool(3) as pool:
    print('at work', flush=True)
    pool.map(time.sleep, [30] * 9)
''', 0.3)
    print(status in (1, -2), out, 'KeyboardInterrupt' in err, seconds < 20, left)
    status, out, err, seconds, left = run_script('''
import concurrent.futures, multiprocessing.shared_memory, time
block = multiprocessing.shared_memory.SharedMemory('process-faults', create=True, size=10)
lock = multiprocessing.Lock()
queue = multiprocessing.Queue()
print('at work', flush=True)
time.sleep(30)
''', 0.3)
    time.sleep(0.5)
    print(status in (1, -2), out, seconds < 20, [name for name in os.listdir('/dev/shm') if 'process-faults' in name])

    with tempfile.TemporaryDirectory() as folder:
        for chosen in 'context = multiprocessing.get_context("spawn")', 'multiprocessing.set_start_method("spawn")':
            with open(folder + '/unguarded.py', 'w') as file:
                file.write(f'import multiprocessing\n'
                           f'context = multiprocessing\n'
                           f'{chosen}\n'
                           f'process = context.Process(target=print, args=("never",))\n'
                           f'process.start()\nprocess.join()\nprint("exit code", process.exitcode)\n')
            run = subprocess.run([sys.executable, folder + '/unguarded.py'], capture_output=True, text=True)
            print(run.returncode, run.stdout, run.stderr[run.stderr.rindex('RuntimeError'):])


if __name__ == '__main__':
    main()
