# The canonical form.
import io
import xml.etree.ElementTree as ET
from xml.etree.ElementTree import canonicalize

DOCUMENTS = [
    '<a/>', '<?xml version="1.0"?>\n<!-- x --><?p  q?>\n<a   c = "1"  b="2" />\n<!--y--><?r?>', '<a>&lt;&gt;&amp;"\'\r\n\t&#13;</a>',
    '<a b="&lt;&gt;&amp;&quot;\'&#9;&#10;&#13; x\n y"/>', '<a><![CDATA[<x>&]]></a>', '<!DOCTYPE a [<!ENTITY e "f"><!ATTLIST b c CDATA "d">]><a>&e;<b/></a>',
    '<a xmlns="u" xmlns:b="v" xmlns:c="w"><b:d e="1" b:e="2" c:e="3"/></a>', '<a xmlns:x="u"><b><x:c/><x:d xmlns:x="v"/><x:e/></b></a>',
    '<a xmlns="u"><b xmlns=""><c/></b><d/></a>', '<x:a xmlns:x="u" xmlns:y="u" y:z="1"><y:b/></x:a>', '<a xml:lang="en" xml:space="preserve"> <b xml:space="default"> x </b> </a>',
    '<a> x <b>  </b>\n y </a>', '<a>\u00e9\U0001f600</a>', '<a xmlns:p="u" q="p:name" t="x"><t>p:text</t><t> p:other </t><u>p:plain</u><t>plain</t></a>',
    '<a><drop k="v">text<b/>more</drop>kept<b drop="1" stay="2"/></a>', '<a xmlns:p="u"><b xmlns:x="u"/><c xmlns:y="u"><y:d/></c></a>',
    '<a xmlns="u" k="1"><k xmlns=""/><b k="2"><k xmlns="" k="3"><k/></k><k k="4"/></b></a>', '<a xmlns="u"><p:b xmlns="" xmlns:p="v" k="1"><p:c k="2"/><k/></p:b></a>',
    '<p:a xmlns:p="u"><p:b xmlns:q="u"><q:c/><p:c xmlns:p="v"><q:d/><p:d/></p:c></p:b><q:e xmlns:q="w"/></p:a>',
    '<a xmlns:b="http://b" xmlns:a="http://a" b:x="1" a:x="2" x="0" y="3"/>',
]
OPTIONS = [{}, {'with_comments': True}, {'strip_text': True}, {'rewrite_prefixes': True}, {'qname_aware_tags': ['t']}, {'qname_aware_attrs': ['q']},
           {'qname_aware_tags': ['t'], 'qname_aware_attrs': ['q'], 'rewrite_prefixes': True, 'strip_text': True}, {'exclude_tags': ['drop', '{u}c']}, {'exclude_attrs': ['drop', 'b', 'q']}]
for text in DOCUMENTS:
    print(repr(text))
    for options in OPTIONS:
        try:
            print('   ', repr(canonicalize(text, **options)))
        except Exception as error:
            print('   ', type(error).__name__, error)
out = io.StringIO()
print(canonicalize('<a b="c"/>', out=out), out.getvalue(), canonicalize(from_file=io.BytesIO(b'<a  />')))
for bad in (lambda: canonicalize(), lambda: canonicalize('<a>'), lambda: canonicalize('<a/>', nonsense=1), lambda: canonicalize('<a q="p:x"/>', qname_aware_attrs=['q'])):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
pieces = []
target = ET.C14NWriterTarget(pieces.append, with_comments=True)
parser = ET.XMLParser(target=target)
for character in DOCUMENTS[1]:
    parser.feed(character)
parser.close()
print(''.join(pieces))
