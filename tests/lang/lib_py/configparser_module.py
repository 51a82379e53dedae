import configparser
import io
import os
import pickle
import tempfile
import warnings
from configparser import *


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error, error.args, type(error.__cause__).__name__)


def written(parser, **options):
    stream = io.StringIO()
    parser.write(stream, **options)
    return stream.getvalue()


TEXT = '''
# a comment
[DEFAULT]
base = /usr
; another
[Paths]
Home=%(base)s/home
lib : %(HOME)s/lib
  and more
    indented

  after an empty line
percent = 100%%
empty =
[Types]
number = 42
float: 1.5
yes = on
no = FALSE
bad = maybe
key = a=b:c
  # comment in a value
  goes on
'''
parser = ConfigParser()
parser.read_string(TEXT)
print(parser.sections(), parser.defaults(), list(parser), len(parser), parser['Paths'], parser['Types'].name)
for section in parser:
    print(section, dict(parser[section]))
print(parser.items('Paths'), parser.items('Paths', raw=True), parser.items('Types', vars={'Number': '7'}))
types = parser['Types']
print(types.getint('number'), types.getfloat('float'), types.getboolean('yes'), parser.getboolean('Types', 'no'))
attempt(types.getboolean, 'bad')
attempt(types.getint, 'bad')
print(types.get('none'), types.get('none', 'fall'), types.getint('none', 3), types.getint('none', fallback=4), types.getint('none'))
print(parser.get('Types', 'none', fallback=None), parser.getint('None', 'x', fallback=9), parser.get('Paths', 'home', vars={'base': '/opt'}), parser.get('Paths', 'home', raw=True))
attempt(parser.get, 'Types', 'None')
attempt(parser.get, 'none', 'x')
attempt(parser.getint, 'none', 'x')
attempt(parser.items, 'none')
attempt(parser.options, 'none')
attempt(lambda: parser['none'])
attempt(lambda: types['none'])
print(parser.options('Paths'), parser.has_option('Paths', 'BASE'), parser.has_option('', 'base'), parser.has_option('none', 'base'), 'Paths' in parser, 'DEFAULT' in parser, parser.has_section('DEFAULT'))
print(written(parser))
print(written(parser, space_around_delimiters=False))

print('-- changes')
parser.add_section('new')
parser.set('new', 'Key', 'value')
parser['new']['other'] = 'line one\nline two'
parser['made'] = {'a': 1, 'B': 'two', 'base': 'own'}
parser['made'] = {'c': 3}
print(parser.remove_option('new', 'key'), parser.remove_option('new', 'key'), parser.remove_section('Types'), parser.remove_section('Types'))
del parser['Paths']
print(written(parser))
for call in (lambda: parser.add_section('new'), lambda: parser.add_section('DEFAULT'), lambda: parser.add_section(1), lambda: parser.set('new', 'x', 1), lambda: parser.set('new', 1, 'x'), lambda: parser.set('none', 'x', 'y'),
             lambda: parser.set('new', 'x', '100%'), lambda: parser.set('new', 'x', '%%%(a)s %'), lambda: parser.remove_option('none', 'x'), lambda: parser.__delitem__('DEFAULT'), lambda: parser.__delitem__('none'),
             lambda: parser['new'].__delitem__('none'), lambda: parser['new'].__delitem__('base'), lambda: parser['new'].__setitem__('x', None)):
    attempt(call)
print(parser.popitem()[0], parser.popitem()[0])
attempt(parser.popitem)
parser['DEFAULT'] = {'only': 'this'}
print(dict(parser['DEFAULT']), len(parser['DEFAULT']), parser == parser)
parser.clear()
print(list(parser), parser.pop('x', 1), parser.setdefault('s', {'a': 'b'}), dict(parser.get('s', 'a', fallback=1) and parser['s']))

print('-- errors')
for text in ('x = 1', '[a]\n[a]', '[a]\nx=1\nX=2', '[a]\nnothing', '[a]\n=1', '[a]\nx\n[b]\n y\n= z', '[a]\nx=1\n[]\ny=2', '[a]trailing\nz=1\n  [b]\n', '[DEFAULT]\na=1\n[DEFAULT]\na=2'):
    p = ConfigParser()
    attempt(p.read_string, text)
    attempt(RawConfigParser(strict=False).read_string, text)
    print(list(p), [p.options(name) for name in p.sections()])
attempt(ConfigParser().read_dict, {'a': {'x': 1}, 'A': {'x': 1, 'X': 2}})
attempt(ConfigParser().read_dict, {1: {}, '1': {}})
attempt(ConfigParser().read_file, ['[a]', 'b'])
attempt(ConfigParser().read_file, ['b'], 'source')
for make in (lambda: NoSectionError('s'), lambda: DuplicateSectionError('s'), lambda: DuplicateSectionError('s', 'src'), lambda: DuplicateOptionError('s', 'o'), lambda: DuplicateOptionError('s', 'o', 'src', 123),
             lambda: NoOptionError('o', 's'), lambda: InterpolationError('o', 's', 'm'), lambda: ParsingError('src'), lambda: ParsingError(filename='f'), lambda: ParsingError(), lambda: ParsingError('a', 'b'),
             lambda: MissingSectionHeaderError('f', 3, 'l'), lambda: configparser.Error('plain'), lambda: InterpolationDepthError('o', 's', 'r'), lambda: InterpolationMissingOptionError('o', 's', 'r', 'ref')):
    try:
        error = make()
        print(repr(error), error.args, pickle.loads(pickle.dumps(error)) is not error, {k: v for k, v in vars(error).items() if k != 'message'})
    except ValueError as error:
        print(error)
    except TypeError as error:
        print('TypeError')

print('-- options of parsers')
p = ConfigParser(allow_no_value=True, delimiters=('->', '='), comment_prefixes=('//',), inline_comment_prefixes=('#', ';'), default_section='common', empty_lines_in_values=False)
p.read_string('[common]\nd -> 1\n// no\n[s]\nkey\nother -> x=y # cut\nurl = a#b ;c\nmulti = 1\n  2\n\n  3 -> three\n; inline only\n')
print({name: dict(p[name]) for name in p})
print(written(p))
p.set('s', 'none')
print(p['s'].get('none', 'fallback'), p.get('s', 'key'))
p = RawConfigParser()
p.optionxform = str
p.read_string('[s]\nKey = %(x)s\n')
p.set('s', 'Number', 5)
print(dict(p['s']), p.get('s', 'Number'))
p = ConfigParser({'a': '5%', 'N': 7}, interpolation=None)
print(p.defaults())
print(ConfigParser({'a': '5%'}).defaults())
p = ConfigParser(converters={'list': lambda text: text.split(','), 'path': os.path.basename})
p.read_string('[s]\nl = a,b\np = /x/y\n')
print(p.getlist('s', 'l'), p['s'].getlist('l'), p['s'].getpath('p'), p['s'].getlist('none'), p.getlist('s', 'none', fallback=[]), sorted(p.converters))
p.converters['upper'] = str.upper
print(p['s'].getupper('p'), p.getupper('s', 'p'), len(p.converters))
del p.converters['upper']
print(hasattr(p, 'getupper'), hasattr(p['s'], 'getupper'))
attempt(p.converters.__setitem__, '', int)
attempt(p.converters.__setitem__, 5, int)
attempt(p.converters.__delitem__, 'none')

print('-- interpolation')
text = '''[common]
name = joe
home = /home/%(name)s
[s]
a = %(b)s
b = %(c)s!
c = deep
loop = %(loop)s
missing = x %(nothing)s y
bad = %(b
odd = 5% of
twice = %%(b)s
'''
for kind in (BasicInterpolation, LegacyInterpolation):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        p = ConfigParser(interpolation=kind(), default_section='common')
    p.read_string(text)
    for option in p['s']:
        attempt(p.get, 's', option)
p = ConfigParser(interpolation=ExtendedInterpolation())
p.read_string('''[common]
dir = /opt
sub = ${dir}/sub
[s]
a = ${common:sub}/${b}
b = bee
loop = ${s:loop}
missing = ${common:none}
section = ${none:none}
own = ${none}
colons = ${a:b:c}
bad = ${a
odd = $5
twice = $${b}
case = ${B}
''')
for option in p['s']:
    attempt(p.get, 's', option)
attempt(p.set, 's', 'x', '$')
attempt(p.set, 's', 'x', '$$ ${a}')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'c.ini')
    with open(path, 'w') as file:
        file.write('[f]\nx = 1\n')
    print([os.path.basename(name) for name in p.read([path, path + '.none'])], len(p.read(path)), p['f']['x'])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    SafeConfigParser().readfp(io.StringIO('[a]\n'))
    print([(w.category.__name__, str(w.message)) for w in caught])
