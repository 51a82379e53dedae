"""Answers: files that know the URL they come from, and headers."""

__all__ = ['addbase', 'addclosehook', 'addinfo', 'addinfourl']


class addbase:
    """A file-like object that passes everything on to another file, fp."""

    name = '<urllib response>'
    delete = False

    def __init__(self, fp):
        self.fp = self.file = fp

    def __getattr__(self, name):
        if name == 'file':  # not there yet
            raise AttributeError(name)
        return getattr(self.file, name)

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self)!r} whose fp = {self.file!r}>'

    def __iter__(self):
        yield from self.file

    def __enter__(self):
        if self.fp.closed:
            raise ValueError('I/O operation on closed file')
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def close(self):
        """Close the file."""
        self.file.close()


class addclosehook(addbase):
    """Calls a function when the file is closed."""

    def __init__(self, fp, closehook, *hookargs):
        super().__init__(fp)
        self.closehook = closehook
        self.hookargs = hookargs

    def close(self):
        """Close the file, and call the function the first time."""
        hook, args = self.closehook, self.hookargs
        self.closehook = self.hookargs = None
        try:
            if hook:
                hook(*args)
        finally:
            super().close()


class addinfo(addbase):
    """Has headers."""

    def __init__(self, fp, headers):
        super().__init__(fp)
        self.headers = headers

    def info(self):
        """The headers."""
        return self.headers


class addinfourl(addinfo):
    """Has headers, a URL, and a status."""

    def __init__(self, fp, headers, url, code=None):
        super().__init__(fp, headers)
        self.url = url
        self.code = code

    def geturl(self):
        """The URL that was read in the end, after redirections."""
        return self.url

    def getcode(self):
        """The status."""
        return self.code

    status = property(getcode)
