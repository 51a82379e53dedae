# Programs on terminals of their own.
import os
import pty
import sys

sys.stdout.flush()
pid, master = pty.fork()
if pid == pty.CHILD:
    print('child', os.isatty(0), os.isatty(1), os.isatty(2), input('name? '))
    sys.stdout.flush()
    os._exit(3)
os.write(master, b'me\n')
seen = b''
while True:
    try:
        data = os.read(master, 1000)
    except OSError:
        break
    if not data:
        break
    seen += data
print(sorted(seen.decode().split()), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
os.close(master)

master, slave = pty.openpty()
print(os.isatty(slave), os.ttyname(slave).startswith('/dev/'))
os.write(slave, b'x\n')
print(os.read(master, 10))

# spawn() with the end of a pipe as standard input; what it writes to standard output is not looked at
feed, typed = os.pipe()
os.write(typed, b'hello\n')
sys.stdout.flush()
saved = os.dup(0), os.dup(1)
os.dup2(feed, 0)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
os.close(typed)
got = []


def read_master(fd):
    data = os.read(fd, 1024)
    got.append(data)
    return data


status = pty.spawn([sys.executable, '-c', 'import os; print(input(), os.isatty(1)); os._exit(5)'], read_master)
missing = pty.spawn('no such program', read_master)
os.dup2(saved[0], 0)
os.dup2(saved[1], 1)
print(os.waitstatus_to_exitcode(status), b'hello' in b''.join(got))
print(os.waitstatus_to_exitcode(missing))
