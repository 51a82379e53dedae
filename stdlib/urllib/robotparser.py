"""robots.txt: what programs that visit a site by themselves may read (RFC 9309)."""
import collections
import time
import urllib.error
import urllib.parse
import urllib.request

__all__ = ['RobotFileParser']

RequestRate = collections.namedtuple('RequestRate', 'requests seconds')


class RobotFileParser:
    """The robots.txt of a site. What nobody has read yet forbids everything."""

    def __init__(self, url=''):
        self.entries = []
        self.default_entry = None
        self.sitemaps = []
        self.disallow_all = self.allow_all = False
        self.last_checked = 0
        self.set_url(url)

    def set_url(self, url):
        """Set the URL of the file."""
        self.url = url
        self.host, self.path = urllib.parse.urlparse(url)[1:3]

    def mtime(self):
        """When the file was read, in seconds since 1970; 0: not yet."""
        return self.last_checked

    def modified(self):
        """The file was read just now."""
        self.last_checked = time.time()

    def read(self):
        """Read the file from its URL. Without leave to do so everything is forbidden; if there is none, nothing is."""
        try:
            with urllib.request.urlopen(self.url) as file:
                text = file.read()
        except urllib.error.HTTPError as problem:
            if problem.code in (401, 403):
                self.disallow_all = True
            elif 400 <= problem.code < 500:
                self.allow_all = True
        else:
            self.parse(text.decode('utf-8').splitlines())

    def parse(self, lines):
        """Take the lines of a robots.txt: groups of User-agent lines and the rules for these, up to a blank line or the
        next User-agent line."""
        self.modified()
        entry = _Entry()
        for line in lines:
            if not line:
                if entry.is_complete:
                    self._add(entry)
                if entry.useragents:
                    entry = _Entry()
                continue
            name, colon, value = line.partition('#')[0].strip().partition(':')
            if not colon:
                continue
            name, value = name.strip().lower(), urllib.parse.unquote(value.strip())
            if name == 'user-agent':
                if entry.is_complete:
                    self._add(entry)
                    entry = _Entry()
                entry.useragents.append(value)
            elif name == 'sitemap':
                self.sitemaps.append(value)
            elif entry.useragents:
                entry.take(name, value)
        if entry.is_complete:
            self._add(entry)

    def _add(self, entry):
        if '*' not in entry.useragents:
            self.entries.append(entry)
        elif self.default_entry is None:  # the first one counts
            self.default_entry = entry

    def _entry_for(self, useragent):
        return next((entry for entry in self.entries if entry.applies_to(useragent)), self.default_entry)

    def can_fetch(self, useragent, url):
        """May a program of that name read a URL?"""
        if self.disallow_all or self.allow_all:
            return not self.disallow_all
        if not self.last_checked:
            return False
        parts = urllib.parse.urlparse(urllib.parse.unquote(url))
        path = urllib.parse.quote(urllib.parse.urlunparse(('', '', *parts[2:]))) or '/'
        entry = self._entry_for(useragent)
        return entry is None or entry.allowance(path)

    def crawl_delay(self, useragent):
        """How many seconds a program should wait between requests, or None."""
        entry = self._entry_for(useragent) if self.mtime() else None
        return entry and entry.delay

    def request_rate(self, useragent):
        """RequestRate(requests, seconds): how many requests a program may make in how many seconds; or None."""
        entry = self._entry_for(useragent) if self.mtime() else None
        return entry and entry.req_rate

    def site_maps(self):
        """A list of the URLs of site maps, or None."""
        return self.sitemaps or None

    def __str__(self):
        entries = self.entries if self.default_entry is None else [*self.entries, self.default_entry]
        return '\n\n'.join(map(str, entries))


class _Rule:
    """Paths that begin with a text are allowed or not."""

    def __init__(self, path, allowance):
        if not path and not allowance:
            allowance = True  # to forbid nothing is to allow all
        path = urllib.parse.urlunparse(urllib.parse.urlparse(path))
        self.path = urllib.parse.quote(path)
        self.allowance = allowance

    def applies_to(self, path):
        return self.path == '*' or path.startswith(self.path)

    def __str__(self):
        return f'{"Allow" if self.allowance else "Disallow"}: {self.path}'


class _Entry:
    """The rules for some programs."""

    def __init__(self):
        self.useragents = []
        self.rulelines = []
        self.delay = self.req_rate = None
        self.is_complete = False  # there is a rule

    def take(self, name, value):
        """A rule."""
        if name in ('allow', 'disallow'):
            self.rulelines.append(_Rule(value, name == 'allow'))
        elif name == 'crawl-delay':
            if value.isdigit():
                self.delay = int(value)
        elif name == 'request-rate':
            requests, slash, seconds = value.partition('/')
            if requests.strip().isdigit() and seconds.strip().isdigit():
                self.req_rate = RequestRate(int(requests), int(seconds))
        else:
            return
        self.is_complete = True

    def applies_to(self, useragent):
        """Is that one of the programs? Of its name, what stands before a slash counts."""
        name = useragent.partition('/')[0].lower()
        return any(agent == '*' or agent.lower() in name for agent in self.useragents)

    def allowance(self, path):
        """The first rule for the path decides; without one, it is allowed."""
        return next((rule.allowance for rule in self.rulelines if rule.applies_to(path)), True)

    def __str__(self):
        lines = [f'User-agent: {agent}' for agent in self.useragents]
        if self.delay is not None:
            lines.append(f'Crawl-delay: {self.delay}')
        if self.req_rate is not None:
            lines.append(f'Request-rate: {self.req_rate.requests}/{self.req_rate.seconds}')
        return '\n'.join([*lines, *map(str, self.rulelines)])
