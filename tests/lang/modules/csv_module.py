# Module csv: reading, writing, dialects, rows with names, errors.
import copy
import csv
import io
import itertools
import pickle


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


def read(text, **rules):
    return list(csv.reader(io.StringIO(text, newline=''), **rules))


def write(*rows, **rules):
    out = io.StringIO(newline='')
    writer = csv.writer(out, **rules)
    for row in rows:
        writer.writerow(row)
    return out.getvalue()


print(csv.__all__, csv.__version__, csv.Error.__mro__)
print('-- rules')
for rules in (dict(delimiter='ab'), dict(delimiter=3), dict(delimiter=None), dict(delimiter=''), dict(quotechar='ab'), dict(quotechar=3),
              dict(quotechar=''), dict(quotechar=None), dict(quotechar=None, quoting=0), dict(escapechar=3), dict(escapechar='ab'),
              dict(escapechar=''), dict(quoting=9), dict(quoting='x'), dict(quoting=True), dict(lineterminator=None),
              dict(lineterminator=3), dict(delimiter='\n'), dict(delimiter='"'), dict(strict=1, skipinitialspace=[])):
    attempt(read, 'a,b', **rules)
attempt(csv.reader, 3)
attempt(csv.reader, [], 'nope')
attempt(csv.writer, 3)

print('-- reading')
TEXTS = ['', 'a', 'a,b\nc', ',', '\n\na\n\n', 'a,b\r\nc,d\r\n', 'a\rb', '"a,b",c', '"a""b"', '"a\nb",c', '"a"b', '"a', '"a\n', 'a"b"', ' "a", b', 'a\\,b\\"',
         'a\\', 'a\\\nb', '"a\\"b"', "'a,b',c", '1,2.5,"3",', 'é,日本,\U0001f600\n', 'a\0b', 'a;b\tc', '"",', '""', '"a" ,b', 'a, b']
RULES = [{}, dict(strict=True), dict(delimiter=';'), dict(delimiter='\t'), dict(quotechar="'"), dict(escapechar='\\'),
         dict(escapechar='\\', doublequote=False), dict(quoting=csv.QUOTE_NONE), dict(quoting=csv.QUOTE_NONE, escapechar='\\'),
         dict(skipinitialspace=True), dict(quotechar=None)]
for text in TEXTS:
    for rules in RULES:
        try:
            print(ascii(read(text, **rules)), end=' ')
        except csv.Error as e:
            print(e, end=' ')
    print()
attempt(read, '"1",2,x', quoting=2)
attempt(read, '1,2.5,,"y"', quoting=2)
attempt(lambda: list(csv.reader([b'a'])))
attempt(lambda: list(csv.reader(['a,b\nc'])))
r = csv.reader(['a,"b', 'c"', 'd'])
print(type(r), iter(r) is r, r.line_num, next(r), r.line_num, next(r), r.line_num, r.dialect.delimiter)
attempt(next, r)
attempt(setattr, r, 'line_num', 3)
print(csv.field_size_limit(), csv.field_size_limit(3), csv.field_size_limit())
attempt(read, 'abcd')
attempt(read, 'abc,def')
attempt(csv.field_size_limit, 'x')
csv.field_size_limit(131072)

print('-- writing')
ROWS = [['a,b', 'c"d', 'e\nf', 'g\rh', 'i\\j', 'X', 1, 2.5, None, ''], [''], [None], [], ['a b'], [' a'], ['"'], ['\\'], ['X'], ['', ''], 'abc', ('é', '日本'), [1.0, 10 ** 20, 1e300, True]]
for quoting in range(4):
    for rules in ({}, dict(escapechar='\\'), dict(escapechar='\\', doublequote=False), dict(lineterminator='X'), dict(doublequote=False),
                  dict(quotechar=None, escapechar='\\', quoting=3), dict(delimiter='\t', quotechar="'")):
        for row in ROWS:
            try:
                print(ascii(write(row, **{'quoting': quoting, **rules})), end=' ')
            except csv.Error as e:
                print(e, end=' ')
        print()
attempt(write, 3)
attempt(write, [1], (x for x in 'ab'), {'k': 1})


class Sink:
    def write(self, text):
        return text.upper()


w = csv.writer(Sink())
print(type(w), w.writerow(['a', 'b']), w.writerows([['a'], ['b']]), w.dialect.quoting)
attempt(w.writerows, 3)
attempt(w.writerows, [3])
for quoting, escape in itertools.product(range(4), (None, '\\')):
    rows = [[a + b, b + a] for a in ('', 'x', ',', '"', '\n', '\\') for b in ('y', ' ', '""')]
    try:
        print(read(write(*rows, quoting=quoting, escapechar=escape), quoting=quoting, escapechar=escape) == rows)
    except csv.Error as e:
        print(e)

print('-- dialects')
print(csv.list_dialects())
csv.register_dialect('mine', delimiter='|', quoting=csv.QUOTE_ALL)
csv.register_dialect('derived', 'mine', delimiter=':')
for name in csv.list_dialects():
    d = csv.get_dialect(name)
    print(name, type(d), [(n, getattr(d, n)) for n in dir(d) if n[0] != '_'])
print(write(['a', 'b'], dialect='mine'), write(['a', 'b'], dialect='derived', quoting=0), write(['a'], dialect=csv.unix_dialect), write(['a', 'b'], dialect=csv.excel_tab()))
csv.unregister_dialect('mine')
for f, args in ((csv.register_dialect, (3,)), (csv.get_dialect, ('zz',)), (csv.unregister_dialect, ('mine',)), (csv.Dialect, ()),
                (setattr, (d, 'delimiter', 'x')), (copy.copy, (d,)), (pickle.dumps, (d,))):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__, e)


class Bad(csv.excel):
    delimiter = 'ab'


class Plain:
    delimiter = '-'


attempt(Bad)
print(write(['a', 'b'], dialect=Plain), write(['a', 'b'], dialect=Plain()))

print('-- rows with names')
r = csv.DictReader(io.StringIO('a,b,c\n1,2,3\n\n4,5\n6,7,8,9,10\n'))
print(r.fieldnames, r.line_num, list(r), r.line_num)
print(list(csv.DictReader(['1,2', '3'], ['x', 'y'], restval='-')), list(csv.DictReader(['1,2,3'], ['x', 'y'], restkey='rest')), csv.DictReader([]).fieldnames)
out = io.StringIO(newline='')
w = csv.DictWriter(out, ['a', 'b'], restval='?', delimiter=';')
print(w.writeheader(), w.writerow({'b': 1, 'a': 2}), w.writerows([{'a': 3}, {'b': 'x;y'}]), repr(out.getvalue()))
attempt(w.writerow, {'c': 1})
print(csv.DictWriter(out, ['a'], extrasaction='ignore').writerow({'a': 1, 'z': 2}))
attempt(csv.DictWriter, out, ['a'], extrasaction='wrong')
