# A locale with separators of its own, made here, since a machine may have none: format "n", localeconv(), and floats, which keep
# their point.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cat >"$folder/source" <<'EOF'
comment_char %
escape_char /
LC_NUMERIC
decimal_point ","
thousands_sep "."
grouping 3;2
END LC_NUMERIC
EOF
localedef -c -i "$folder/source" -f ANSI_X3.4-1968 "$folder/xx_XX" >/dev/null 2>&1
if ! [ -e "$folder/xx_XX/LC_NUMERIC" ]; then
    echo "localedef makes no locales here"
    exit 77
fi
# glibc's newlocale() loses the memory of LOCPATH when there is no such locale.
ASAN_OPTIONS=detect_leaks=0 LOCPATH=$folder $PY - <<'EOF'
import locale
import json

print(locale.setlocale(locale.LC_ALL, 'C'), f'{1234567:n} {1.5:n}')
print(locale.setlocale(locale.LC_NUMERIC, 'xx_XX'), locale.setlocale(locale.LC_NUMERIC))
conventions = locale.localeconv()
print(conventions['decimal_point'], conventions['thousands_sep'], conventions['grouping'])
print(locale.nl_langinfo(locale.RADIXCHAR), locale.nl_langinfo(locale.THOUSEP))
for value in 0, 5, 123, 1234, 1234567, -1234567, 10**20, 1.5, 123456.75, 1234567.25, 1e10, -0.0, float('inf'), 2 + 1.5j, True:
    print(f'{value:n}|{value:>20n}|{value:<20n}|{value:^+20n}', end='|')
    print(f'{value:012n}|{value:013n}|{value:014n}|{value:*=20n}' if not isinstance(value, complex) else '')
print(f'{1234567.891:.10n} {1234.5:.3n} {1234567.5:#.7n}')
print(1234.5, repr(0.1), float('2.5'), '%.2f' % 3.25, f'{1234.5:,}', json.loads('1.5'), locale.str(1234.5), locale.atof('1.234,5'))
print(locale.setlocale(locale.LC_ALL))
print(locale.setlocale(locale.LC_ALL, 'C'), f'{1234567:n}')
EOF
