# Handlers that raise at every possible event, change handlers, let go of their parser, or run in threads.
import gc
import io
import sys
import threading
import weakref
from xml.parsers import expat

DOCUMENT = b"""<?xml version="1.0"?>
<!DOCTYPE top SYSTEM "top.dtd" [
  <!NOTATION gif SYSTEM "viewer">
  <!ENTITY outside SYSTEM "outside.xml">
  <!ENTITY picture SYSTEM "x.gif" NDATA gif>
  <!ENTITY % param "<!ELEMENT late (a|b)>">
  %param;
  <!ATTLIST top kind (a|b) "a">
]>
<?target some data?><!-- a comment -->
<top xmlns:p="urn:p">one&outside;<p:in>two<![CDATA[three]]></p:in><in>&undeclared;</in>
</top>
"""
HANDLERS = [name for name in dir(expat.ParserCreate()) if name.endswith(('Handler', 'HandlerExpand'))]


class Stop(Exception):
    pass


def run(at, action, names=HANDLERS, text=True, pieces=1):
    """Calls action(parser, name) in the event number `at`; how many events there were."""
    parser = expat.ParserCreate(namespace_separator=' ')
    parser.buffer_text = text
    parser.SetParamEntityParsing(2)
    count = 0

    def make(name):
        def handler(*args):
            nonlocal count
            count += 1
            if count == at:
                action(parser, name)
            if name == 'ExternalEntityRefHandler' and args[0] is not None:
                parser.ExternalEntityParserCreate(args[0]).Parse(b'<part>x</part>', True)
            return 1
        return handler

    for name in names:
        setattr(parser, name, make(name))
    size = -(-len(DOCUMENT) // pieces)
    for start in range(0, len(DOCUMENT), size):
        parser.Parse(DOCUMENT[start:start + size])
    parser.Parse(b'', True)
    return count


def stop(parser, name):
    raise Stop(name)


def attempt(*args, **options):
    try:
        return run(*args, **options)
    except Stop as error:
        return str(error)
    except expat.ExpatError as error:
        return str(error)


for names in (HANDLERS, [name for name in HANDLERS if not name.startswith('Default')]):
    for text in (True, False):
        total = run(0, stop, names, text)
        print(total, [attempt(at, stop, names, text) for at in range(1, total + 2)])
print([attempt(at, stop, pieces=len(DOCUMENT)) for at in (1, 10, 20, 30)])


def drop_all(parser, name):
    for other in HANDLERS:
        setattr(parser, other, None)


def change_all(parser, name):
    for other in HANDLERS:
        setattr(parser, other, lambda *args: 1)
    parser.buffer_text = not parser.buffer_text
    parser.ordered_attributes = True


def collect(parser, name):
    gc.collect()
    parser.intern.clear()


def feed_again(parser, name):
    for feed in (lambda: parser.Parse(b'<a/>'), lambda: parser.ParseFile(io.BytesIO(b'<a/>'))):
        try:
            feed()
        except RuntimeError as error:
            assert str(error) == 'the parser is parsing already', error
        else:
            raise Stop(name)


if sys.implementation.name == 'minipy': # CPython 3.11 crashes
    for action in (drop_all, change_all, collect):
        for text in (True, False):
            answers = [attempt(at, action, text=text) for at in range(1, 60)]
            assert answers[0] in (1, 42) and answers[-1] == 42, (action, answers)
    for name in ('DefaultHandler', 'DefaultHandlerExpand'): # that is called for each part of what is converted
        parser = expat.ParserCreate('iso-8859-1')
        setattr(parser, name, lambda text: setattr(parser, name, None))
        parser.Parse(b'<a><!--' + b'\xe9' * 5000 + b'--></a>', True)
    parser = expat.ParserCreate() # the name of the document type waits for the handler
    parser.StartDoctypeDeclHandler = stop
    parser.Parse('<!DOCTYPE a')
    parser.StartDoctypeDeclHandler = None
    parser.Parse('><a/>', True)
    assert [attempt(at, feed_again) for at in range(1, 45)] == [42] * 44

print('after an exception the handlers are gone')
parser = expat.ParserCreate()
parser.StartElementHandler = stop
parser.EndElementHandler = print
try:
    parser.Parse('<a><b/></a>')
except Stop as error:
    print(error, parser.StartElementHandler, parser.EndElementHandler, parser.CurrentColumnNumber)
try:
    parser.Parse('', True)
except expat.ExpatError as error:
    print(error)


def exceptions():
    for kind in (KeyboardInterrupt, SystemExit, MemoryError, StopIteration, RecursionError):
        parser = expat.ParserCreate()

        def handler(*args):
            raise kind('x')

        parser.StartElementHandler = handler
        try:
            parser.Parse('<a/>', True)
        except BaseException as error:
            print(type(error).__name__, error)


exceptions()


def endless(name, attributes):
    parser = expat.ParserCreate()
    parser.StartElementHandler = endless
    parser.Parse('<a/>', True)


try:
    endless('a', {})
except RecursionError as error:
    print('RecursionError')

print('a parser that its handlers let go of')


def let_go():
    parser = expat.ParserCreate()
    holder = [parser]

    def handler(name, attributes):
        holder.clear()
        gc.collect()
        print(name)

    parser.StartElementHandler = handler
    parse = parser.Parse
    del parser
    parse('<a><b/></a>', True)


let_go()

print('cycles')


class Owner:
    def __init__(self):
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.CharacterDataHandler = self.text

    def start(self, name, attributes):
        self.inner = self.parser.ExternalEntityParserCreate(None)
        self.inner.EndElementHandler = self.start

    def text(self, text):
        pass


owner = Owner()
owner.parser.Parse('<a>text')
gone = weakref.ref(owner)
del owner
gc.collect()
print(gone())

print('arguments are let go of')
kept = ['a string' + str(i) for i in range(3)]
counts = [sys.getrefcount(text) for text in kept]
for i in range(100):
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: 1 / 0
    try:
        parser.Parse(f'<a b="{kept[0]}"/>', True)
    except ZeroDivisionError:
        pass
print(counts == [sys.getrefcount(text) for text in kept])

print('threads')
results = []


def work(number):
    found = []
    for _ in range(20):
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
        parser.CharacterDataHandler = found.append
        for piece in ('<a b="', f'{number}">te', 'xt<c/></', 'a>'):
            parser.Parse(piece)
        parser.Parse('', True)
    results.append((number, len(found), found[0], ''.join(x for x in found if isinstance(x, str))[:8]))


threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))
