"""Status codes by their names: codes.NOT_FOUND."""
from enum import IntEnum
from http import HTTPStatus


class _Codes(IntEnum):

    def __str__(self):
        return str(self.value)

    @classmethod
    def get_reason_phrase(cls, value):
        """What a code is called; '' if it is not known."""
        try:
            return HTTPStatus(value).phrase
        except ValueError:
            return ''

    @classmethod
    def is_informational(cls, value):
        """1xx: there is more to come."""
        return 100 <= value <= 199

    @classmethod
    def is_success(cls, value):
        """2xx"""
        return 200 <= value <= 299

    @classmethod
    def is_redirect(cls, value):
        """3xx"""
        return 300 <= value <= 399

    @classmethod
    def is_client_error(cls, value):
        """4xx"""
        return 400 <= value <= 499

    @classmethod
    def is_server_error(cls, value):
        """5xx"""
        return 500 <= value <= 599

    @classmethod
    def is_error(cls, value):
        """4xx and 5xx"""
        return 400 <= value <= 599


codes = _Codes('codes', {status.name: status.value for status in HTTPStatus}, module='httpx')
for _code in codes:
    setattr(codes, _code.name.lower(), int(_code))
