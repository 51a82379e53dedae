# Names that modules make when they are first asked for are there in every way that programs look for them.
import collections
import pickle


def star(module):
    names = {}
    exec(f'from {module} import *', names)
    return names


wrappers = ['UserDict', 'UserList', 'UserString']
print([name for name in wrappers if name not in dir(collections)], dir(collections) == sorted(dir(collections)))
print([name for name in wrappers if star('collections')[name] is not getattr(collections, name)])
print([name for name in wrappers if vars(collections).get(name) is not getattr(collections, name)])
for kind in collections.UserDict, collections.UserList, collections.UserString:
    text = pickle.dumps(kind(()), 0)
    again = pickle.loads(text)
    print(kind, kind.__qualname__, kind.__len__.__qualname__, text[:30], again, type(again) is kind)
try:
    collections.UserTuple
except AttributeError as e:
    print(e)
