"""html.parser: what is called for what, also where the text is broken or comes in pieces."""
from html.parser import HTMLParser


class Noting(HTMLParser):
    """Prints each call with its place."""

    def note(kind):
        def handle(self, *args):
            print('   ', *self.getpos(), kind, *map(repr, args))
        return handle

    handle_starttag, handle_endtag, handle_startendtag = note('start'), note('end'), note('both')
    handle_data, handle_charref, handle_entityref = note('data'), note('charref'), note('entity')
    handle_comment, handle_decl, handle_pi, unknown_decl = note('comment'), note('decl'), note('pi'), note('unknown')


def parse(*pieces, **options):
    print(pieces, options or '')
    parser = Noting(**options)
    for piece in pieces:
        parser.feed(piece)
    print('    -')
    parser.close()
    print('   ', parser.getpos(), repr(parser.get_starttag_text()))


parse('<!DOCTYPE html>\n<html>\n<P Class="a b" id=c hidden>Hello &amp; &lt;<br/>you</p>\n<!-- note --><?php x ?></html>')
parse('<!DOCTYPE html>&eacute;&#233;&#xe9;&unknown;& &# &a', convert_charrefs=False)
parse('<script>if (a < b && c) { "</scr" }</script ><style> p::before </STYLE>&amp;')
parse('<script>never closed </scrip')
parse("<a b='1'c=\"2\" d = 3 e=/x/ f=&quot;&copy g='' / ><a/><a //><a b=/><a =x><a b==c>")
parse('text < text <3 <> </> </ x> </a b="c>d"> <b<c> <a $%>')
parse('<![CDATA[ a <b> ]]><![if IE]><![endif]><!x><!><!doctype x "y>z">')
parse('<!--a--b--><!----><!-- > --><!--x--!>')
for tail in '<', '</', '</a', '</ a', '<a', '<a b="c', '<!', '<!-', '<!--', '<!--x-', '<!--x--!', '<!doc', '<!doctype x', '<?x', \
        '<![CDATA[x]', '&', '&a', '&am', '&#', '&#3', '&amp', 'x&amp;':
    parse('a' + tail)
    parse('a' + tail, convert_charrefs=False)
parse('<di', 'v id=', '"a', '">te', 'xt &am', 'p; more</', 'div', '> &', 'lt', ';')
parse('&am', 'p; &#6', '5; <', 'b>', convert_charrefs=False)
parse('<scr', 'ipt> a <', '/scr', 'ipt>', 'b')

parser = Noting()
parser.feed('<p>one\n<b x=1>')
print(parser.get_starttag_text(), parser.lasttag, repr(parser.rawdata), parser.cdata_elem)
parser.reset()
print(parser.getpos(), repr(parser.rawdata))
parser.set_cdata_mode('Title')
parser.feed('<x></title></x>')
print(parser.cdata_elem, parser.CDATA_CONTENT_ELEMENTS)


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if (tag, name) == ('a', 'href')]


links = Links()
links.feed('<p><a href="/one?a=1&amp;b=2">1</a> <a HREF=two>2</a><a>3</a><img href=no>')
links.close()
print(links.found)
