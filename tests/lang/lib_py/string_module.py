import string
from string import *
print(repr(whitespace), ascii_letters, digits, hexdigits, octdigits, punctuation, len(printable))
print(capwords('hello  big wORLD '), capwords('a-b c-d', '-'), repr(capwords('')))
t = Template('$who likes ${what}s, $$5 $Who')
print(t.substitute(who='tim', what='kung pao', Who=1), t.template, t.substitute({'who': 1, 'what': 2}, Who=3), t.safe_substitute(who='x'), t.safe_substitute())
for bad in ('$', 'a\n $ b', '${', '$9', '${a', '$$$', 'ok ${a b}', '${}', '$é'):
    try:
        print(Template(bad).substitute(a=1))
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)
    print(Template(bad).safe_substitute(a=1), Template(bad).is_valid(), Template(bad).get_identifiers())
try:
    t.substitute(who=1)
except KeyError as e:
    print('KeyError', e)
print(t.get_identifiers(), t.is_valid(), Template('$a_1b-${A}$$').substitute(a_1b='x', A='y'))


class Pct(Template):
    delimiter = '%'


print(Pct('%a $a %% %{a}').substitute(a=1))
f = Formatter()
print(f.format('{} {} {0}'.replace('{0}', '{x}'), 1, 2, x=3), f.format('{0} {1!r:>5} {a.real} {b[0]} {b[k]}'.replace(' {b[k]}', ''), 'a', 'b', a=5, b=[7]), f.format('{:{}}|{:>{w}}', 'x', 4, 'y', w=3), f.format('{{}} {0!s}{0!a}', 'é'))
for args in (('{} {0}', 1), ('{0} {}', 1), ('{', 1), ('}', 1), ('{!x}', 1), ('{a}',), ('{:{:{:{}}}}', 1, 2, 3, 4), ('{0.foo}', 1), ('{1}', 1)):
    try:
        print(f.format(*args))
    except (ValueError, KeyError, IndexError, AttributeError) as e:
        print(type(e).__name__, e)


class NS(Formatter):
    def get_value(self, key, args, kw):
        return super().get_value(key, args, kw) if isinstance(key, int) else kw.get(key, f'<{key}>')
    def check_unused_args(self, used, args, kw): print('unused', sorted(set(range(len(args))) - {u for u in used if isinstance(u, int)}))
    def format_field(self, v, spec): return super().format_field(v, spec) + '!'
    def convert_field(self, v, c): return v.upper() if c == 'u' else super().convert_field(v, c)


print(NS().format('{0} {zz} {1!u}', 1, 'up', 3), NS().vformat('{a}', (), {'a': 2}), list(f.parse('a{b!r:c}d')), f.get_field('0.real', (5,), {}))
