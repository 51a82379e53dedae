# Signals while sockets wait, and too many open files.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/interrupt.py" <<'EOF'
# Ctrl-C ends every call that waits.
import os, select, socket, time

def interrupted(call, *args):
    child = os.fork()
    if child == 0:
        time.sleep(0.15)
        os.kill(os.getppid(), 2)
        os._exit(0)
    try:
        call(*args)
        print('went on')
    except KeyboardInterrupt:
        print('interrupted')
    os.waitpid(child, 0)

a, b = socket.socketpair()
server = socket.create_server(('127.0.0.1', 0))
epoll, poll = select.epoll(), select.poll()
epoll.register(a, select.EPOLLIN)
poll.register(a, select.POLLIN)
for timeout in (None, 20):
    a.settimeout(timeout)
    server.settimeout(timeout)
    interrupted(a.recv, 1)
    interrupted(a.recv_into, bytearray(1))
    interrupted(a.recvmsg, 1)
    interrupted(server.accept)
    interrupted(select.select, [a], [], [], timeout)
    interrupted(epoll.poll, timeout)
    interrupted(poll.poll, timeout and timeout * 1000)
    interrupted(a.makefile('rb').readline)
interrupted(a.sendall, bytes(10 ** 8))
EOF
"$PY" "$work/interrupt.py"
cat >"$work/goes_on.py" <<'EOF'
# A signal without a handler of Python's interrupts calls of the system, which are made again with the time that is left.
import os, select, signal_numbers as signal, socket, sys, time

def stopped(call, *args):
    child = os.fork()
    if child == 0:
        for _ in range(3):
            time.sleep(0.05)
            os.kill(os.getppid(), signal.SIGSTOP)
            time.sleep(0.02)
            os.kill(os.getppid(), signal.SIGCONT)
        os._exit(0)
    start = time.monotonic()
    try:
        result = call(*args)
    except OSError as problem:
        result = repr(problem)
    print(result, 0.4 <= time.monotonic() - start < 10)
    os.waitpid(child, 0)

a, b = socket.socketpair()
epoll, poll = select.epoll(), select.poll()
epoll.register(a, select.EPOLLIN)
poll.register(a, select.POLLIN)
stopped(epoll.poll, 0.4)
stopped(poll.poll, 400)
stopped(select.select, [a], [], [], 0.4)
a.settimeout(0.4)
stopped(a.recv, 1)
a.settimeout(None)
a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, (20).to_bytes(8, sys.byteorder) + bytes(8))  # so that the kernel says EINTR

def later():
    child = os.fork()
    if child == 0:
        time.sleep(0.5)
        b.send(b'came')
        os._exit(0)
    got = a.recv(10)
    os.waitpid(child, 0)
    return got

stopped(later)
EOF
printf 'SIGSTOP, SIGCONT = 19, 18\n' >"$work/signal_numbers.py"
"$PY" "$work/goes_on.py"
cat >"$work/files.py" <<'EOF'
# No file descriptor is left: accept and others fail, and work again when there is one.
import os, select, socket
server = socket.create_server(('127.0.0.1', 0))
client = socket.create_connection(server.getsockname())
a, b = socket.socketpair()
a.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, client.fileno().to_bytes(4, 'little'))])
held = []
try:
    while True:
        held.append(os.dup(0))
except OSError as problem:
    print(problem)
for call in (server.accept, socket.socket, socket.socketpair, a.dup, select.epoll, lambda: socket.create_connection(server.getsockname()),
             lambda: socket.fromfd(0, 1, 1), lambda: socket.dup(0)):
    try:
        call()
    except OSError as problem:
        print(type(problem).__name__, problem)
data, fds, flags, _ = socket.recv_fds(b, 10, 1)
print(data, fds, flags == socket.MSG_CTRUNC)
os.close(held.pop())
connection, address = server.accept()
print(address == client.getsockname())
EOF
(ulimit -n 40; "$PY" "$work/files.py")
