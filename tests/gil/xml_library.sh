# The parts of the package xml that minipy has not are found in CPython's library, and others stand on the parts that it has.
library=/usr/lib/python3.11
[ -d $library/xml/dom ] || { echo "no $library/xml"; exit 77; }
for module in xml.sax xml.dom.minidom xml.etree.ElementInclude plistlib xmlrpc.client; do
    "$PY" -c "import $module" 2>&1 | tail -n 1
done
MINIPYPATH=$library "$PY" -c '
import io, xml.dom.minidom, xml.dom.pulldom, xml.etree.ElementInclude, xml.sax, xml.sax.saxutils
import xml, xml.etree.ElementTree, xml.parsers.expat
print(xml.__spec__.origin, xml.etree.ElementTree.__spec__.origin, xml.parsers.expat.__spec__.origin)
text = "<a x=\"1\">one<b>two &amp; three</b><!--four--></a>"
print(xml.dom.minidom.parseString(text).toprettyxml(indent=" "))
print([event for event, node in xml.dom.pulldom.parseString(text)])
xml.sax.parseString(text, xml.sax.saxutils.XMLGenerator())
print()
class Handler(xml.sax.ContentHandler):
    def startElementNS(self, name, qname, attributes):
        print(name, attributes.items())
parser = xml.sax.make_parser()
parser.setFeature(xml.sax.handler.feature_namespaces, True)
parser.setContentHandler(Handler())
parser.parse(io.StringIO("<p:a xmlns:p=\"urn:p\" p:b=\"c\"/>"))
try:
    xml.sax.parseString("<a>", Handler())
except xml.sax.SAXParseException as error:
    print(error)
'
MINIPYPATH=$library "$PY" -c '
import plistlib, xmlrpc.client
data = {"name": "x", "list": [1, 2.5, True], "data": b"bytes"}
print(plistlib.loads(plistlib.dumps(data)) == data)
print(xmlrpc.client.loads(xmlrpc.client.dumps((1, "two", [3.0], None), "method", allow_none=True)))
'
