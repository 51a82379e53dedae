# Servers that may open few files: clients that come when there are none wait until others go, and no processor is burnt meanwhile.
command -v curl >/dev/null || { echo "needs curl"; exit 77; }
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d)
cat >"$work/many.py" <<'END'
import socket, sys, time
port, pid = map(int, sys.argv[1:])

def processor_time():
    with open(f'/proc/{pid}/stat') as stat:
        return sum(map(int, stat.read().rpartition(')')[2].split()[11:13]))

clients = [socket.create_connection(('127.0.0.1', port), timeout=20) for _ in range(60)]
time.sleep(0.3)
before = processor_time()
time.sleep(0.5)
print('idle:', processor_time() - before < 25)  # hundredths of a second
answers = 0
for client in clients:
    client.sendall(b'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
    answers += client.recv(100).startswith(b'HTTP/1.1 200')
    client.close()
print('answers:', answers)
END
for kind in wsgi asgi; do
    : >"$work/out"
    (ulimit -n 40; exec "$PY" -m $kind _app:$kind --port 0 --quiet >"$work/out" 2>"$work/$kind.err") &
    server=$!
    tries=400
    until grep -q Serving "$work/out" || [ $tries -eq 0 ]; do sleep 0.05; tries=$((tries - 1)); done
    port=$(sed -n 's/.*on http:[^:]*:\([0-9]*\)\/ .*/\1/p' "$work/out")
    "$PY" "$work/many.py" "$port" $server
    kill $server
    wait $server
    echo "$kind: status $?"
done
cat "$work/wsgi.err"
grep -c 'out of system resource' "$work/asgi.err" | sed 's/^[1-9].*/asyncio says it/'
rm -rf "$work"
