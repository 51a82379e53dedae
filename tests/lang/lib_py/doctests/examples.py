def twice(x):
    """
    >>> twice(2)
    4
    """
    return 2 * x


def thrice(x):
    """
    >>> thrice(2)
    5
    >>> thrice('a')
    'aaa'
    """
    return 3 * x


def silent():
    """No examples."""


def syntax():
    """
    >>> 1 +
    Traceback (most recent call last):
    SyntaxError: invalid syntax
    """
