import linecache, os, sys
name = '/tmp/linecache_test_%d.txt' % os.getpid()
with open(name, 'wb') as f:
    f.write('# coding: utf-8\none\r\ntwo é\nlast'.encode())
print(linecache.getlines(name), repr(linecache.getline(name, 2)), repr(linecache.getline(name, 99)), repr(linecache.getline(name, 0)))
with open(name, 'wb') as f:
    f.write(b'# -*- coding: latin-1 -*-\nx\xe9\n')
print(len(linecache.getlines(name)), linecache.checkcache(name), linecache.getlines(name))
linecache.clearcache(); print(linecache.cache, linecache.getlines('/no/such/file'), linecache.getlines('<string>'), linecache.getline('', 1))
os.remove(name)


class Loader:
    def get_source(self, name): return f'source of {name}\nline 2'


g = {'__name__': 'modname', '__loader__': Loader()}
print(linecache.lazycache('gone.py', g), linecache.lazycache('gone.py', g), linecache.lazycache('other.py', None), linecache.getline('gone.py', 1, g), linecache.getline('gone.py', 2), len(linecache.cache))
print(linecache.getline(__file__, 1))
