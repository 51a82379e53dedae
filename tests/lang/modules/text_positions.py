# tell() and seek() of text files with every newline mode: going back gives the same lines again.
import os
import tempfile

name = os.path.join(tempfile.mkdtemp(), 'file')
for newline in '\n', '\r', '\r\n':
    for encoding in 'utf-8', 'utf-16-le', 'utf-32-be':
        lines = ['l\xefne %d' % i + 'x' * (i * 531 % 3000) for i in range(40)]
        with open(name, 'w', newline=newline, encoding=encoding) as f:
            f.write('\n'.join(lines) + '\n')
        for mode in None, '', newline:
            with open(name, newline=mode, encoding=encoding) as f:
                read, positions = [], []
                while True:
                    positions.append(f.tell())
                    line = f.readline()
                    if not line:
                        break
                    read.append(line)
                again = []
                for position in reversed(positions[:-1]):
                    f.seek(position)
                    again.append(f.readline())
                print(repr(newline), encoding, repr(mode), len(read), again[::-1] == read, repr(f.newlines))
os.remove(name)
os.rmdir(os.path.dirname(name))
