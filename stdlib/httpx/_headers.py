"""Headers: names without case, each with one or several values."""
from collections.abc import Mapping, MutableMapping

_SECRET = frozenset(('authorization', 'proxy-authorization'))


class Headers(MutableMapping):
    """Headers({'Accept': '*/*'}): of a mapping, or of a list of pairs, of str or bytes."""

    def __init__(self, headers=None, encoding=None):
        self._encoding = encoding
        self._list = []  # of (name as it was given, name in lower case, value), bytes
        if isinstance(headers, Headers):
            self._list = headers._list[:]
        elif headers is not None:
            pairs = headers.items() if isinstance(headers, Mapping) else headers
            for name, value in pairs:
                raw = self._encode(name)
                self._list.append((raw, raw.lower(), self._encode(value)))

    def _encode(self, text):
        if isinstance(text, bytes):
            return text
        if not isinstance(text, str):
            raise TypeError(f'Header value must be str or bytes, not {type(text)}')
        return text.encode(self._encoding or 'ascii')

    @property
    def encoding(self):
        """The first of ascii, utf-8 and iso-8859-1 in which all can be read, unless one was set."""
        if self._encoding is None:
            self._encoding = 'iso-8859-1'
            for encoding in 'ascii', 'utf-8':
                try:
                    for name, _, value in self._list:
                        name.decode(encoding), value.decode(encoding)
                except UnicodeDecodeError:
                    continue
                self._encoding = encoding
                break
        return self._encoding

    @encoding.setter
    def encoding(self, encoding):
        self._encoding = encoding

    @property
    def raw(self):
        """A list of (name, value), as bytes."""
        return [(name, value) for name, _, value in self._list]

    def _joined(self):
        encoding, result = self.encoding, {}
        for _, key, value in self._list:
            name, text = key.decode(encoding), value.decode(encoding)
            result[name] = f'{result[name]}, {text}' if name in result else text
        return result

    def keys(self):
        """The names, in lower case."""
        return self._joined().keys()

    def values(self):
        """One value for each name: if there are several, they are joined by commas."""
        return self._joined().values()

    def items(self):
        """Names with such values."""
        return self._joined().items()

    def multi_items(self):
        """A list of all names and values."""
        return [(key.decode(self.encoding), value.decode(self.encoding)) for _, key, value in self._list]

    def get(self, key, default=None):
        """The value, or default."""
        try:
            return self[key]
        except KeyError:
            return default

    def get_list(self, key, split_commas=False):
        """All values of a name; those that are joined by commas can be taken apart."""
        wanted = key.lower().encode(self.encoding)
        values = [value.decode(self.encoding) for _, name, value in self._list if name == wanted]
        if not split_commas:
            return values
        return [item.strip() for value in values for item in value.split(',')]

    def update(self, headers=None):
        """Set all of these."""
        headers = Headers(headers)
        given = {name for _, name, _ in headers._list}
        self._list = [entry for entry in self._list if entry[1] not in given] + headers._list

    def copy(self):
        """The same headers."""
        return Headers(self, encoding=self.encoding)

    def __getitem__(self, key):
        values = self.get_list(key)
        if not values:
            raise KeyError(key)
        return ', '.join(values)

    def __setitem__(self, key, value):
        name = key.encode(self._encoding or 'utf-8')
        entry = name, name.lower(), value.encode(self._encoding or 'utf-8')
        places = [i for i, (_, other, _) in enumerate(self._list) if other == entry[1]]
        for i in reversed(places[1:]):
            del self._list[i]
        if places:
            self._list[places[0]] = entry
        else:
            self._list.append(entry)

    def __delitem__(self, key):
        name = key.lower().encode(self.encoding)
        kept = [entry for entry in self._list if entry[1] != name]
        if len(kept) == len(self._list):
            raise KeyError(key)
        self._list = kept

    def __contains__(self, key):
        name = key.lower().encode(self.encoding)
        return any(other == name for _, other, _ in self._list)

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._list)

    def __eq__(self, other):
        try:
            other = Headers(other)
        except (TypeError, ValueError):
            return False
        return sorted(entry[1:] for entry in self._list) == sorted(entry[1:] for entry in other._list)

    def __repr__(self):
        shown = [(name, '[secure]' if name in _SECRET else value) for name, value in self.multi_items()]
        note = '' if self.encoding == 'ascii' else f', encoding={self.encoding!r}'
        names = {name for name, _ in shown}
        return f'Headers({dict(shown) if len(names) == len(shown) else shown!r}{note})'
