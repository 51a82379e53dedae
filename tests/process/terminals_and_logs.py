# os.forkpty(): a child with a terminal of its own. multiprocessing's logger: what it says of processes, and a program's own lines.
import logging
import multiprocessing
import os
import sys


def read_all(fd):
    data = b''
    while True:
        try:
            piece = os.read(fd, 1000)
        except OSError:  # the other end is closed
            return data
        if not piece:
            return data
        data += piece


def log_something():
    multiprocessing.get_logger().warning('from the child')


def terminal():
    pid, fd = os.forkpty()
    if pid == 0:
        print(os.isatty(0), os.isatty(1), os.isatty(2), os.getsid(0) == os.getpid(), input('name? '), flush=True)
        os._exit(3)
    os.write(fd, b'minipy\n')
    print(sorted(read_all(fd).split()), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    os.close(fd)


def logs():
    sys.stderr = sys.stdout  # where the logger writes
    logger = multiprocessing.log_to_stderr(logging.INFO)
    print(logger is multiprocessing.get_logger(), logger.name, logging.getLevelName(logger.level), logger.propagate)
    logger.info('from the parent')
    logger.debug('not shown')
    child = multiprocessing.get_context('fork').Process(target=log_something, name='worker')
    sys.stdout.flush()
    child.start()
    child.join()
    print(child.exitcode)
    logger.setLevel(logging.ERROR)
    logger.warning('not shown either')


if __name__ == '__main__':
    terminal()
    logs()
    sys.stdout.flush()
