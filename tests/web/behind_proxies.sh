# Both servers behind HAProxy behind nginx, with Redis as a shared counter: what curl asks through all of them is counted once, by both.
# What is not installed is fetched and unpacked for this run.
work=$(mktemp -d)
pids=
trap 'kill $pids 2>/dev/null; wait; rm -rf "$work"' EXIT

missing() {
    for program in curl nginx haproxy redis-server wrk; do
        command -v $program >/dev/null || echo $program
    done
}
# The programs, with the libraries that Debian 12 does not have anyway.
unpack() {
    cd "$work" || return
    timeout 120 apt-get download curl nginx haproxy libopentracing-c-wrapper0 libopentracing1 liblua5.3-0 \
        redis-server redis-tools libjemalloc2 liblzf1 wrk libluajit-5.1-2
    for package in *.deb; do
        dpkg -x "$package" root
    done
}
if [ -n "$(missing)" ]; then
    (unpack) >/dev/null 2>&1
    PATH=$PATH:$work/root/usr/bin:$work/root/usr/sbin
    LD_LIBRARY_PATH=$(echo "$work"/root/usr/lib/*-linux-gnu)
    export PATH LD_LIBRARY_PATH
fi
if [ -n "$(missing)" ]; then
    echo "needs curl, nginx, haproxy, redis-server and wrk, which cannot be fetched either (apt-get update; apt-get install curl nginx haproxy redis-server wrk): no $(missing | xargs)"
    exit 77
fi
cd "$(dirname "$0")" || exit 1

# shellcheck disable=SC2046 # five numbers
set -- $("$PY" -c '
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(5)]
print(*[s.getsockname()[1] for s in sockets])')
redis=$1 wsgi=$2 asgi=$3 haproxy=$4 nginx=$5
export REDIS_PORT="$redis"
TOP=$(cd ../.. && pwd)
export TOP

redis-server --port "$redis" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
pids="$pids $!"
"$PY" -m wsgi _counter:wsgi --port "$wsgi" --quiet >"$work/wsgi.log" 2>&1 &
pids="$pids $!"
"$PY" -m asgi _counter:asgi --port "$asgi" --quiet >"$work/asgi.log" 2>&1 &
pids="$pids $!"

cat >"$work/haproxy.cfg" <<END
defaults
    mode http
    timeout connect 10s
    timeout client 30s
    timeout server 30s
    option http-keep-alive
frontend front
    bind 127.0.0.1:$haproxy
    default_backend both
backend both
    balance roundrobin
    server wsgi 127.0.0.1:$wsgi
    server asgi 127.0.0.1:$asgi
END
cat >"$work/nginx.conf" <<END
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
events {}
http {
    access_log off;
    client_body_temp_path $work/body;
    proxy_temp_path $work/proxy;
    fastcgi_temp_path $work/fastcgi;
    uwsgi_temp_path $work/uwsgi;
    scgi_temp_path $work/scgi;
    client_max_body_size 10m;
    upstream haproxy {
        server 127.0.0.1:$haproxy;
        keepalive 8;
    }
    server {
        listen 127.0.0.1:$nginx;
        location / {
            proxy_pass http://haproxy;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_request_buffering off;
        }
    }
}
END
haproxy -db -f "$work/haproxy.cfg" >"$work/haproxy.log" 2>&1 &
pids="$pids $!"
nginx -e "$work/nginx.log" -c "$work/nginx.conf" >/dev/null 2>&1 &
pids="$pids $!"

ask() { curl -sS --noproxy '*' --max-time 20 "$@"; }
for port in "$wsgi" "$asgi" "$haproxy" "$nginx"; do
    ask --retry 40 --retry-all-errors --retry-delay 1 -f -o /dev/null "http://127.0.0.1:$port/" 2>/dev/null
done
seen=$(ask "http://127.0.0.1:$nginx/" | cut -d' ' -f1)

url="http://127.0.0.1:$nginx"
ask "$url/[1-40]" >"$work/counts"
echo "answers: $(wc -l <"$work/counts"), different counts: $(cut -d' ' -f1 "$work/counts" | sort -u | wc -l)"
echo "the last one: $(($(tail -1 "$work/counts" | cut -d' ' -f1) - seen)) later"
cut -d' ' -f2 "$work/counts" | sort | uniq -c | sed 's/^ *//'

head -c 3000000 /dev/zero >"$work/large"
ask -H 'Transfer-Encoding: chunked' -H 'Expect: 100-continue' -T "$work/large" "$url/up" -T "$work/large" "$url/up" | cut -d' ' -f2,3 | sort
printf 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG' |
    ask --max-time 5 "telnet://127.0.0.1:$asgi" | head -1 | tr -d '\r'

wrk -t2 -c16 -d1s "$url/" >"$work/wrk" 2>&1
grep -c 'Requests/sec' "$work/wrk"
grep -E 'Non-2xx|Socket errors' "$work/wrk"
cat "$work/asgi.log" "$work/wsgi.log" | grep -v Serving
