# Patterns that look at the locale have tables of their own.
import re

for i in range(3):
    print(re.compile(b'(?L)\\w+%d' % i, re.L).findall(b'abc0 d1 e2'))
    re.purge()
