# Numbers that are no user and no group are refused before anything happens.
import os
import subprocess

WRONG = 2**32, 2**64, -2, -2**70, 'x', 1.5


def show(what, call, *arguments, **keywords):
    try:
        print(what, call(*arguments, **keywords))
    except Exception as error:
        print(what, type(error).__name__, error)


for name in 'setuid', 'setgid', 'seteuid', 'setegid':
    for number in WRONG:
        show((name, number), getattr(os, name), number)
for name in 'setreuid', 'setregid':
    show(name, getattr(os, name), 2**32, -1)
    show(name, getattr(os, name), -1, -5)
for name in 'setresuid', 'setresgid':
    show(name, getattr(os, name), -1, -1, 2**64)
    print(name, getattr(os, name)(-1, -1, -1))
for number in WRONG:
    show(('chown', number), os.chown, '/nonexistent', number, -1)
    show(('lchown', number), os.lchown, '/nonexistent', -1, number)
    show(('fchown', number), os.fchown, -1, number, -1)
for number in 2**32, 2**64:
    show(('setgroups', number), os.setgroups, [number])
    show(('initgroups', number), os.initgroups, 'root', number)
    for keyword, value in ('user', number), ('group', number), ('extra_groups', [number]):
        show((keyword, number), subprocess.run, ['true'], **{keyword: value})
