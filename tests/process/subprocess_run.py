# run(), call(), check_output() and their like: results and errors.
import os
import subprocess
import sys
import tempfile
from subprocess import DEVNULL, PIPE, STDOUT


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error, getattr(error, 'filename', ''), getattr(error, 'output', ''))


run = subprocess.run
print(run(['echo', 'hi'], capture_output=True))
print(run(['echo', 'hi'], capture_output=True, text=True))
print(run('echo out; echo err >&2; exit 3', shell=True, stdout=PIPE, stderr=STDOUT, encoding='utf-8'))
print(run('echo out; echo err >&2', shell=True, stdout=DEVNULL, stderr=PIPE))
print(run('cat', input='\u20ac\nline\n', capture_output=True, text=True, encoding='utf-8').stdout)
print(run('cat', input='', capture_output=True, text=True), run('cat', stdin=DEVNULL, stdout=PIPE).stdout)
print(run('printf "a\\r\\nb\\rc\\n"', shell=True, stdout=PIPE, universal_newlines=True).stdout.split('\n'))
print(run('kill -9 $$', shell=True), subprocess.call('exit 7', shell=True), subprocess.check_call(['true']))
print(subprocess.getoutput('echo a; echo b'), subprocess.getstatusoutput('echo c; exit 2'))
print(subprocess.check_output('cat', input=b'x' * 1000000) == b'x' * 1000000)
print(len(run('head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2', shell=True, capture_output=True).stderr))
print(run(['true'], input=b'z' * 1000000, stdout=PIPE))  # which does not read it
print(run(['sh', '-c', 'echo $0 $VARIABLE; pwd', 'name'], env={'VARIABLE': 'v'}, cwd='/', stdout=PIPE).stdout)
print(run(['name', '-c', 'echo $0'], executable='/bin/sh', stdout=PIPE).stdout)
print(run('echo $0', shell=True, executable='/bin/bash', stdout=PIPE).stdout)
print(os.popen('echo popen; exit 1').read(), os.popen('exit 1').close(), os.popen('true').close())

attempt(run, ['nothing-of-that-name'])
attempt(run, ['/nothing/of/that/name', 'x'])
attempt(run, ['ls'], cwd='/nothing')
attempt(run, ['/etc/passwd'])
attempt(run, ['/etc'])
attempt(run, [])
attempt(run, [''])
attempt(run, ['a\0b'])
attempt(run, 'exit 3', shell=True, check=True)
attempt(run, 'echo out; kill -TERM $$', shell=True, check=True, stdout=PIPE)
attempt(subprocess.check_call, ['false'])
attempt(subprocess.check_output, 'echo before; exit 4', shell=True)
attempt(subprocess.check_output, ['true'], stdout=PIPE)
attempt(subprocess.check_output, ['true'], check=True)
attempt(run, ['true'], input=b'', stdin=PIPE)
attempt(run, ['true'], capture_output=True, stdout=PIPE)
attempt(run, ['true'], text=True, universal_newlines=False)
attempt(run, ['true'], bufsize='x')
attempt(run, ['true'], stdout=STDOUT)
attempt(run, ['true'], env={'a=b': 'c'})
attempt(run, ['true'], creationflags=1)
attempt(run, ['true'], user=-2)
attempt(run, ['true'], user=1.5)
attempt(run, ['true'], group='no-such-group')
attempt(run, ['true'], extra_groups='x')
attempt(run, ['true'], preexec_fn=lambda: 1 / 0)
attempt(subprocess.CompletedProcess(['x'], 1, 'out', 'err').check_returncode)
print(str(subprocess.CalledProcessError(-9, 'x')), '|', str(subprocess.CalledProcessError(-99, 'x')))
print(subprocess.TimeoutExpired(['a'], 1.5), subprocess.TimeoutExpired(['a'], 1, output=b'o').stdout)

print('timeouts')
for kwargs in {}, {'stdout': PIPE}, {'stdout': PIPE, 'stderr': PIPE}:
    try:
        run('echo begun; exec sleep 60', shell=True, timeout=0.3, **kwargs)
    except subprocess.TimeoutExpired as error:
        print(error.cmd, round(error.timeout, 1), error.output, error.stderr)
try:
    subprocess.call(['sleep', '60'], timeout=0.05)
except subprocess.TimeoutExpired as error:
    print(error)

print('in the child')
print(run([sys.executable, '-c', 'import os; print(os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid())'],
          stdout=PIPE, start_new_session=True).stdout)
print(run([sys.executable, '-c', 'import os; print(os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid())'],
          stdout=PIPE, process_group=0).stdout)
print(run(['sh', '-c', 'umask'], umask=0o77, stdout=PIPE).stdout)
print(run(['sh', '-c', 'pwd'], preexec_fn=lambda: os.chdir('/usr'), stdout=PIPE).stdout)
reading, writing = os.pipe()
os.set_inheritable(writing, True)
there = f'[ -e /proc/self/fd/{writing} ] && echo there || echo gone'
for kwargs in {}, {'close_fds': False}, {'pass_fds': [writing]}, {'pass_fds': [writing], 'preexec_fn': int}:
    print(run(['sh', '-c', there], stdout=PIPE, **kwargs).stdout)
print(run(['sh', '-c', f'echo through >&{writing}'], pass_fds=[writing]).returncode, os.read(reading, 100))
with tempfile.TemporaryFile() as file:
    run('echo to a file; echo and this >&2', shell=True, stdout=file, stderr=STDOUT)
    file.seek(0)
    print(file.read())
    file.seek(0)
    print(run('cat', stdin=file, stdout=PIPE).stdout)
# Descriptors 0 to 2 in any order: they are moved through each other's places.
code = '''
import os, subprocess, sys
saved = os.dup(1)
os.dup2(saved, 0); os.dup2(saved, 2)
r, w = os.pipe()
os.dup2(w, 0)
p = subprocess.Popen(['sh', '-c', 'echo one; echo two >&2'], stdout=2, stderr=0)
p.wait()
os.close(w)
print(os.read(r, 100))
'''
print(run([sys.executable, '-c', code], stdout=PIPE).stdout)
print(subprocess.list2cmdline(['a', 'b c', 'd"e', 'f\\', 'g h\\', '']))
