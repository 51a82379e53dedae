# minipy -m wsgi: the command line, the log, curl as a client, and how it stops.
command -v curl >/dev/null || { echo "needs curl"; exit 77; }
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d)
wait_for() { # PATTERN FILE, for 20 seconds at most
    tries=400
    until grep -q "$1" "$2" || [ $tries -eq 0 ]; do sleep 0.05; tries=$((tries - 1)); done
}
start() {
    : >"$work/out"
    : >"$work/err"
    "$PY" -m wsgi --port 0 "$@" >"$work/out" 2>"$work/err" &
    server=$!
    wait_for Serving "$work/out"
    url=$(sed -n 's/.*on \(http[^ ]*\) .*/\1/p' "$work/out")
}
finish() {
    kill -"$1" $server
    wait $server
    echo "status $?"
    sed "s|$url|URL|" "$work/out"
    sed 's/\[[^]]*\]/[TIME]/; s/^127.0.0.1 - - /PEER /' "$work/err"
}
ask() { curl -sS --noproxy '*' --max-time 20 "$@"; }

start _app:wsgi --threads 2
ask "${url}a%20b?q=1"
ask -d 'some data' "${url}form"
head -c 3000000 /dev/zero | ask -T - -H 'Expect: 100-continue' "${url}upload"
ask -I "${url}head" | sed '/^Date/d'
ask "${url}one" "${url}two" -w '%{num_connects} %{http_code}\n'
ask -X 'BAD METHOD' "${url}"
ask -0 "${url}old"
ask "${url}slow" >"$work/slow" &
client=$!
wait_for begins "$work/err"
finish INT
wait $client
cat "$work/slow"

start _app:wsgi --quiet --host 127.0.0.1
ask "${url}"
finish TERM

for arguments in "" "_app" "_app:none" "_app:number" "nothing:app" "_app:wsgi --threads 0" "_app:wsgi --port x" "_app:wsgi --host 192.0.2.1"; do
    # shellcheck disable=SC2086 # words
    "$PY" -m wsgi $arguments 2>&1 | tail -1
done
"$PY" -m wsgi --help
rm -rf "$work"
