# Random documents and parsers whose handlers do anything: raise, change handlers and settings, feed the parser again, make parsers
# of entities. CPython 3.11 crashes. More rounds, another seed: xml_random.py 1000 7.
import copy
import gc
import pickle
import random
import sys
import xml.etree.ElementTree as ET
from xml.parsers import expat

rounds, seed = (int(arg) for arg in sys.argv[1:] or (100, 1))
rng = random.Random(seed)
DOCUMENT = b'''<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE top PUBLIC "p" "top.dtd" [<!NOTATION gif SYSTEM "v"><!ENTITY out SYSTEM "o.xml"><!ENTITY pic SYSTEM "x" NDATA gif>
<!ENTITY e "some &#38; text"><!ENTITY % par "<!ELEMENT late (a|(b,c)*)>">%par;<!ATTLIST top kind (a|b) "a">]>
<?t d?><!-- c --><top xmlns="u" xmlns:p="v" p:x="1">one &e; &out; <p:in y="2">two<![CDATA[<three>]]></p:in>
<in>&undeclared;</in>\xc3\xa9&#8364;</top>'''
HANDLERS = [name for name in dir(expat.ParserCreate()) if name.endswith(('Handler', 'HandlerExpand'))]


class Stop(Exception):
    pass


REFUSALS = Stop, expat.ExpatError, ET.ParseError, LookupError, ValueError, TypeError, AttributeError, RuntimeError


def chance(share):
    return rng.random() < share


def changed(document):
    text = bytearray(document)
    for _ in range(rng.choice((0, 0, 1, 1, 2, 5))):
        at, kind = rng.randrange(len(text)), rng.randrange(5)
        if kind == 0:
            text[at] = rng.randrange(256)
        elif kind == 1:
            del text[at:at + rng.randrange(1, 8)]
        elif kind == 2:
            start = rng.randrange(len(text))
            text[at:at] = text[start:start + rng.randrange(20)]
        elif kind == 3:
            text = bytearray(text.replace(b'utf-8', rng.choice((b'latin-1', b'cp1252', b'koi8-r', b'none', b'utf-16'))))
        else:
            text[at:at] = rng.choice((b'<', b'>', b'&', b']]>', b'<a>', b'</top>', b'&e;', b'<!--', b'\0'))
    return bytes(text)


def feed(take, document):
    while document:
        size = rng.randrange(1, len(document) + 1)
        take(document[:size])
        document = document[size:]


def feed_again(take):
    try:
        take(b'<a/>')
    except REFUSALS:
        pass


class Handlers:
    def __init__(self):
        self.left = rng.randrange(1, 80)
        self.kept = []

    def connect(self, parser, share):
        for name in HANDLERS:
            if chance(share):
                setattr(parser, name, self.make(parser, name))

    def make(self, parser, name):
        def handler(*args):
            self.left -= 1
            if self.left == 0:
                raise Stop
            if chance(.15):
                self.disturb(parser)
            if name == 'ExternalEntityRefHandler':
                self.enter(parser, args[0])
            return rng.choice((1, 1, 1, 0, None)) if chance(.05) else 1
        return handler

    def disturb(self, parser):
        name = rng.choice(HANDLERS)
        rng.choice((lambda: [setattr(parser, name, None) for name in HANDLERS], lambda: setattr(parser, name, self.make(parser, name)),
                    lambda: setattr(parser, 'buffer_size', rng.randrange(1, 100)), lambda: setattr(parser, 'buffer_text', chance(.5)),
                    gc.collect, lambda: feed_again(parser.Parse), lambda: setattr(parser, 'namespace_prefixes', True),
                    parser.GetInputContext, lambda: parser.CurrentColumnNumber))()

    def enter(self, parser, context):
        inner = parser.ExternalEntityParserCreate(context)
        self.connect(inner, .3)
        if chance(.3):
            self.kept.append(inner)
        else:
            inner.Parse(changed(b'<!ELEMENT z ANY>' if context is None else b'<q>x</q>'), True)


def try_handlers():
    parser = expat.ParserCreate(rng.choice((None, None, 'utf-8', 'latin-1', 'cp437')), rng.choice((None, ' ', '', '!')), rng.choice(({}, None)))
    parser.buffer_text, parser.ordered_attributes = chance(.5), chance(.5)
    parser.SetParamEntityParsing(rng.randrange(3))
    if chance(.2):
        parser.buffer_size = rng.randrange(1, 50)
    if chance(.2):
        parser.UseForeignDTD()
    handlers = Handlers()
    handlers.connect(parser, .6)
    try:
        feed(parser.Parse, changed(DOCUMENT))
        parser.Parse(b'', True)
    except REFUSALS:
        pass
    for inner in handlers.kept:
        feed_again(inner.Parse)


class Target:
    def __getattr__(self, name):
        if name[0] == '_' or chance(.2):
            raise AttributeError(name)
        return self.anything

    def anything(self, *args):
        if chance(.02):
            raise Stop
        if chance(.05):
            rng.choice((gc.collect, lambda: feed_again(self._parser.feed), lambda: feed_again(lambda data: self._parser.__init__())))()


def look_at(root):
    if any(child is e for e in root.iter() for child in e):
        return
    for look in (ET.tostring, lambda e: ET.tostring(e, 'unicode', 'html'), copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e)),
                 lambda e: e.findall('.//*[@x]'), lambda e: list(e.itertext()), ET.indent):
        try:
            look(root)
        except REFUSALS:
            pass


def try_trees():
    target = rng.choice((None, Target(), ET.TreeBuilder(insert_comments=chance(.5), insert_pis=chance(.5)),
                         ET.TreeBuilder(lambda *args: ET.Element(*args) if chance(.98) else None)))
    parser = ET.XMLParser(target=target)
    if isinstance(target, Target):
        target._parser = parser
    parser.entity['undeclared'] = rng.choice(('x', 3, '&'))
    events = []
    if chance(.3) and not isinstance(target, Target):
        parser._setevents(events, ('start', 'end', 'comment', 'pi', 'start-ns', 'end-ns'))
    try:
        feed(parser.feed, changed(DOCUMENT))
        root = parser.close()
    except REFUSALS:
        root = None
    for event, what in events:
        if isinstance(what, ET.Element) and chance(.05):
            rng.choice((what.clear, lambda: what.append(ET.Element('new'))))()
    if isinstance(root, ET.Element):
        look_at(root)


for _ in range(rounds):
    try_handlers()
    try_trees()
gc.collect()
print('done')
