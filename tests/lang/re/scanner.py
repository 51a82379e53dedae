# re.Scanner: patterns with references to their own groups, and what libraries do with its scanner.
import re
s = re.Scanner([(r'a(?:b)(?:c)', lambda sc, t: (t, sc.match.lastindex)), (r'\s', None), (r'(x)\1(y)?', lambda sc, t: (t, sc.match.lastindex, sc.match.group(1, 2))), ('q', 'Q'), ('z+', lambda sc, t: (sc.match.span(), sc.match[0]))], re.I)
print(s.scan('abc xx xxy XxY  q zz A'))
print(s.scan(''), s.scan('!'), s.scan('q!'))
sc = s.scanner.scanner('..q abc,zz xx;')
while m := sc.search(): print(m.group(), m.lastindex, m.span())
sc = s.scanner.scanner('qzz!q', 1, 4)
print(sc.match().lastindex, sc.match())
e = re.Scanner([('x*', 'X'), ('y', 'Y')])
print(e.scan('xxyx'))
sc = e.scanner.scanner('xyx')
for _ in range(7):
    m = sc.search(); print(m and (m.span(), m.lastindex))
print(s.scanner.match('q').lastindex, s.scanner.search('..zz').lastindex, s.scanner.match('!'))
