# Popen: streams, waiting, signals, and what becomes of children.
import gc
import io
import os
import signal
import subprocess
import threading
import time
import warnings
from subprocess import PIPE, Popen

process = Popen('cat', stdin=PIPE, stdout=PIPE, text=True, bufsize=1)
print(process, process.args, process.returncode, process.poll(), process.stderr)
for word in 'one', 'two':
    print(word, file=process.stdin)
    print(process.stdout.readline(), end='')
process.stdin.close()
print(process.wait(), process.poll(), process.returncode, process)
process.stdout.close()
print(type(process.stdout), type(process.stdin), process.stdin.line_buffering, process.stdin.write_through)
binary = Popen(['true'], stdin=PIPE, stdout=PIPE, bufsize=0)
print(type(binary.stdin), type(binary.stdout))
binary.communicate()

with Popen(['sleep', '60']) as process:
    print(process.poll())
    try:
        process.wait(timeout=0.05)
    except subprocess.TimeoutExpired as error:
        print(error)
    process.terminate()
print(process.returncode, process.terminate(), process.send_signal(9), process.kill())
with Popen(['sleep', '60']) as process:
    process.kill()
print(process.returncode)
with Popen(['sh', '-c', 'trap "exit 5" USR1; echo ready; while :; do sleep 0.01; done'], stdout=PIPE) as process:
    process.stdout.readline()
    process.send_signal(signal.SIGUSR1)
print(process.returncode)

# Much in all directions at once.
big = os.urandom(1 << 20)
with Popen(['sh', '-c', 'tee /dev/stderr'], stdin=PIPE, stdout=PIPE, stderr=PIPE) as process:
    out, err = process.communicate(big)
print(out == big, err == big)
process = Popen('cat; echo done >&2', shell=True, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True)
print(process.communicate('a\nb\n'))
process = Popen('read x; echo $x; sleep 0.3; echo later', shell=True, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True)
try:
    process.communicate('first\n', timeout=0.1)
except subprocess.TimeoutExpired as error:
    print(error, error.stdout)
try:
    process.communicate('second')
except ValueError as error:
    print(error)
print(process.communicate())

# Several at once, and a pipeline.
children = [Popen(['sh', '-c', f'exit {i}']) for i in range(20)]
print([child.wait() for child in children])
first = Popen(['echo', 'b\na'], stdout=PIPE)
second = Popen(['sort'], stdin=first.stdout, stdout=PIPE)
first.stdout.close()
print(second.communicate(), first.wait())
results = []


def run_some():
    for _ in range(10):
        results.append(subprocess.run(['echo', 'x'], stdout=PIPE).stdout)


threads = [threading.Thread(target=run_some) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(results), set(results))
process = Popen(['sleep', '0.1'])
waiters = [threading.Thread(target=lambda: results.append(process.wait())) for _ in range(3)]
for thread in waiters:
    thread.start()
for thread in waiters:
    thread.join()
print(results[-3:])

# Nobody waits: told, and cleaned up by the next one.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    process = Popen(['sleep', '0.4'])
    pid = process.pid
    del process
    gc.collect()
    print([str(w.message).replace(str(pid), 'PID') for w in caught], len(subprocess._active))
time.sleep(0.8)
subprocess.run(['true'])
print(len(subprocess._active))
try:
    os.waitpid(pid, 0)
except ChildProcessError:
    print('no zombie')
before = len(os.listdir('/proc/self/fd'))
for _ in range(30):
    subprocess.run(['true'], capture_output=True)
    try:
        subprocess.run(['not there'], capture_output=True)
    except FileNotFoundError:
        pass
print(len(os.listdir('/proc/self/fd')) - before)

# Signals that are ignored here, and the mask, are as usual in the child.
signal.signal(signal.SIGUSR2, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
status = 'grep -E "Sig(Blk|Ign)" /proc/self/status'
for restore in True, False:
    print(subprocess.run(status, shell=True, stdout=PIPE, restore_signals=restore, text=True).stdout)
print(io.text_encoding(None), Popen[str])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    Popen(['true'], pass_fds=[2], close_fds=False).wait()
    process = Popen(['true'], bufsize=1, stdout=PIPE)
    process.communicate()
    print([str(w.message) for w in caught])
