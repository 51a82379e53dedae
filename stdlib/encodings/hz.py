"""HZ (RFC 1843): Chinese in pairs of letters between ~{ and ~}."""
import re
from . import _stateful
from ._pairs import RAISED, decode_quick, encode_pairs, encode_quick

_ascii_run = re.compile('[\0-\x7f]+').match
_other_run = re.compile('[^\0-\x7f]{1,128}').match
_letters = re.compile(rb'[^~\x80-\xff]+').match
_pairs = re.compile(rb'(?:[!-}][!-~]){1,128}').match


class _Writer(_stateful.Writer):
    chinese = False

    def number(self):
        """The state as a number."""
        return int(self.chinese)

    def set_number(self, number):
        self.chinese = bool(number & 0xff)

    def finish(self):
        chinese, self.chinese = self.chinese, False
        return b'~}' if chinese else b''

    def put_all(self, text):
        return None if self.chinese else encode_quick(text, 'gb2312', b'~{', b'~}')

    def put(self, text, at):
        run = _ascii_run(text, at)
        if run:
            return self.finish() + run[0].encode('ascii').replace(b'~', b'~~'), run.end()
        run = _other_run(text, at)[0]
        data = encode_pairs('gb2312', run)
        if data is None:
            try:
                run.encode('gb2312')
            except UnicodeEncodeError as error:
                run = run[:error.start]
            if not run:
                return None, at
            data = encode_pairs('gb2312', run)
        chinese, self.chinese = self.chinese, True
        return data if chinese else b'~{' + data, at + len(run)


class _Reader(_stateful.Reader):
    chinese = False
    number, set_number = _Writer.number, _Writer.set_number

    def reset(self):
        self.chinese = False

    def take_all(self, data):
        return None if self.chinese else decode_quick(data, 'gb2312', b'~{', b'~}', b'~')

    def take(self, data, at):
        if data[at] == ord('~'):
            return self._take_mark(data, at)
        if data[at] >= 0x80:
            return None, 1
        if not self.chinese:
            run = _letters(data, at)[0]
            return run.decode('ascii'), len(run)
        run = _pairs(data, at)
        if not run:
            return None, int(at + 1 < len(data))
        try:
            return run[0].translate(RAISED).decode('gb2312'), len(run[0])
        except UnicodeDecodeError as error:
            good = run[0][:error.start // 2 * 2]
        return (good.translate(RAISED).decode('gb2312'), len(good)) if good else (None, 1)

    def _take_mark(self, data, at):
        following = data[at + 1:at + 2]
        if not following:
            return None, 0
        if self.chinese:
            if following != b'}':
                return None, 1
            self.chinese = False
            return '', 2
        if following == b'{':
            self.chinese = True
        elif following not in (b'~', b'\n'):
            return None, 1
        return '~' if following == b'~' else '', 2


globals().update(_stateful.parts('hz', _Writer, _Reader))
