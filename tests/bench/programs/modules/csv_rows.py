# CSV both ways: plain and quoted rows, dictionaries.
import csv
import io

rows = [[str(i), f'name {i}', 'text, with "quotes"', '', f'{i * 1.5}'] for i in range(20_000)]
stream = io.StringIO()
csv.writer(stream).writerows(rows)
total = 0
for turn in range(3):
    stream.seek(0)
    total += sum(len(row[2]) for row in csv.reader(stream))
plain = [','.join(map(str, range(i, i + 10))) for i in range(20_000)]
for row in csv.reader(plain):
    total += len(row)
for row in csv.DictReader(['a,b,c'] + ['1,2,3'] * 20_000):
    total += len(row)
out = io.StringIO()
writer = csv.DictWriter(out, ['a', 'b'])
for i in range(20_000):
    writer.writerow({'a': i, 'b': 'x y'})
print(total, len(stream.getvalue()), len(out.getvalue()))
