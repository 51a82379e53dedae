# csv.Sniffer
import csv


def show(sample, *args):
    try:
        found = csv.Sniffer().sniff(sample, *args)
        print(repr(found.delimiter), repr(found.quotechar), found.skipinitialspace, found.doublequote, found._name, found.quoting,
              repr(found.lineterminator), issubclass(found, csv.Dialect), list(csv.reader(sample.splitlines(), found))[:2])
    except csv.Error as error:
        print('Error:', error)


SAMPLES = [
    'a,b,c\n1,2,3\n4,5,6\n',
    'a;b;c\n1,5;2;3\n4,5;5;6\n',
    'name\tage\nada\t36\nalan\t41\n',
    'a b c\n1 2 3\n',
    'a, b, c\n1, 2, 3\n4, 5, 6\n',
    'a|b|c\n1|2|3\n4|5|6\n',
    'x:y:z\n1:2:3\n',
    '"a";"b";"c"\n"1";"2;3";"4"\n',
    "'a','b','c'\n'1','2','3'\n",
    '"a", "b", "c"\n"1", "2", "3"\n',
    'a,"b ""quoted""",c\n1,"2",3\n',
    'one,"two, with comma",three\nfour,"five",six\n',
    'Harry\'s, Arlington Heights, IL, 2/1/03, Kimi Hayes\nShark City, Glendale Heights, IL, 12/28/02, Prezence\nTommy\'s Place, Blue Island, IL, 12/28/02, Blue Sunday/White Crow\n',
    'abc\ndef\nghi\n',
    '',
    'x',
    '2147483648;43.0e12;17;abc;def\n147483648;43.0e2;17;abc;def\n47483648;43.0;170;abc;def\n',
    '"single"\n"column"\n',
    'a,b\n1,2\n\n3,4\n',
    'time;value\n' + ''.join(f'12:{i:02}:00;{i * 1.5}\n' for i in range(60)),
]
for sample in SAMPLES:
    show(sample)
show(SAMPLES[1], ',;')
show(SAMPLES[1], ',')
show(SAMPLES[0], ';')
show(SAMPLES[12], ',')
show('a/b/c\n1/2/3\n', '/')

for sample in ['name,age\nada,36\nalan,41\n', 'ada,36\nalan,41\n', '1,2\n3,4\n', 'a,b\n1,2\n3,4\n', 'id,code\n1,abc\n2,def\n',
               'x,y\nlonger,text\nmore,words\n', 'a,b,c\n1,x\n2,y,z\n', 'head\tmore\n1\t2.5\n3\t1e5\n']:
    try:
        print(csv.Sniffer().has_header(sample))
    except csv.Error as error:
        print('Error:', error)
print(csv.Sniffer().preferred)

# A long sample with one column of quoted fields takes no quadratic time.
try:
    csv.Sniffer().sniff('"abcdefghijklmnopqrstuvwxyz"\n' * 10000, delimiters=',:|\t')
except csv.Error as error:
    print(error)
print("no delimiter beside the quotes, and lines that end in CR")
for sample in "'123;4'", ";'123;4'", 'x,"a""b"\r\ny,"c"\r\n' * 2, 'x,"a""b"\ry,"c"\r' * 2, '"",","\r\n' * 4, '"",","\r' * 4:
    dialect = csv.Sniffer().sniff(sample, ',;')
    print(repr(sample), repr(dialect.delimiter), dialect.quotechar, dialect.doublequote, dialect.skipinitialspace)
