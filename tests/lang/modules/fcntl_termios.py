# Control of descriptors and terminals, locks.
import array
import fcntl
import os
import subprocess
import sys
import tempfile
import termios
import tty


def show(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


r, w = os.pipe()
show(fcntl.fcntl, r)
show(fcntl.fcntl, 'a', 1)
show(fcntl.fcntl, -1, 1)
show(fcntl.fcntl, r, 'x')
show(fcntl.fcntl, r, fcntl.F_GETFD, 'xyz')
show(fcntl.fcntl, r, fcntl.F_GETFD, b'x'*1025)
show(fcntl.fcntl, r, fcntl.F_GETFD, 1.5)
show(fcntl.fcntl, r, fcntl.F_SETFD, -1)
show(fcntl.fcntl, r, fcntl.F_SETFD, 2**32)
show(fcntl.fcntl, r, fcntl.F_SETFD, None)
show(fcntl.fcntl, 99, fcntl.F_GETFD)
show(fcntl.fcntl, 2**40, fcntl.F_GETFD)
show(fcntl.ioctl, r, termios.FIONREAD, b'x'*2000)
show(fcntl.ioctl, r, termios.FIONREAD, 'x'*2)
show(fcntl.ioctl, r, termios.FIONREAD, 'x'*1030)
show(fcntl.ioctl, r, termios.FIONREAD, 1.5)
show(fcntl.ioctl, r, termios.FIONREAD, None)
show(fcntl.ioctl, r, 'x')
show(fcntl.ioctl, r, 2**33)
show(fcntl.ioctl, r, -1)
a = array.array('i',[0])
os.write(w,b'abc')
show(fcntl.ioctl, r, termios.FIONREAD, a)
print(a)
a = array.array('i',[0]);
show(fcntl.ioctl, r, termios.FIONREAD, a, False)
print(a)
show(fcntl.ioctl, r, termios.FIONREAD, b'\0\0\0\0')
show(fcntl.ioctl, r, termios.FIONREAD, bytearray(2000))
show(fcntl.ioctl, r, termios.FIONREAD, bytearray(2000), False)
show(fcntl.flock, r, fcntl.LOCK_SH)
show(fcntl.flock, r, 99)
show(fcntl.lockf, r, 99)
show(fcntl.lockf, r, 0)
show(fcntl.lockf, r, fcntl.LOCK_SH)
show(fcntl.lockf, 1, fcntl.LOCK_SH, 'x')
show(fcntl.lockf, 1, 'a')
show(termios.tcgetattr, r)
show(termios.tcgetattr, 'x')
show(termios.tcsetattr, r, 0, [])
show(termios.tcsetattr, r, 0, ())
show(termios.tcsetattr, r, 0, [0]*7)
show(termios.tcsetattr, r, 0, [0]*6+[[0]*3])
show(termios.tcsetattr, r, 0, ['x']*6+[[b'a']*32])
show(termios.tcsetattr, r, 0, [1]*6+[[b'ab']*32])
show(termios.tcsetattr, r, 0, [1]*6+[[b'a']*32])
show(termios.tcdrain, r)
show(termios.tcflush, r, 'x')
m, s = os.openpty()
show(termios.tcgetattr, s)
x = termios.tcgetattr(s)
show(termios.tcsetattr, s, 0, [0]*4+[1,1]+[x[6]])
show(termios.tcsetattr, s, 0, [0]*4+[0,1]+[x[6]])
show(termios.tcsetattr, s, 7, x)
x[6][0] = 256
show(termios.tcsetattr, s, 0, x)
x[6][0] = 'a'
show(termios.tcsetattr, s, 0, x)
x[6][0] = b'\x09'
x[3]&= ~termios.ICANON
x[6][termios.VMIN] = 3
show(termios.tcsetattr, s, 0, x)
show(termios.tcgetattr, s)
show(termios.tcgetwinsize, s)
show(termios.tcsetwinsize, s, (10,20))
show(termios.tcgetwinsize, s)
show(termios.tcsetwinsize, s, (10,))
show(termios.tcsetwinsize, s, 5)
show(termios.tcsetwinsize, s, 'ab')
show(termios.tcsetwinsize, s, [1,2**17])
show(termios.tcsetwinsize, s, [-1,2])
show(termios.tcsetwinsize, r, [1,2])
show(termios.tcgetwinsize, r)
show(termios.tcflow, s, termios.TCOON)
show(termios.tcflow, s, 77)
show(termios.tcsendbreak, s, 0)
print(termios.error, termios.error.__mro__)

tty.setraw(s)
raw = termios.tcgetattr(s)
print(raw[:6], raw[tty.CC][termios.VMIN], raw[tty.CC][termios.VTIME])
os.write(m, b'a\x03\r')
print(os.read(s, 10))
os.write(s, b'x\ny')
print(os.read(m, 10))
termios.tcsetattr(s, termios.TCSANOW, x)
tty.setcbreak(s, termios.TCSADRAIN)
print(termios.tcgetattr(s)[3] & (termios.ECHO | termios.ICANON))
print(tty.IFLAG, tty.CC, tty.TCSAFLUSH == termios.TCSAFLUSH, tty.__all__)
show(tty.setraw, r)

print(fcntl.fcntl(r, fcntl.F_GETFD), fcntl.fcntl(r, fcntl.F_GETFL) == os.O_RDONLY)
fcntl.fcntl(r, fcntl.F_SETFL, os.O_NONBLOCK)
show(os.read, r, 1)

holder = """
import fcntl, sys
file = open(sys.argv[1], 'r+')
getattr(fcntl, sys.argv[2])(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
print('got it')
"""
with tempfile.NamedTemporaryFile('w+') as file:
    for function in fcntl.flock, fcntl.lockf:
        def other():
            run = subprocess.run([sys.executable, '-c', holder, file.name, function.__name__], capture_output=True, text=True)
            return run.stdout or run.stderr.splitlines()[-1]
        function(file, fcntl.LOCK_EX)
        print(other())
        function(file, fcntl.LOCK_UN)
        print(other())
    fcntl.lockf(file, fcntl.LOCK_EX, 10, 5, os.SEEK_SET)
    import struct
    asked = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 0, 0))
    print(struct.unpack('hhqqi4x', asked)[0] == fcntl.F_UNLCK)
print(sorted(name for name in dir(fcntl) if name.isupper()))
print(sorted(name for name in dir(termios) if name.isupper()))
print([getattr(termios, name) for name in sorted(dir(termios)) if name.isupper()])
