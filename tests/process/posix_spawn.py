# os.posix_spawn and posix_spawnp.
import os
import signal
import tempfile


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


def status(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def output(command, env={}, actions=(), **kwargs):
    reading, writing = os.pipe()
    pid = os.posix_spawn('/bin/sh', ['sh', '-c', command], env, **kwargs,
                         file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_CLOSE, writing), *actions])
    os.close(writing)
    with open(reading) as file:
        text = file.read()
    return status(pid), text


print(status(os.posix_spawn('/bin/true', ['true'], {})), status(os.posix_spawnp('false', ['false'], os.environ)))
print(output('echo $0 $A; exit 3', {'A': 'b', b'C': b'd'}))
with tempfile.TemporaryDirectory() as folder:
    name = folder + '/file'
    print(output('echo to a file >&2; cat <&3', {'PATH': '/bin:/usr/bin'},
                 [(os.POSIX_SPAWN_OPEN, 2, name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                  (os.POSIX_SPAWN_OPEN, 3, '/dev/null', os.O_RDONLY, 0)]), open(name).read())
session = output('cut -d" " -f6 /proc/self/stat', os.environ, setsid=True)[1]
print(int(session) != os.getsid(0), output('echo', setpgroup=0, resetids=True))
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
show = 'grep -E "Sig(Blk|Ign)" /proc/self/status'
print(output(show, os.environ, setsigmask=[signal.SIGUSR2]), output(show, os.environ, setsigdef=[signal.SIGUSR1])[1])
print(output('echo', scheduler=(None, os.sched_param(0))))
attempt(os.posix_spawn, '/no/such/program', ['x'], {})
attempt(os.posix_spawnp, 'no-such-program', ['x'], {})
attempt(os.posix_spawn, '/bin/true', [], {})
attempt(os.posix_spawn, '/bin/true', [''], {})
attempt(os.posix_spawn, '/bin/true', 'true', {})
attempt(os.posix_spawn, '/bin/true', ['true'], {'a=b': 'c'})
for actions in [[()], [3], [(9,)], [(0, 1)], [(1,)], [(2, 3)], [('x',)]]:
    attempt(os.posix_spawn, '/bin/true', ['true'], {}, file_actions=actions)
attempt(os.posix_spawn, '/bin/true', ['true'], {}, setsigmask=[0])
attempt(os.posix_spawn, '/bin/true', ['true'], {}, scheduler=(1,))
attempt(os.posix_spawn, '/bin/true', ['true'], {}, setpgroup='x')
for flag in 'yes', 1.5, None, 2 ** 70:
    attempt(os.posix_spawn, '/bin/true', ['true'], {}, resetids=flag)
    attempt(os.posix_spawn, '/bin/true', ['true'], {}, setsid=flag)
