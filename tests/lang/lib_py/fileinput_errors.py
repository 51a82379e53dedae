"""fileinput in place where permissions cannot be read or set; os.chmod of links; wait4."""
import fileinput
import os
import resource
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, 'file')


def refuse(*args, **kwargs):
    print('refused', file=log)
    raise OSError('refused')


for name in 'fstat', 'chmod':
    with open(path, 'w') as file:
        file.write('one\ntwo\n')
    log = open(os.path.join(folder, 'log'), 'w')
    real = getattr(os, name)
    try:
        with fileinput.input(path, inplace=True, encoding='utf-8') as lines:
            setattr(os, name, refuse)
            for line in lines:
                print(line.upper(), end='')
    finally:
        setattr(os, name, real)
    log.close()
    print(open(path).read().split(), open(log.name).read().split())

link = os.path.join(folder, 'link')
os.symlink(path, link)
descriptor = os.open(folder, os.O_RDONLY)
for arguments in {'follow_symlinks': False}, {'follow_symlinks': False, 'dir_fd': descriptor}:
    try:
        os.chmod('link' if 'dir_fd' in arguments else link, 0o600, **arguments)
    except (NotImplementedError, ValueError) as error:
        print(type(error).__name__, error)
os.close(descriptor)
pid = os.fork()
if pid == 0:
    os._exit(3)
result = os.wait4(pid, 0)
print(result[0] == pid, result[1], type(result[2]) is resource.struct_rusage, result[2].ru_nswap)
print(tempfile.TMP_MAX, len(next(tempfile._get_candidate_names())), tempfile._get_candidate_names() is tempfile._get_candidate_names())
for name in os.listdir(folder):
    os.remove(os.path.join(folder, name))
os.rmdir(folder)
