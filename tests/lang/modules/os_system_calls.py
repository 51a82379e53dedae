# os: limits, vectors of buffers, copying, events, terminals, priorities, children, hooks around fork, attributes.
import os
import random
import sys
import tempfile


folder = tempfile.mkdtemp()


def error(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except (OSError, TypeError, ValueError, OverflowError, BufferError) as e:
        return f'{type(e).__name__}: {e}'.replace(folder, 'folder')


for device in 0, 2 ** 64 - 1, 0x12345678, -1, 2 ** 64, 1.5:
    print(error(os.major, device), error(os.minor, device))
print(os.sysconf('SC_PAGESIZE') == os.sysconf(os.sysconf_names['SC_PAGESIZE']), len(os.sysconf_names))
print(error(os.sysconf, 'SC_NOTHING'), error(os.sysconf, 1.5), error(os.sysconf, 10 ** 6))
print(os.confstr('CS_PATH'), os.confstr(os.confstr_names['CS_PATH']), error(os.confstr, 'x'))
print(os.pathconf('/', 'PC_NAME_MAX'), os.fpathconf(0, 'PC_PIPE_BUF'), error(os.pathconf, '/nothing', 'PC_NAME_MAX'))
print(sorted(os.pathconf_names.items())[:3], os.ctermid())

name = os.path.join(folder, 'file')
fd = os.open(name, os.O_RDWR | os.O_CREAT)
print(os.writev(fd, [b'abc', bytearray(b'defg'), memoryview(b'hi')]), os.pwritev(fd, [b'X', b'Y'], 1))
os.lseek(fd, 0, 0)
first, second = bytearray(3), bytearray(10)
print(os.readv(fd, [first, second]), first, second, os.preadv(fd, [first], 6), first)
print(error(os.writev, fd, 5), error(os.readv, fd, [b'abc']), error(os.writev, -1, [b'']))
print(os.posix_fallocate(fd, 0, 100), os.fstat(fd).st_size, os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_NORMAL))
print(error(os.posix_fallocate, -1, 0, 1))
print(os.lockf(fd, os.F_LOCK, 0), os.lockf(fd, os.F_ULOCK, 0))
memory = os.memfd_create('copy')
print(os.write(memory, b'text'), os.pread(memory, 9, 1))
os.close(memory)
copy = os.open(name + '2', os.O_RDWR | os.O_CREAT)
print(os.copy_file_range(fd, copy, 9, 0), os.pread(copy, 20, 0), error(os.copy_file_range, fd, copy, -1))
os.close(copy)
os.remove(name + '2')
os.close(fd)

event = os.eventfd(3)
os.eventfd_write(event, 4)
print(os.eventfd_read(event), error(os.eventfd, -1))
os.eventfd_write(event, 2 ** 64 - 2)
print(os.eventfd_read(event), error(os.eventfd_write, event, 2 ** 64), error(os.eventfd_write, event, -1))
os.close(event)
master, slave = os.openpty()
print(os.isatty(slave), os.get_inheritable(slave), error(os.tcgetpgrp, 10 ** 6))
os.close(master)
os.close(slave)

print(len(os.getresuid()), len(os.getresgid()), os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0))
print(os.sched_get_priority_max(os.SCHED_FIFO), os.sched_get_priority_min(os.SCHED_FIFO), os.sched_getscheduler(0))
print(os.sched_getparam(0), os.sched_param(5), os.sched_param(sched_priority=5).sched_priority)
print(error(os.sched_setparam, 0, 5), os.sched_setaffinity(0, os.sched_getaffinity(0)))
print(error(os.sched_setaffinity, 0, [-1]), os.getgrouplist('root', 0))
print(error(os.mknod, name), error(os.mknod, name + '/x'), error(os.chroot, name + '/x'))
print(error(os.getxattr, name, 'user.nothing'), error(os.listxattr, name + 'x'))

os.register_at_fork(before=lambda: print('before 1'), after_in_parent=lambda: print('parent 1'))
os.register_at_fork(before=lambda: print('before 2'), after_in_parent=lambda: print('parent 2'),
                    after_in_child=lambda: None)
print(error(os.register_at_fork), error(os.register_at_fork, before=5))
sys.stdout.flush()
reader, writer = os.pipe()
random.seed(1)
pid = os.fork()
if pid == 0:
    os.write(writer, str(random.random()).encode())
    os._exit(7)
result = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
print(result.si_pid == pid, result.si_status, result.si_code, type(result))
print(os.wait4(pid, 0)[:2] == (pid, 7 << 8), float(os.read(reader, 100)) != random.random())
print(error(os.waitid, os.P_PID, pid, os.WEXITED), error(os.wait3, 0))
os.remove(name)
os.rmdir(folder)


print('hooks around forks that are none')
for hooks in {}, {'before': None}, {'after_in_child': None}, {'before': print, 'after_in_parent': 2}:
    try:
        os.register_at_fork(**hooks)
    except TypeError as e:
        print(e)
