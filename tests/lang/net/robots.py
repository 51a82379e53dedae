"""urllib.robotparser: rules, agents, delays; reading from a server."""
import urllib.robotparser
from _canned import Canned
from _serving import attempt

TEXTS = ['User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /a%3cd.html\n\nUser-agent: figtree/1.0\nUser-agent: other\nCrawl-delay: 3\nRequest-rate: 9/30\nDisallow: /tmp # comment\nDisallow: /a/b;c?d\n',
         'User-agent: *\nDisallow:', 'User-agent: *\nDisallow: /', '', 'nonsense\nDisallow: /x\nuser-agent : A\nDISALLOW : /y\n\n\nUser-agent: *\nAllow: /y\nDisallow: *\n\nUser-agent: *\nAllow: /',
         'User-agent: one\n\nDisallow: /lost\nUser-agent: two\nDisallow: /two\nUser-agent: three\nCrawl-delay: x\nRequest-rate: 1\nDisallow: /three\nSitemap: http://h/map\nSitemap: http://h/map2\n',
         'User-agent: slow\nCrawl-delay: 5', 'User-agent: *\nCrawl-delay: 1\nRequest-rate: 1/5\nDisallow: /caf%C3%A9\nDisallow: /\xe9\n#User-agent: x']
for text in TEXTS:
    parser = urllib.robotparser.RobotFileParser()
    print(parser.can_fetch('x', '/'), parser.crawl_delay('x'), parser.mtime(), parser.site_maps())
    parser.parse(text.split('\n'))
    print(repr(str(parser)), parser.mtime() > 0, parser.site_maps())
    for agent in ['x', 'figtree', 'FigTree/2.0 more', 'other', 'A', 'one', 'two', 'three', 'slow', '']:
        print(agent, [parser.can_fetch(agent, url) for url in ['/', '', 'http://h/', '/private', '/private/open', '/tmp/x', 'http://h/tmp', '/a%3Cd.html', '/a<d.html', '/a/b;c?d', '/y', '/two', '/three', '/lost', '/caf\xe9', '/caf%c3%a9', '/%E9', '/\xe9']],
              parser.crawl_delay(agent), parser.request_rate(agent))
for answer in [b'HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /x\n', b'HTTP/1.1 403 No\r\n\r\n', b'HTTP/1.1 404 No\r\n\r\n', b'HTTP/1.1 500 No\r\n\r\n', b'HTTP/1.1 200 OK\r\n\r\n\xff']:
    server = Canned([answer])
    parser = urllib.robotparser.RobotFileParser(f'http://127.0.0.1:{server.port}/robots.txt')
    print(attempt(parser.read), parser.can_fetch('a', '/x'), parser.can_fetch('a', '/y'), parser.path, parser.mtime() > 0)
    server.close()
