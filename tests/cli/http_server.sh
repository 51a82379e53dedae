# python -m http.server: a folder is served until Ctrl-C, by threads; bad options are errors.
dir=$(mktemp -d); cd "$dir" || exit 1
mkdir site; echo hello >site/file.txt
cat >drive.py <<'END'
import http.client, os, signal, sys

def start(*args):
    """The server in a process of its own, for which Ctrl-C is not ignored; its pid and its output."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.dup2(write_end, 1)
        os.dup2(os.open('log', os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.execv(os.environ['PY'], [os.environ['PY'], '-u', '-m', 'http.server', *args])
    os.close(write_end)
    return pid, os.fdopen(read_end)

def visit(*args, host):
    pid, output = start(*args)
    line = output.readline()
    port = line.split()[5]
    for method, path in ('GET', '/file.txt'), ('GET', '/'), ('HEAD', '/none'), ('POST', '/'):
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.request(method, path)
        with connection.getresponse() as answer:
            print(method, path, answer.status, answer.reason, answer.version, answer.headers['Content-type'], b'file.txt' in answer.read())
        connection.close()
    os.kill(pid, signal.SIGINT)
    print(line.replace(port, 'PORT'), output.read(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    with open('log') as log:
        print([entry[:10] + entry[entry.index(']'):] for entry in log.read().splitlines()])
    return port

visit('0', '--bind', '127.0.0.1', '--directory', 'site', host='127.0.0.1')
os.chdir('site')
visit('-b', '127.0.0.1', '-p', 'HTTP/1.1', '0', host='127.0.0.1')
END
export PY
"$PY" drive.py
"$PY" -m http.server --help
"$PY" -m http.server nonsense; echo "status $?"
rm -rf "$dir"
