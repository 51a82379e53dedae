"""Ctrl-C with processes at work: within a second, nothing is left of them. The second is stretched by how much longer the
same processes take here, to begin and to end, than they do on a machine that has nothing else to do."""
import os
import signal
import subprocess
import sys
import tempfile
import time

BEGINNING = '''
import asyncio, concurrent.futures, multiprocessing, os, sys, time
from multiprocessing.shared_memory import SharedMemory
def work(seconds):
    time.sleep(seconds)
def compute(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end: pass
def with_proxies(arguments):
    proxies, seconds = arguments
    for proxy in proxies: proxy.append(1)
    time.sleep(seconds)
def started():
    print('at work', flush=True)
seconds, method = float(sys.argv[1]), sys.argv[2]
if __name__ == '__main__':
    multiprocessing.set_start_method(method)
    block = SharedMemory(f'ctrl-c-{os.getpid()}', create=True, size=10)
'''
CASES = {
    'Pool': '''
    with multiprocessing.Pool(3) as pool:
        result = pool.map_async(work, [seconds] * 9)
        started()
        result.get()''',
    'Pool that computes': '''
    with multiprocessing.Pool(3) as pool:
        result = pool.map_async(compute, [seconds] * 9, chunksize=1)
        started()
        result.get()''',
    'Pool without with': '''
    pool = multiprocessing.Pool(3)
    results = pool.imap(work, [seconds] * 9)
    started()
    list(results)''',
    'ProcessPoolExecutor': '''
    with concurrent.futures.ProcessPoolExecutor(3) as executor:
        results = executor.map(work, [seconds] * 9)
        started()
        list(results)''',
    'ProcessPoolExecutor that computes': '''
    with concurrent.futures.ProcessPoolExecutor(3) as executor:
        futures = [executor.submit(compute, seconds) for _ in range(9)]
        started()
        concurrent.futures.wait(futures)''',
    'ProcessPoolExecutor without with': '''
    executor = concurrent.futures.ProcessPoolExecutor(3)
    futures = [executor.submit(work, seconds) for _ in range(9)]
    started()
    futures[0].result()''',
    'run_in_executor': '''
    async def main():
        loop = asyncio.get_running_loop()
        with concurrent.futures.ProcessPoolExecutor(2) as executor:
            waits = [loop.run_in_executor(executor, work, seconds) for _ in range(6)]
            started()
            await asyncio.gather(*waits)
    asyncio.run(main())''',
    'Manager': '''
    with multiprocessing.Manager() as manager, multiprocessing.Pool(3) as pool:
        proxies = manager.list(), manager.list()
        result = pool.map_async(with_proxies, [(proxies, seconds)] * 9, chunksize=1)
        started()
        result.get()''',
    'locks and queues': '''
    lock, queue, array = multiprocessing.Lock(), multiprocessing.Queue(), multiprocessing.Array('i', 10)
    children = [multiprocessing.Process(target=work, args=(3 * seconds,)) for _ in range(2)]
    for child in children: child.start()
    started()
    for child in children: child.join()''',
}


def members(group):
    """The processes of a group, but for those that have ended and that nobody waits for."""
    found = []
    for name in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{name}/stat') as file:
                state, _, its_group = file.read().rpartition(')')[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != 'Z':
            found.append(name)
    return found


def start(path, method, seconds, folder):
    process = subprocess.Popen([sys.executable, path, str(seconds), method], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True, text=True, env={**os.environ, 'TMPDIR': folder})
    return process, process.stdout.readline()


def left_of(process, folder):
    """What the processes have left: those that go on, memory, files."""
    memory = [name for name in os.listdir('/dev/shm') if str(process.pid) in name]
    return members(process.pid), memory, os.listdir(folder)


def undisturbed(path, method, folder):
    """How long the processes take that have nothing to do."""
    begun = time.monotonic()
    process, _ = start(path, method, 0, folder)
    process.communicate()
    return time.monotonic() - begun


def interrupt(path, method, folder):
    allowed = max(1, 10 * undisturbed(path, method, folder))
    process, line = start(path, method, 10 + 3 * allowed, folder)
    time.sleep(0.05)
    begun = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    while any(left := left_of(process, folder)) and time.monotonic() - begun < allowed:
        time.sleep(0.01)
    seconds = time.monotonic() - begun
    return line.strip(), process.returncode, 'in time' if seconds < allowed else (seconds, allowed), left


with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as temporary:
    path = os.path.join(work, 'case.py')
    for name, case in CASES.items():
        for method in ('fork', 'spawn', 'forkserver') if name in ('Pool', 'ProcessPoolExecutor') else ('fork',):
            with open(path, 'w') as file:
                file.write(BEGINNING + case)
            print(f'{name}, {method}:', *interrupt(path, method, temporary), flush=True)
