# Every call that may block gives the GIL up: a second thread counts meanwhile.
#
# Under the policy `blocking` the lock moves at blocking calls only, and with the hand-off `fifo` a thread that waits gets
# it whenever it is given up, however short the call. So if the count has grown, the call gave the lock up.
import _curl
import _thread
import asyncio
import binascii
import bz2
import gil
import hashlib
import hmac
import io
import lzma
import multiprocessing
import os
import select
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import zlib

ticks = 0


def count():
    global ticks
    while True:
        ticks += 1
        gil.yield_()


folder = tempfile.mkdtemp()
path = os.path.join(folder, 'file')
failed = []


def check(name, call, *arguments):
    before = ticks
    try:
        call(*arguments)
    except OSError as error:  # some file systems and kernels know less: the call was made all the same
        if error.errno is None:
            raise
    if ticks == before:
        failed.append(name)


def files():
    check('open', open, path, 'w')
    fd = os.open(path, os.O_RDWR | os.O_CREAT)
    check('os.open', os.open, path, os.O_RDONLY)
    check('os.write', os.write, fd, b'0123456789')
    check('os.read', os.read, fd, 1)
    check('os.pread', os.pread, fd, 1, 0)
    check('os.pwrite', os.pwrite, fd, b'x', 0)
    check('os.readv', os.readv, fd, [bytearray(1)])
    check('os.writev', os.writev, fd, [b'x'])
    check('os.preadv', os.preadv, fd, [bytearray(1)], 0)
    check('os.pwritev', os.pwritev, fd, [b'x'], 0)
    check('os.fsync', os.fsync, fd)
    check('os.fdatasync', os.fdatasync, fd)
    check('os.sync', os.sync)
    check('os.ftruncate', os.ftruncate, fd, 5)
    check('os.truncate', os.truncate, path, 5)
    check('os.lockf', os.lockf, fd, os.F_LOCK, 1)
    check('os.posix_fallocate', os.posix_fallocate, fd, 0, 10)
    check('os.posix_fadvise', os.posix_fadvise, fd, 0, 10, os.POSIX_FADV_NORMAL)
    out = os.open(path + '2', os.O_RDWR | os.O_CREAT)
    check('os.sendfile', os.sendfile, out, fd, 0, 5)
    check('os.copy_file_range', os.copy_file_range, fd, out, 5)
    check('os.dup2', os.dup2, fd, out)
    check('os.fstat', os.fstat, fd)
    check('os.fstatvfs', os.fstatvfs, fd)
    check('os.close', os.close, out)
    check('os.eventfd_write', os.eventfd_write, event := os.eventfd(0), 1)
    check('os.eventfd_read', os.eventfd_read, event)
    reader, writer = os.pipe()
    os.write(writer, b'x')
    check('os.splice', os.splice, reader, event, 1)


def paths():
    other = os.path.join(folder, 'other')
    check('os.stat', os.stat, path)
    check('os.lstat', os.lstat, path)
    check('os.statvfs', os.statvfs, path)
    check('os.access', os.access, path, os.R_OK)
    check('os.chdir', os.chdir, '.')
    check('os.mkdir', os.mkdir, other)
    check('os.listdir', os.listdir, folder)
    check('os.scandir', os.scandir, folder)
    check('os.rmdir', os.rmdir, other)
    check('os.symlink', os.symlink, path, other)
    check('os.readlink', os.readlink, other)
    check('os.link', os.link, path, other + '2')
    check('os.rename', os.rename, other + '2', other + '3')
    check('os.replace', os.replace, other + '3', other + '4')
    check('os.unlink', os.unlink, other + '4')
    check('os.remove', os.remove, other)
    check('os.mkfifo', os.mkfifo, other)
    check('os.mknod', os.mknod, other + '5')
    check('os.lchown', os.lchown, path, os.getuid(), os.getgid())


def streams():
    raw = io.FileIO(path, 'r+')
    check('FileIO.write', raw.write, b'x')
    check('FileIO.read', raw.read, 1)
    check('FileIO.readinto', raw.readinto, bytearray(1))
    check('FileIO.readall', raw.readall)
    check('FileIO.truncate', raw.truncate, 3)
    check('FileIO.close', raw.close)
    with open(path, 'rb') as file:
        check('BufferedReader.read', file.read, 1)
    with open(path, 'rb') as file:
        check('BufferedReader.readline', file.readline)
    with open(path, 'wb') as file:
        file.write(b'x\n')
        check('BufferedWriter.flush', file.flush)
    with open(path) as file:
        check('TextIOWrapper.readline', file.readline)
    with open(path) as file:
        check('next(file)', next, file)
    with open(path, 'w') as file:
        file.write('x')
        check('TextIOWrapper.flush', file.flush)
    check('print', lambda: print('a line', flush=True))


def waiting():
    lock = _thread.allocate_lock()
    lock.acquire()
    check('lock.acquire', lock.acquire, True, 0.001)
    check('time.sleep', time.sleep, 0.001)
    check('time.sleep(0)', time.sleep, 0)
    check('os.sched_yield', os.sched_yield)
    check('signal.sigtimedwait', signal.sigtimedwait, [signal.SIGUSR1], 0.001)
    os.kill(os.getpid(), signal.SIGUSR2)
    check('signal.sigwait', signal.sigwait, [signal.SIGUSR2])
    os.kill(os.getpid(), signal.SIGUSR2)
    check('signal.sigwaitinfo', signal.sigwaitinfo, [signal.SIGUSR2])
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)  # again and again: the first may come before the pause
    check('signal.pause', signal.pause)
    signal.setitimer(signal.ITIMER_REAL, 0)


def child():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return pid


def processes():
    check('os.waitpid', os.waitpid, child(), 0)
    child()
    check('os.wait', os.wait)
    check('os.waitid', os.waitid, os.P_PID, child(), os.WEXITED)
    child()
    check('os.wait3', os.wait3, 0)
    check('os.wait4', os.wait4, child(), 0)
    check('os.system', os.system, 'true')
    check('os.getrandom', os.getrandom, 4)


def sockets():
    a, b = socket.socketpair()
    a.settimeout(5)
    check('socket.send', a.send, b'x')
    check('socket.sendall', a.sendall, b'xxxxxxxx')
    check('socket.sendmsg', a.sendmsg, [b'x'])
    check('socket.recv', b.recv, 1)
    check('socket.recv_into', b.recv_into, bytearray(1))
    check('socket.recvfrom', b.recvfrom, 1)
    check('socket.recvfrom_into', b.recvfrom_into, bytearray(1))
    check('socket.recvmsg', b.recvmsg, 1)
    check('socket.recvmsg_into', b.recvmsg_into, [bytearray(1)])
    check('select.select', select.select, [b], [], [], 1)
    poll = select.poll()
    poll.register(b, select.POLLIN)
    check('poll.poll', poll.poll, 1)
    epoll = select.epoll()
    epoll.register(b, select.EPOLLIN)
    check('epoll.poll', epoll.poll, 0.001)
    server = socket.create_server(('127.0.0.1', 0))
    client = socket.socket()
    check('socket.connect', client.connect, server.getsockname())
    check('socket.accept', server.accept)
    check('socket.connect_ex', socket.socket().connect_ex, server.getsockname())
    check('socket.shutdown', client.shutdown, socket.SHUT_WR)
    check('socket.close', client.close)
    datagrams = socket.socket(type=socket.SOCK_DGRAM)
    datagrams.bind(('127.0.0.1', 0))
    check('socket.sendto', datagrams.sendto, b'x', datagrams.getsockname())
    check('socket.getaddrinfo', socket.getaddrinfo, '127.0.0.1', 80)
    check('socket.gethostbyname', socket.gethostbyname, 'localhost')
    check('socket.gethostbyname_ex', socket.gethostbyname_ex, 'localhost')
    check('socket.getnameinfo', socket.getnameinfo, ('127.0.0.1', 80), socket.NI_NUMERICHOST)


def tls():
    certificates = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lang', 'net', 'certificates')
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    check('load_cert_chain', server.load_cert_chain, os.path.join(certificates, 'server.pem'))
    check('load_verify_locations', client.load_verify_locations, os.path.join(certificates, 'authority.pem'))
    check('set_default_verify_paths', client.set_default_verify_paths)
    a, b = socket.socketpair()
    served = []
    _thread.start_new_thread(lambda: served.append(server.wrap_socket(b, server_side=True)), ())
    a = client.wrap_socket(a, server_hostname='localhost', do_handshake_on_connect=False)
    check('ssl.do_handshake', a.do_handshake)
    while not served:
        gil.yield_()
    check('ssl.write', a.write, b'x')
    check('ssl.read', served[0].read, 1)
    a.setblocking(False)
    check('ssl.shutdown', a.unwrap)


def transfers():
    server = socket.create_server(('127.0.0.1', 0))
    url = 'http://127.0.0.1:%d/' % server.getsockname()[1]
    transfer = _curl.Transfer(url, '/', 'POST', [], 3, 60, None, [], None, None)
    check('Transfer.send', transfer.send, b'abc')
    transfer.send(b'')
    peer = server.accept()[0]
    peer.sendall(b'HTTP/1.1 200 OK\r\n\r\n')
    check('Transfer.wait', transfer.wait)
    transfer.receive_into(bytearray(100))
    peer.sendall(b'body')
    check('Transfer.receive_into', transfer.receive_into, bytearray(4))
    check('Transfer.close', transfer.close)
    check('binascii.crc32', binascii.crc32, bytes(100000))


def buffers():
    data = bytes(100000)
    check('sha256', hashlib.sha256, data)
    check('hash.update', hashlib.sha256().update, data)
    check('blake2b', hashlib.blake2b, data)
    check('hmac', hmac.digest, b'key', data, 'sha256')
    check('pbkdf2_hmac', hashlib.pbkdf2_hmac, 'sha256', b'password', b'salt', 1000)
    check('scrypt', lambda: hashlib.scrypt(b'password', salt=b'salt', n=16, r=1, p=1))
    check('zlib.compress', zlib.compress, data)
    check('zlib.decompress', zlib.decompress, zlib.compress(data))
    check('compressobj.compress', zlib.compressobj().compress, data)
    check('zlib.crc32', zlib.crc32, data)
    check('zlib.adler32', zlib.adler32, data)
    check('bz2.compress', bz2.compress, data)
    check('BZ2Decompressor', bz2.BZ2Decompressor().decompress, bz2.compress(data))
    check('LZMACompressor', lzma.LZMACompressor, lzma.FORMAT_XZ, -1, 0)
    check('LZMACompressor.compress', lzma.LZMACompressor(preset=0).compress, data)
    check('LZMADecompressor', lzma.LZMADecompressor().decompress, lzma.compress(data, preset=0))


def multiprocessing_modules():
    import multiprocessing.shared_memory as shared_memory
    lock = multiprocessing.Lock()
    lock.acquire()
    check('SemLock.acquire', lock.acquire, True, 0.001)
    ours, theirs = multiprocessing.Pipe()
    check('Connection.send', ours.send, 'x')
    check('Connection.recv', theirs.recv)
    check('Connection.poll', ours.poll, 0.001)
    check('shared_memory', lambda: shared_memory.SharedMemory(create=True, size=10).unlink())
    check('subprocess', lambda: subprocess.run(['true'], preexec_fn=int))


def event_loop():
    loop = asyncio.new_event_loop()
    loop.call_later(0.05, loop.stop)
    check('loop.run_forever', loop.run_forever)
    loop.close()


signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])  # in all threads
with gil.settings(policy='blocking', handoff='fifo'):
    _thread.start_new_thread(count, ())
    while not ticks:
        gil.yield_()
    before = ticks
    sum(range(1000))
    print('what does not block keeps the lock:', ticks == before)
    for group in files, paths, streams, waiting, processes, sockets, tls, transfers, buffers, multiprocessing_modules, event_loop:
        group()
        print(group.__name__, 'hold the lock:', failed)
        failed.clear()
    import shutil
    shutil.rmtree(folder)
