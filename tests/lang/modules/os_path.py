# os.path as pure functions.
import os.path as P
for f, cases in {
    P.join: [("a", "b"), ("a/", "b"), ("a", "/b"), ("a",), ("", "b"), ("a", ""), ("a", "b", "..", "c"), (b"a", b"b")],
    P.split: [("/a/b",), ("a",), ("/",), ("",), ("a/",), ("//a",), ("/a//b",)],
    P.basename: [("/a/b.c",), ("a/",), ("",)], P.dirname: [("/a/b",), ("a",), ("/",), ("//x",)],
    P.splitext: [("a.b",), ("a.tar.gz",), (".bashrc",), ("a.b/c",), ("a.",), ("...x",), ("",)],
    P.normpath: [("a//b/../c/./d",), ("",), ("/../a",), ("../../a",), ("//a",), ("///a",), ("a/..",)],
    P.isabs: [("/a",), ("a",), ("",)], P.commonprefix: [(["abc", "abd"],), ([],), (["a", ""],)],
    P.commonpath: [(["/a/b/c", "/a/b/d"],), (["a", "a/b"],)], P.relpath: [("/a/b", "/a/c"), ("/a", "/a"), ("/a/b/c", "/a")],
    P.splitdrive: [("/a",)], P.expanduser: [("a~",)], P.expandvars: [("$NOPE_X/${NOPE_Y}a",)],
}.items():
    print(f.__name__, [f(*c) for c in cases])
for bad in (lambda: P.join("a", b"b"), lambda: P.join(5), lambda: P.commonpath([]), lambda: P.commonpath(["/a", "b"]), lambda: P.relpath(""), lambda: P.basename(5), lambda: P.join(), lambda: P.splitext(None)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(P.exists("/"), P.isdir("/"), P.isfile("/"), P.islink("/"), P.ismount("/"), P.lexists("/nope"), P.isdir("/nope"), P.abspath("/a/../b"), P.sep, P.exists(999), P.exists("a\0b"))
