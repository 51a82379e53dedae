import fileinput
import filecmp
import getpass
import grp
import io
import os
import pickle
import platform
import pwd
import secrets
import signal
import sys
import tempfile
import uuid
import warnings


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


print('-- uuid')
u = uuid.UUID('{12345678-1234-5678-1234-567812345678}')
print(u, repr(u), u.hex, u.int, u.urn, u.bytes, u.bytes_le, u.fields, u.time, u.clock_seq, u.node, u.variant, u.version, hash(u) == hash(u.int), int(u))
for made in (uuid.UUID(bytes=u.bytes), uuid.UUID(bytes_le=u.bytes_le), uuid.UUID(fields=u.fields), uuid.UUID(int=u.int), uuid.UUID(u.urn), pickle.loads(pickle.dumps(u))):
    print(made == u, made.is_safe)
for version in range(1, 6):
    v = uuid.UUID(int=u.int, version=version)
    print(v, v.version, v.variant, v.time)
for n in (0, 6 << 61, 7 << 61, 4 << 61, 2 << 61):
    print(uuid.UUID(int=n).variant, uuid.UUID(int=n).version)
print(uuid.uuid3(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid5(uuid.NAMESPACE_URL, 'http://x'), uuid.NAMESPACE_OID, uuid.NAMESPACE_X500)
print(uuid.uuid4().version, uuid.uuid4() != uuid.uuid4(), uuid.uuid1(5, 6).node, uuid.uuid1(5, 6).clock_seq, uuid.uuid1().version, uuid.getnode() == uuid.getnode(), u < uuid.UUID(int=u.int + 1), u == 5, sorted([uuid.UUID(int=2), uuid.UUID(int=1)]))
for make in (lambda: uuid.UUID(), lambda: uuid.UUID('x'), lambda: uuid.UUID(bytes=b'x'), lambda: uuid.UUID(bytes_le=b'x'), lambda: uuid.UUID(fields=(1,)), lambda: uuid.UUID(fields=(1, 1, 1, 256, 1, 1)), lambda: uuid.UUID(int=-1), lambda: uuid.UUID(int=1, version=9), lambda: setattr(u, 'int', 1), lambda: u < 5, lambda: uuid.UUID('z' * 32)):
    attempt(make)

print('-- platform')
names = platform.uname()
print(names.system == os.uname().sysname, len(names), names[0], list(names)[:5] == list(os.uname()), names.machine == platform.machine(), pickle.loads(pickle.dumps(names)) == names, platform.system_alias('SunOS', '5.8', 'v'), platform.python_version_tuple()[:2], platform.architecture()[0], platform.mac_ver(), platform.win32_ver(), platform.python_implementation())
print(platform.platform().startswith('Linux-'), platform.platform(terse=True).count('-') >= 2, platform.libc_ver()[0], 'ID' in platform.freedesktop_os_release())

print('-- secrets')
print(len(secrets.token_bytes()), len(secrets.token_hex(5)), '=' in secrets.token_urlsafe(7), 0 <= secrets.randbelow(5) < 5, secrets.choice([1]), secrets.randbits(3) < 8, secrets.compare_digest('a', 'a'))
attempt(secrets.randbelow, 0)

print('-- getpass')
os.environ['LOGNAME'] = 'somebody'
print(getpass.getuser())
for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'):
    os.environ.pop(name, None)
print(getpass.getuser() == pwd.getpwuid(os.getuid()).pw_name, issubclass(getpass.GetPassWarning, UserWarning))

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    print('-- fileinput')
    for name, text in (('a', 'a1\na2\n'), ('b', 'b1\nb2'), ('c', ''), ('d', 'd1\n')):
        with open(name, 'w') as file:
            file.write(text)
    with fileinput.input(['a', 'b', 'c', 'd']) as lines:
        print(fileinput.filename(), fileinput.lineno(), fileinput.fileno())
        for line in lines:
            print(repr(line), fileinput.filename(), fileinput.lineno(), fileinput.filelineno(), fileinput.isfirstline(), fileinput.isstdin(), fileinput.fileno() > 2)
            if line == 'a1\n':
                fileinput.nextfile()
    attempt(fileinput.input, 'a', mode='w')
    attempt(fileinput.input, 'a', inplace=True, openhook=open)
    attempt(fileinput.input, 'a', openhook=5)
    fileinput.close()
    attempt(fileinput.lineno)
    with fileinput.FileInput('a', inplace=True, backup='.old') as lines:
        for line in lines:
            print(line.upper(), end='')
    print(open('a').read(), open('a.old').read())
    with fileinput.input('b', inplace=True) as lines:
        for line in lines:
            print('x' + line, end='')
    print(open('b').read(), os.path.exists('b.bak'))
    with fileinput.FileInput(('a', 'd'), mode='rb') as lines:
        print(list(lines), lines.readline())
    sys.stdin = io.StringIO('from stdin\n')
    with fileinput.FileInput(('-', 'd')) as lines:
        for line in lines:
            print(line, lines.filename(), lines.isstdin())
    sys.argv[1:] = ['a', 'd']
    print(list(fileinput.input(openhook=fileinput.hook_encoded('latin-1'))))
    attempt(lambda: list(fileinput.FileInput('none')))

    print('-- filecmp')
    for name, text in (('l/same', 'x'), ('r/same', 'x'), ('l/diff', 'x'), ('r/diff', 'y'), ('l/left', ''), ('r/right', ''), ('l/sub/deep', '1'), ('r/sub/deep', '22'), ('l/funny', ''), ('r/funny/f', ''), ('l/__pycache__', ''), ('l/sub/s2/x', ''), ('r/sub/s2/y', '')):
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, 'w') as file:
            file.write(text)
    for name in ('l/diff', 'r/diff'):
        os.utime(name, (0, 0))
    print(filecmp.cmp('l/same', 'r/same'), filecmp.cmp('l/diff', 'r/diff'), filecmp.cmp('l/diff', 'r/diff', shallow=False), filecmp.cmp('l/sub', 'r/sub'), filecmp.cmp('l/sub/deep', 'r/sub/deep'))
    os.utime('r/diff', (5, 5))
    filecmp.clear_cache()
    print(filecmp.cmpfiles('l', 'r', ['same', 'diff', 'left', 'none'], shallow=False))
    found = filecmp.dircmp('l', 'r')
    print(found.left_list, found.right_list, found.common, found.left_only, found.right_only, found.common_dirs, found.common_files, found.common_funny, found.same_files, found.diff_files, found.funny_files, list(found.subdirs))
    found.report()
    filecmp.dircmp('l', 'r').report_partial_closure()
    filecmp.dircmp('l', 'r', ignore=['same']).report_full_closure()
    attempt(lambda: found.nothing)
    os.chdir('/')
print('-- numbers of no user, no group, no signal')
for number in 2 ** 31 + 5, -2, 2 ** 70, -2 ** 70, 1.5:
    attempt(pwd.getpwuid, number)
    attempt(grp.getgrgid, number)
    attempt(signal.pthread_sigmask, signal.SIG_BLOCK, [number])
