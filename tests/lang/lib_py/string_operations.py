"""Format strings and templates, right and wrong ones; the parts that a subclass may override."""
import string
from string import *


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e), str(e.__context__))
    print(repr(r))


print(*map(repr, (whitespace, ascii_lowercase, ascii_uppercase, ascii_letters, digits, hexdigits, octdigits,
                  punctuation, printable)))
for a in [('  hello  world\n x ',), ('a-b-c', '-'), ('', ), ('ab  cd', ' '), ('ÄB cd', None)]: tr(capwords, *a)
f = Formatter()
for s in ['{}', '{0}', '{}{}', '{0}{1}', '{}{1}', '{1}{}', '{a}', '{a}{}', '{}{a}{}', '{0!r}', '{!s:>5}', '{a!a}',
          '{0!x}', '{0!}', '{:{}}', '{0:{1}}', '{:{1}}', '{0:{}}', '{:{:{}}}', '{0:{1:{2}}}', '{0:{1:{2:{3}}}}',
          '{{}}', '{{{}}}', '}', '{', '{0', '{0.real}', '{0[0]}', '{a[k]}', '{a.b.c}', '{0.x}', '{9}', '{zz}', '',
          'plain', '{a!r:^{w}}', '{00}', '{0}{00}', '{²}', '{-1}', '{ }', '{0:{w}.{p}}', '{0!s}{0!r}', '{0[a]}',
          '{[0]}{[1]}', '{.real}', '{a:}{b:x}']:
    print(s, end=' '); tr(f.format, s, 'x', 6, 3, a={'k': 'v'}, w=12, p=2, b=255)
tr(f.vformat, '{0} {a}', (1,), {'a': 2}); tr(f.format); tr(f.format, format_string='x')
tr(f.format, '{self}', self=1); tr(f.format, '{0:d}', 'a'); tr(f.format, 5)


class F(Formatter):
    def get_value(self, k, a, kw): print('get', k); return super().get_value(k, a, kw) if k != 'dflt' else 'D'
    def check_unused_args(self, u, a, kw): print('check', sorted(map(str, u)), a, kw)
    def format_field(self, v, s): print('field', v, s); return super().format_field(v, s)
    def convert_field(self, v, c): print('conv', v, c); return v.upper() if c == 'u' else super().convert_field(v, c)
    def parse(self, s): return super().parse(s.replace('<', '{').replace('>', '}'))


tr(F().format, '<0!u:*^<w>> <dflt> <a[0].real>', 'abc', 'unused', w=9, a=[7])
print(list(f.parse('a{b!r:c{d}}e{{f}}{g}')), f.get_field('a.b[c]', (), {'a': type('Q', (), {'b': {'c': 1}})}),
      f.convert_field(5, None), f.get_value(0, [1], {}), f.check_unused_args([], [], {}), f.format_field(3.5, '.2f'))
tr(f.convert_field, 1, 'z')
for s in ['$a', '${a}', '$$', '$a$b', '${a}b', '$', '$ x', '$1', '${', '${}', '${a', '${a b}', '$a.b', '$_x1', '$A',
          '$é', 'x$', 'l1\nl2 $', '\n$!', 'plain', '$$$a', '$a$$', '${a}${b}', '$ab', 'a\r\nb$']:
    t = Template(s); print(repr(s), t.is_valid(), t.get_identifiers(), end=' ')
    tr(t.substitute, {'a': 1}, b='B', _x1='u'); tr(t.safe_substitute, {'a': 1}, A=2);
t = Template('$a $b'); tr(t.substitute, {'a': 1}); tr(t.substitute, a=1, b=2); tr(t.substitute, {'a': 0}, a=1, b=2)
tr(t.substitute, {'a': 1}, {'b': 2}); tr(t.safe_substitute); tr(t.substitute); tr(t.substitute, 5)
print(Template('$self $mapping').substitute(self=1, mapping=2), t.template, Template.delimiter, Template.idpattern,
      Template.braceidpattern)


class Pct(Template): delimiter = '%'


class Long(Template): delimiter = '<<'
print(Pct('%a 100%% $a %{a}').substitute(a=1), Long('<<a <<<< <<{a} <').substitute(a=2), Pct('%').is_valid())


class Missing(dict):
    def __missing__(self, k): return f'<{k}>'


print(Template('$x ${y}').substitute(Missing()))
