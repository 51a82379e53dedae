"""Message: headers and a body, which is text or a list of Messages.

Headers are read and written as they are (what CPython calls the policy compat32). There are no other policies."""
import binascii
import quopri
from email import _parameters, _writer, errors, utils

__all__ = ['Message']


class Message:
    """A message.

    Headers are a mapping whose keys ignore case; a key may be there several times, and what is not there is None."""

    def __init__(self, policy=None):
        if policy is not None:
            raise NotImplementedError('email.message.Message: policies are not supported')
        self.policy = None
        self._headers = []  # pairs of names and values, as they were given
        self._payload = None
        self._unixfrom = None
        self._default_type = 'text/plain'
        self.preamble = self.epilogue = None  # what stands before and behind the parts
        self.defects = []

    def __str__(self):
        return self.as_string()

    def __bytes__(self):
        return self.as_bytes()

    def as_string(self, unixfrom=False, maxheaderlen=0, policy=None):
        """The whole message as str. unixfrom: with the line 'From ...' before it. Headers are not folded."""
        return _writer.text_of(self, unixfrom)

    def as_bytes(self, unixfrom=False, policy=None):
        """The whole message as bytes. unixfrom: with the line 'From ...' before it. Headers are not folded."""
        return _writer.bytes_of(self, unixfrom)

    def get_unixfrom(self):
        """The line 'From ...' that stood before the message, or None."""
        return self._unixfrom

    def set_unixfrom(self, unixfrom):
        """Set the line 'From ...'."""
        self._unixfrom = unixfrom

    # --- headers ---

    def __len__(self):
        return len(self._headers)

    def __contains__(self, name):
        return name.lower() in [key.lower() for key, _ in self._headers]

    def __iter__(self):
        for name, _ in self._headers:
            yield name

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, value):
        """Adds a header; others of that name stay."""
        self._headers.append((name, value))

    def __delitem__(self, name):
        """Removes all headers of that name; there may be none."""
        name = name.lower()
        self._headers = [pair for pair in self._headers if pair[0].lower() != name]

    def keys(self):
        """The names of all headers, in their order."""
        return [name for name, _ in self._headers]

    def values(self):
        """The values of all headers, in their order."""
        return [_shown(value) for _, value in self._headers]

    def items(self):
        """Names and values of all headers, in their order."""
        return [(name, _shown(value)) for name, value in self._headers]

    def get(self, name, failobj=None):
        """The value of the first header of that name."""
        name = name.lower()
        for key, value in self._headers:
            if key.lower() == name:
                return _shown(value)
        return failobj

    def get_all(self, name, failobj=None):
        """A list of the values of all headers of that name; failobj if there is none."""
        name = name.lower()
        return [_shown(value) for key, value in self._headers if key.lower() == name] or failobj

    def add_header(self, _name, _value, **_params):
        """Add a header with parameters: _ in their names becomes -; None is a parameter without a value.

        A value that is not ASCII can be a triple: character set, language, text."""
        parts = [] if _value is None else [_value]
        for name, value in _params.items():
            parts.append(_parameters.join(name.replace('_', '-'), value))
        self[_name] = '; '.join(parts)

    def replace_header(self, _name, _value):
        """Give the first header of that name another value; KeyError if there is none."""
        for index, (name, _) in enumerate(self._headers):
            if name.lower() == _name.lower():
                self._headers[index] = (name, _value)
                return
        raise KeyError(_name)

    def set_raw(self, name, value):
        """Add a header, for parsers."""
        self._headers.append((name, value))

    def raw_items(self):
        """Names and values as they are stored."""
        return iter(list(self._headers))

    # --- the type of the body ---

    def get_content_type(self):
        """The type of the body in lower case, as 'text/plain'."""
        value = self.get('content-type')
        if value is None:
            return self.get_default_type()
        kind = value.partition(';')[0].strip().lower()
        return kind if kind.count('/') == 1 else 'text/plain'

    def get_content_maintype(self):
        """What stands before the slash in get_content_type()."""
        return self.get_content_type().partition('/')[0]

    def get_content_subtype(self):
        """What stands after the slash in get_content_type()."""
        return self.get_content_type().partition('/')[2]

    def get_default_type(self):
        """The type of a body whose type no header says."""
        return self._default_type

    def set_default_type(self, ctype):
        """Set what get_default_type() answers. No header changes."""
        self._default_type = ctype

    def set_type(self, type, header='Content-Type', requote=True):
        """Set the type and leave the parameters."""
        if type.count('/') != 1:
            raise ValueError
        if header.lower() == 'content-type':
            del self['mime-version']
            self['MIME-Version'] = '1.0'
        params = self.get_params([], header, requote)
        del self[header]
        self[header] = '; '.join([type, *(_parameters.join(name, value, requote) for name, value in params[1:])])

    def get_content_disposition(self):
        """'inline', 'attachment' or what else Content-Disposition says, in lower case; None if there is none."""
        value = self.get('content-disposition')
        return None if value is None else _parameters.split(value)[0][0].lower()

    # --- parameters of headers ---

    def get_params(self, failobj=None, header='content-type', unquote=True):
        """Names and values of the parameters of a header; the first is the header's own value, with ''."""
        value = self.get(header)
        if value is None:
            return failobj
        pairs = _parameters.split(value)
        return [(name, _parameters.unquoted(value)) for name, value in pairs] if unquote else pairs

    def get_param(self, param, failobj=None, header='content-type', unquote=True):
        """The value of a parameter of a header, or failobj. It is a triple (character set, language, text) if it was
        encoded as in RFC 2231: see email.utils.collapse_rfc2231_value()."""
        for name, value in self.get_params([], header, unquote):
            if name.lower() == param.lower():
                return value
        return failobj

    def _set_params(self, header, change, requote, replace=False):
        """Gives a header other parameters: change(name, value) answers a value, or None to drop it."""
        parts = []
        for name, value in self.get_params([], header, requote):
            value = change(name.lower(), value)
            if value is not None:
                parts.append(_parameters.join(name, value, requote))
        self._set_value(header, '; '.join(parts), replace)

    def _set_value(self, header, value, replace):
        if value == self.get(header):
            return
        if replace:
            self.replace_header(header, value)
        else:
            del self[header]
            self[header] = value

    def set_param(self, param, value, header='Content-Type', requote=True, charset=None, language='', replace=False):
        """Set a parameter of a header, which is made if it is not there. replace: it stays where it is."""
        if charset and not isinstance(value, tuple):
            value = (charset, language, value)
        if header not in self and header.lower() == 'content-type':
            before = 'text/plain'
        else:
            before = self.get(header)
        if self.get_param(param, header=header):
            self._set_params(header, lambda name, old: value if name == param.lower() else old, requote, replace)
        else:
            added = _parameters.join(param, value, requote)
            self._set_value(header, f'{before}; {added}' if before else added, replace)

    def del_param(self, param, header='content-type', requote=True):
        """Remove a parameter of a header, if it is there."""
        if header in self:
            self._set_params(header, lambda name, value: None if name == param.lower() else value, requote)

    def get_filename(self, failobj=None):
        """The name of the file that the body is."""
        name = self.get_param('filename', None, 'content-disposition')
        if name is None:
            name = self.get_param('name', None, 'content-type')
        return failobj if name is None else utils.collapse_rfc2231_value(name).strip()

    def get_boundary(self, failobj=None):
        """What lines between the parts begin with."""
        boundary = self.get_param('boundary')
        return failobj if boundary is None else utils.collapse_rfc2231_value(boundary).rstrip()

    def set_boundary(self, boundary):
        """Set what lines between the parts begin with. Content-Type must be there and stays where it is."""
        if 'content-type' not in self:
            raise errors.HeaderParseError('No Content-Type header found')
        self.set_param('boundary', boundary, replace=True)

    def get_content_charset(self, failobj=None):
        """The character set of the body, in lower case."""
        charset = self.get_param('charset')
        if charset is None:
            return failobj
        if isinstance(charset, tuple):
            charset = utils.collapse_rfc2231_value(charset)
        return charset.lower() if charset.isascii() else failobj

    def get_charsets(self, failobj=None):
        """The character sets of the message and all its parts."""
        return [part.get_content_charset(failobj) for part in self.walk()]

    # --- the body ---

    def is_multipart(self):
        """Is the body a list of messages?"""
        return isinstance(self._payload, list)

    def attach(self, payload):
        """Add a Message to the parts."""
        if self._payload is None:
            self._payload = []
        elif not self.is_multipart():
            raise TypeError('Attach is not valid on a message with a non-multipart payload')
        self._payload.append(payload)

    def get_payload(self, i=None, decode=False):
        """The body: a str, or a list of Messages; i chooses one of them.

        decode: as bytes, by what Content-Transfer-Encoding says; None if the body is a list."""
        if self.is_multipart():
            return None if decode else self._payload if i is None else self._payload[i]
        if i is not None and not isinstance(self._payload, list):
            raise TypeError(f'Expected list, got {type(self._payload)}')
        if decode:
            return self._decoded()
        if isinstance(self._payload, str) and _writer.has_bytes(self._payload):
            return _decode_text(self._payload.encode('ascii', 'surrogateescape'), self.get_param('charset', 'ascii'))
        return self._payload

    def set_payload(self, payload, charset=None):
        """Set the body, to text or to a list of Messages."""
        if charset is not None:
            raise NotImplementedError('email.message.Message.set_payload: charset is not supported')
        self._payload = payload.decode('ascii', 'surrogateescape') if isinstance(payload, bytes) else payload

    def _decoded(self):
        payload = self._payload
        if not isinstance(payload, str):
            return payload
        encoding = str(self.get('content-transfer-encoding', '')).lower()
        data = payload.encode('ascii', 'surrogateescape') if payload.isascii() or _writer.has_bytes(payload) else \
            payload.encode('raw-unicode-escape')
        if encoding == 'quoted-printable':
            return quopri.decodestring(data)
        if encoding == 'base64':
            return self._from_base64(b''.join(data.splitlines()))
        if encoding in ('x-uuencode', 'uuencode', 'uue', 'x-uue'):
            try:
                return _from_uuencode(data)
            except binascii.Error:
                pass
        return data

    def _from_base64(self, data):
        """The bytes that base64 stands for, as far as it can be understood; what is wrong goes to defects."""
        missing = -len(data) % 4
        padding, characters = errors.InvalidBase64PaddingDefect, errors.InvalidBase64CharactersDefect
        for pads, strict, defects in ((missing, True, (padding,) * bool(missing)), (0, False, (characters,)),
                                      (2, False, (characters, padding))):
            try:
                decoded = binascii.a2b_base64(data + b'=' * pads, strict_mode=strict)
            except binascii.Error:
                continue
            self.defects += [defect() for defect in defects]
            return decoded
        self.defects.append(errors.InvalidBase64LengthDefect())
        return data

    def walk(self):
        """This message and all its parts, each before its own parts."""
        yield self
        if self.is_multipart():
            for part in self._payload:
                yield from part.walk()


def _shown(value):
    """The value of a header: bytes that nobody can decode are shown as such."""
    if isinstance(value, str) and _writer.has_bytes(value):
        return value.encode('ascii', 'surrogateescape').decode('ascii', 'replace')
    return value


def _decode_text(data, charset):
    if isinstance(charset, tuple):
        charset = utils.collapse_rfc2231_value(charset)
    try:
        return data.decode(charset, 'replace')
    except LookupError:
        return data.decode('ascii', 'replace')


def _from_uuencode(data):
    """The bytes between the lines 'begin ...' and 'end'; binascii.Error if there are none."""
    lines = iter(data.splitlines())
    for line in lines:
        if line.startswith(b'begin '):
            break
    else:
        raise binascii.Error('no begin line')
    decoded = []
    for line in lines:
        if not line:
            continue
        if line.strip() in (b'end', b'`'):
            break
        decoded.append(binascii.a2b_uu(line))
    return b''.join(decoded)
