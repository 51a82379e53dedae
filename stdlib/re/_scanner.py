"""re.Scanner: text as tokens, each of which is what one of several patterns matches."""
import sys

from re import _compile


class Scanner:
    """Splits text into tokens: a list of (pattern, action), the first that matches counts.

    An action is a function of (scanner, text), None to drop the text, or what stands for it.
    """

    __module__ = 're'

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self.match = None
        self.scanner = _Rules([_compile(phrase, flags) for phrase, _ in lexicon])

    def scan(self, string):
        """(tokens, the rest that no pattern matched)"""
        tokens = []
        at = 0
        match = self.scanner.scanner(string).match
        while (found := match()) and found.end() != at:
            at = found.end()
            action = self.lexicon[found.lastindex - 1][1]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                tokens.append(action)
        return tokens, string[at:]


class _Rules:
    """Several patterns as one. Each has its own groups, so a reference to group 1 is to the first of its pattern."""

    def __init__(self, patterns):
        self.patterns = patterns

    def scanner(self, string, pos=0, endpos=sys.maxsize):
        return _RuleScanner(self.patterns, string, pos, endpos)

    def match(self, string, pos=0, endpos=sys.maxsize):
        return self.scanner(string, pos, endpos).match()

    def search(self, string, pos=0, endpos=sys.maxsize):
        return self.scanner(string, pos, endpos).search()


class _RuleScanner:
    """Matches one after the other, as Pattern.scanner() has them."""

    def __init__(self, patterns, string, pos, endpos):
        self._patterns, self._string, self._at, self._endpos = patterns, string, pos, endpos
        self._ahead = [None] * len(patterns)  # what search() has found for each pattern, if it is not behind
        self._empty_at = -1

    def match(self):
        """The match of the first pattern that has one here, or None."""
        for number, pattern in enumerate(self._patterns, 1):
            found = pattern.match(self._string, self._at, self._endpos)
            if found and (found.end() > self._at or self._at != self._empty_at):
                return self._passed(found, number)
        return None

    def search(self):
        """The first match of any pattern, or None; of those that begin at the same place that of the first pattern."""
        best = None
        for index, pattern in enumerate(self._patterns):
            found = self._ahead[index]
            if found is None or found and found.start() < self._at:
                found = self._ahead[index] = self._next(pattern) or False
            if found and (best is None or found.start() < self._ahead[best].start()):
                best = index
        return None if best is None else self._passed(self._ahead[best], best + 1)

    def _next(self, pattern):
        found = pattern.search(self._string, self._at, self._endpos)
        if found and found.end() == self._empty_at:  # an empty match was there already
            at_end = self._at >= min(len(self._string), self._endpos)
            found = None if at_end else pattern.search(self._string, self._at + 1, self._endpos)
        return found

    def _passed(self, found, number):
        self._at = found.end()
        self._empty_at = self._at if found.start() == self._at else -1
        if self._empty_at >= 0:
            self._ahead = [None] * len(self._patterns)
        return _RuleMatch(found, number)


class _RuleMatch:
    """A Match, but lastindex tells which pattern has matched."""

    def __init__(self, match, number):
        self._match, self.lastindex = match, number

    def __getattr__(self, name):
        return getattr(self._match, name)

    def __getitem__(self, group):
        return self._match[group]

    def __repr__(self):
        return repr(self._match)
