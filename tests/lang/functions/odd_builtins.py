# globals["__builtins__"] may be anything: a dict, a module, or an object that is only asked for items.
import builtins
import types


def attempt(what, function):
    try:
        print(' ', what, function())
    except SystemError:
        print(' ', what, 'SystemError')
    except Exception as e:
        print(' ', what, type(e).__name__, e)


def run(source, space):
    space = {'__builtins__': space}
    exec(source, space)
    del space['__builtins__']
    return {name: v if isinstance(v, (str, int)) else type(v).__name__ for name, v in space.items()}


class Inventive(dict):
    def __getitem__(self, key):
        return lambda *args: 'got ' + key


class Missing(dict):
    def __missing__(self, key):
        return lambda *args: 'missed ' + key


class Asked:
    def __getitem__(self, key):
        if key == 'absent':
            raise KeyError(key)
        if key == 'broken':
            raise ValueError('no')
        return getattr(builtins, key)


short = lambda: len([1])
for odd in None, 1, 'x', [], {}, {'len': lambda x: 'own'}, Inventive(), Missing(), Asked(), builtins, types.ModuleType('m'):
    print(type(odd).__name__)
    attempt('nothing', lambda: run('x = 1', odd))
    attempt('len', lambda: run('x = len([])', odd))
    attempt('import', lambda: run('import sys', odd))
    attempt('class', lambda: run('class A: x = 1', odd))
    attempt('function', lambda: run('def f(): return len([])\nx = f()', odd))
    attempt('comprehension', lambda: eval('[i for i in [1]]', {'__builtins__': odd}))
    attempt('made', lambda: types.FunctionType(short.__code__, {'__builtins__': odd})())
    made = types.FunctionType(short.__code__, {'__builtins__': odd}).__builtins__
    print(' ', made is odd, made is vars(builtins))

print('names')
for name in 'absent', 'broken', 'len':
    attempt(name, lambda: eval(name, {'__builtins__': Asked()}))

print('__build_class__')
attempt('a number', lambda: run('class A: pass', {'__build_class__': 3}))
attempt('a function', lambda: run('class A: pass', {'__build_class__': lambda body, name: name}))

# What one code object remembers of usual builtins does not hold for odd ones.
code = compile('def f(): return len([1, 2])\nseen.append(f())', '<code>', 'exec')
space = {'seen': [], '__builtins__': builtins}
for odd in builtins, Inventive(), builtins, Asked(), 5, builtins:
    space['__builtins__'] = odd
    for i in range(3):
        attempt('again', lambda: exec(code, space))
print(space['seen'])

# Code that is told of no builtins has those of the code that runs it.
space = {'__builtins__': {'len': lambda x: 'inner', 'exec': exec, 'kind': types.FunctionType, 'globals': globals}}
exec('''
def f(): return len([])
x = kind(f.__code__, {})()
inner = {}
exec("y = len([])", inner)
''', space)
print(space['x'], space['inner']['y'], sorted(space['inner']['__builtins__']))
