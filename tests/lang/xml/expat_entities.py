# External entities, parameter entities and foreign subsets: parsers made by parsers.
import gc
from xml.parsers import expat

FILES = {
    'subset.dtd': b'<!ELEMENT a ANY><!ENTITY inner "from the subset"><!ENTITY % more SYSTEM "more.ent">%more;',
    'more.ent': b'<!ATTLIST a given CDATA "by default"><!ENTITY deep "deeper">',
    'part.xml': b'<?xml version="1.0" encoding="iso-8859-1"?><part>\xe9 &inner; &deep;</part>',
    'bad.xml': b'<part>',
}


def make(parsing=expat.XML_PARAM_ENTITY_PARSING_ALWAYS, answer=1):
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(parsing)
    parser.SetBase('base')
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: print('  <', name, attributes)
    parser.EndElementHandler = lambda name: print('  >', name)
    parser.CharacterDataHandler = lambda text: print('  ', repr(text))
    parser.EntityDeclHandler = lambda *args: print('   entity', args)
    parser.SkippedEntityHandler = lambda *args: print('   skipped', args)
    parser.NotStandaloneHandler = lambda: print('   not standalone') or answer

    def external(context, base, system_id, public_id):
        print('   external', context, base, system_id, public_id)
        inner = parsers[-1].ExternalEntityParserCreate(context)
        inner.SetBase(base + '/' + str(system_id))
        print('   ', inner.buffer_text, inner.buffer_size, inner.StartElementHandler is parser.StartElementHandler,
              inner.intern is parser.intern)
        parsers.append(inner)
        try:
            inner.Parse(FILES[system_id] if system_id else b'<!ENTITY inner "foreign">', True)
        finally:
            parsers.pop()
        return answer

    parser.ExternalEntityRefHandler = external
    parsers = [parser]
    return parser


def run(label, text, prepare=None, **options):
    print(label)
    parser = make(**options)
    if prepare:
        prepare(parser)
    try:
        print('->', parser.Parse(text, True))
    except Exception as error:
        print('->', type(error).__name__, error)


DOCUMENT = ('<!DOCTYPE a SYSTEM "subset.dtd" [<!ENTITY part SYSTEM "part.xml"><!ENTITY bad SYSTEM "bad.xml">]>'
            '<a>&inner;&part;</a>')
run('all', DOCUMENT)
run('none', DOCUMENT, parsing=expat.XML_PARAM_ENTITY_PARSING_NEVER)
run('unless standalone', '<?xml version="1.0" standalone="yes"?>' + DOCUMENT,
    parsing=expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
run('answers 0', DOCUMENT, answer=0)
run('answers no number', DOCUMENT, answer='x')
run('answers a huge number', DOCUMENT, answer=1 << 70)
run('answers None', DOCUMENT, answer=None)
run('a bad part', DOCUMENT.replace('&part;', '&bad;'))
run('a part that is missing', DOCUMENT.replace('"part.xml"', '"gone.xml"'))
run('a foreign subset', '<a>&inner;</a>', lambda parser: parser.UseForeignDTD(True))
run('a foreign subset, not wanted', '<a>&inner;</a>', lambda parser: parser.UseForeignDTD(False))

print('a parser of an entity outlives its origin')
kept = []
parser = expat.ParserCreate()


def keep(context, base, system_id, public_id):
    kept.append(parser.ExternalEntityParserCreate(context, 'iso-8859-1'))
    return 1


parser.ExternalEntityRefHandler = keep
parser.StartElementHandler = lambda name, attributes: print(name, attributes)
parser.Parse('<!DOCTYPE a [<!ENTITY x SYSTEM "x">]><a>&x;&x;</a>', True)
del parser
gc.collect()
print(kept.pop().Parse(b'<q w="\xe9"/>', True))
print(kept.pop().Parse('<r/>', True))

print('limits of expansion')
lines = ['<!ENTITY e0 "0123456789">'] + [f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 9)]
parser = expat.ParserCreate()
parser.CharacterDataHandler = len
try:
    parser.Parse('<!DOCTYPE a [' + ''.join(lines) + ']><a>&e8;</a>', True)
except expat.ExpatError as error:
    print(error.code == expat.errors.codes[expat.errors.XML_ERROR_AMPLIFICATION_LIMIT_BREACH])
