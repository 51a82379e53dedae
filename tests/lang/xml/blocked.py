# Programs that block _elementtree want the XMLParser in Python, to reach the parser of pyexpat in it.
import io
import sys
sys.modules['_elementtree'] = None
import xml.etree.ElementTree as ET

DOCUMENT = ('<?xml version="1.0"?><!DOCTYPE a PUBLIC "public" "system" [<!ENTITY e "expanded">]><!--before--><a xmlns:p="urn:p" p:x="1">\n'
            '  text &e; &amp; é<b/>tail<!--in--><?pi data?>more<p:c>x<![CDATA[<y>]]>z</p:c>\n</a><?last?>')


def attempt(function):
    try:
        print(function())
    except ET.ParseError as error:
        print(repr(error), error.code, error.position)
    except Exception as error:
        print(type(error).__name__, error)


print(sys.modules['_elementtree'], ET.XMLParser, ET.Element, ET.TreeBuilder)
print(ET.tostring(ET.XML(DOCUMENT), 'unicode'))
print(ET.parse(io.BytesIO(DOCUMENT.encode())).getroot().attrib, ET.parse(io.StringIO(DOCUMENT)).getroot()[0].tail)
print(ET.fromstring(b'<a>\xe9</a>', ET.XMLParser(encoding='latin-1')).text)
for text in ('', '<a>', '<a></b>', '<a>&x;</a>', '<!DOCTYPE a SYSTEM "x"><a>\n&x;</a>', 3):
    attempt(lambda: ET.XML(text))
parser = ET.XMLParser()
parser.entity['known'] = 'value'
parser.feed('<!DOCTYPE a SYSTEM "x"><a>1&known;2</a>')
print(ET.tostring(parser.close()))


class Target:
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return lambda *args: print('  ', name, args) or name


print(ET.XML(DOCUMENT, ET.XMLParser(target=Target())))
for events in (None, ('start', 'end'), ('start-ns', 'end-ns', 'comment', 'pi', 'end'), ('nonsense',)):
    attempt(lambda: [(event, getattr(what, 'tag', what) if event in ('start', 'end', 'start-ns', 'end-ns') else what.text)
                     for event, what in ET.iterparse(io.StringIO(DOCUMENT), events)])


class NoEntities(ET.XMLParser):
    def __init__(self):
        super().__init__()
        self.parser.EntityDeclHandler = self.refuse

    def refuse(self, name, *args):
        raise ValueError('entity ' + name)


attempt(lambda: ET.XML(DOCUMENT, NoEntities()))
attempt(lambda: ET.XML('<a>fine</a>', NoEntities()).text)
