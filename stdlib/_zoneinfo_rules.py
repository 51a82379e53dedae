"""The rule in POSIX's notation that holds behind the last change of a zone: "CET-1CEST,M3.5.0,M10.5.0/3"."""
from datetime import date

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY = 86400


class _Text:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        return self.text[self.at:self.at + 1]

    def skip(self, c):
        found = self.peek() == c
        self.at += found
        return found

    def while_(self, test):
        start = self.at
        while self.peek() and test(self.peek()):
            self.at += 1
        return self.text[start:self.at]

    def name(self):
        if self.skip('<'):
            name = self.while_(lambda c: c != '>')
            self.skip('>')
            return name
        return self.while_(str.isalpha)

    def number(self):
        return int(self.while_(str.isdecimal))

    def clock(self):
        """[+-]hh[:mm[:ss]] as seconds."""
        negative = self.skip('-') or (self.skip('+') and False)
        seconds = self.number() * 3600
        for unit in (60, 1):
            if self.skip(':'):
                seconds += self.number() * unit
        return -seconds if negative else seconds


class _Day:
    """A day of each year, and a time on it."""

    def __init__(self, text):
        self.numbers = []
        self.kind = 'M' if text.skip('M') else 'J' if text.skip('J') else ''
        self.numbers.append(text.number())
        while text.skip('.'):
            self.numbers.append(text.number())
        self.time = text.clock() if text.skip('/') else 7200

    def seconds(self, year):
        """Since 1970, by the clock on the wall before the change."""
        first = date(year, 1, 1).toordinal()
        if self.kind == 'M':
            day = self._weekday_of_month(year, *self.numbers)
        elif self.kind == 'J':  # 29 February is not counted
            day = first + self.numbers[0] - 1 + (self.numbers[0] >= 60 and date(year, 3, 1).toordinal() - first == 60)
        else:
            day = first + self.numbers[0]
        return (day - _EPOCH_DAY) * _DAY + self.time

    @staticmethod
    def _weekday_of_month(year, month, week, weekday):
        first = date(year, month, 1)
        day = first.toordinal() + (weekday - first.isoweekday()) % 7 + 7 * (week - 1)
        if week == 5 and (day - first.toordinal() > 27) and date.fromordinal(day).month != month:
            day -= 7
        return day


class Rule:
    def __init__(self, text):
        text = _Text(text)
        name = text.name()
        offset = -text.clock()
        self.standard = (offset, 0, name)
        self.is_fixed = not text.peek()
        if self.is_fixed:
            return
        name = text.name()
        summer = offset + 3600 if text.peek() in ',' else -text.clock()
        self.summer = (summer, summer - offset, name)
        text.skip(',')
        self.start = _Day(text)
        text.skip(',')
        self.end = _Day(text)

    def _changes(self, year):
        """[(point of UTC, what held before, what holds then)] in the order of time."""
        return sorted([(self.start.seconds(year) - self.standard[0], self.standard, self.summer),
                       (self.end.seconds(year) - self.summer[0], self.summer, self.standard)])

    def at_wall(self, year, seconds, fold):
        if self.is_fixed:
            return self.standard
        changes = self._changes(year)
        state = changes[0][1]
        choose = min if fold else max
        for point, before, after in changes:
            if seconds >= point + choose(before[0], after[0]):
                state = after
        return state

    def at_utc(self, year, seconds):
        if self.is_fixed:
            return self.standard, False
        changes = self._changes(year)
        state, fold = changes[0][1], False
        for point, before, after in changes:
            if seconds >= point:
                state, fold = after, seconds - point < before[0] - after[0]
        return state, fold
