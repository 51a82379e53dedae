"""Are files equal, and what is different in two folders?"""
import os
import stat
from types import GenericAlias

__all__ = ['clear_cache', 'cmp', 'dircmp', 'cmpfiles', 'DEFAULT_IGNORES']

BUFSIZE = 8 * 1024
DEFAULT_IGNORES = ['RCS', 'CVS', 'tags', '.git', '.hg', '.bzr', '_darcs', '__pycache__']

_results = {}  # of comparisons; keys have what stat() says, so that changed files are compared again


def clear_cache():
    """Forget the results of comparisons, for files that change within the resolution of the clock."""
    _results.clear()


def cmp(f1, f2, shallow=True):
    """Are two files equal? shallow: files with the same kind, size and time count as equal unseen."""
    signatures = [_signature(path) for path in (f1, f2)]
    if any(kind != stat.S_IFREG for kind, _, _ in signatures):
        return False
    one, other = signatures
    if shallow and one == other:
        return True
    if one[1] != other[1]:
        return False
    key = f1, f2, one, other
    if key not in _results:
        if len(_results) > 100:
            clear_cache()
        _results[key] = _equal_contents(f1, f2)
    return _results[key]


def _signature(path):
    there = os.stat(path)
    return stat.S_IFMT(there.st_mode), there.st_size, there.st_mtime


def _equal_contents(f1, f2):
    with open(f1, 'rb') as one, open(f2, 'rb') as other:
        while (part := one.read(BUFSIZE)) == other.read(BUFSIZE):
            if not part:
                return True
    return False


def cmpfiles(a, b, common, shallow=True):
    """(equal, different, not comparable) names out of `common`, for two folders."""
    lists = equal, different, funny = [], [], []
    for name in common:
        try:
            chosen = equal if cmp(os.path.join(a, name), os.path.join(b, name), shallow) else different
        except (OSError, ValueError):
            chosen = funny
        chosen.append(name)
    return lists


class dircmp:
    """What two folders have in common and what not. The attributes are computed when they are asked for."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, a, b, ignore=None, hide=None):
        self.left, self.right = a, b
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore
        self.hide = [os.curdir, os.pardir] if hide is None else hide

    def phase0(self):
        """What is in the folders."""
        dropped = {*self.hide, *self.ignore}
        self.left_list, self.right_list = (sorted(name for name in os.listdir(folder) if name not in dropped)
                                           for folder in (self.left, self.right))

    def phase1(self):
        """Which names are in one only, and which in both."""
        left, right = map(dict.fromkeys, map(lambda names: map(os.path.normcase, names), (self.left_list, self.right_list)))
        originals = dict(zip(left, self.left_list)), dict(zip(right, self.right_list))
        self.common = [originals[0][name] for name in left if name in right]
        self.left_only = [originals[0][name] for name in left if name not in right]
        self.right_only = [originals[1][name] for name in right if name not in left]

    def phase2(self):
        """Which of the common names are folders, files, neither or not the same."""
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        kinds = {stat.S_IFDIR: self.common_dirs, stat.S_IFREG: self.common_files}
        for name in self.common:
            try:
                left, right = (stat.S_IFMT(os.stat(os.path.join(folder, name)).st_mode) for folder in (self.left, self.right))
            except OSError:
                left, right = 0, 1
            (kinds.get(left, self.common_funny) if left == right else self.common_funny).append(name)

    def phase3(self):
        """Which of the common files are equal."""
        self.same_files, self.diff_files, self.funny_files = cmpfiles(self.left, self.right, self.common_files)

    def phase4(self):
        """The comparisons of the common folders."""
        self.subdirs = {name: type(self)(os.path.join(self.left, name), os.path.join(self.right, name), self.ignore, self.hide)
                        for name in self.common_dirs}

    def phase4_closure(self):
        """phase4() for all folders below."""
        self.phase4()
        for below in self.subdirs.values():
            below.phase4_closure()

    methodmap = dict(subdirs=phase4, same_files=phase3, diff_files=phase3, funny_files=phase3, common_dirs=phase2,
                     common_files=phase2, common_funny=phase2, common=phase1, left_only=phase1, right_only=phase1,
                     left_list=phase0, right_list=phase0)

    def __getattr__(self, attr):
        compute = self.methodmap.get(attr)
        if compute is None:
            raise AttributeError(attr)
        compute(self)
        return getattr(self, attr)

    def report(self):
        """Print the differences."""
        print('diff', self.left, self.right)
        for words, names in ((f'Only in {self.left} :', self.left_only), (f'Only in {self.right} :', self.right_only),
                             ('Identical files :', self.same_files), ('Differing files :', self.diff_files),
                             ('Trouble with common files :', self.funny_files),
                             ('Common subdirectories :', self.common_dirs), ('Common funny cases :', self.common_funny)):
            if names:
                names.sort()
                print(words, names)

    def report_partial_closure(self):
        """Print the differences, and those of the common folders."""
        self.report()
        for below in self.subdirs.values():
            print()
            below.report()

    def report_full_closure(self):
        """Print the differences of these folders and all below."""
        self.report()
        for below in self.subdirs.values():
            print()
            below.report_full_closure()


def _main():
    import getopt
    import sys
    options, folders = getopt.getopt(sys.argv[1:], 'r')
    if len(folders) != 2:
        raise getopt.GetoptError('need exactly two args', None)
    comparison = dircmp(*folders)
    comparison.report_full_closure() if ('-r', '') in options else comparison.report()


if __name__ == '__main__':
    _main()
