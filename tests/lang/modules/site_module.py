# site: folders of packages, and .pth files.
import contextlib
import io
import os
import site
import sys
import tempfile

os.environ['HOME'] = '/home/somebody'
print({entry[:3] for entry in site.getsitepackages(['/a', '', '/a'])}, site.makepath('/a', '..', 'b'))
for name in 'getuserbase getusersitepackages check_enableusersite main removeduppaths'.split():
    print(name, callable(getattr(site, name)))
print(site.ENABLE_USER_SITE, site.USER_SITE == site.getusersitepackages(), site.USER_SITE.startswith(site.USER_BASE))

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    for name in 'one', 'two', 'packages':
        os.mkdir(os.path.join(folder, name))
    packages = os.path.join(folder, 'packages')
    texts = {'a.pth': '# a comment\n../one\n\nimport sys; sys.from_pth = "run"\n../missing\n',
             'b.pth': '../two\n../one\nimport sys; 1 / 0\n../packages/never\n', 'c.txt': '../never\n'}
    for name, text in texts.items():
        with open(os.path.join(packages, name), 'w') as file:
            file.write(text)
    before = list(sys.path)
    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        print(site.addsitedir(packages))
    print([os.path.relpath(entry, folder) for entry in sys.path if entry not in before], sys.from_pth)
    lines = told.getvalue().replace(folder, '').splitlines()
    print(*lines[:2], *lines[-3:], sep='\n')
    known = set()
    print(site.addsitedir(os.path.join(folder, 'one'), known) is known, len(known), sys.path[-1].startswith(folder))
    sys.path[:] = before
sys.path[:] = ['/x', '/y/../x', '/z']
print(site.removeduppaths() == {'/x', '/z'}, sys.path)
