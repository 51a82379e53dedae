"""What the scripts here have in common."""
import os
import sys

_folder = os.path.dirname(os.path.abspath(sys.argv[0])) + '/'


def plain(what):
    """As text, without what differs between runs and machines: folders and addresses."""
    head, *parts = str(what).replace(_folder, '').split('0x')
    return head + ''.join('0xADDRESS' + part.lstrip('0123456789abcdef') for part in parts)


def attempt(function, *args, **options):
    """Call it; show what it returns or raises."""
    try:
        print('  ->', function(*args, **options))
    except BaseException as error:
        print('  raises', type(error).__name__, plain(error))


async def attempt_to(awaitable):
    """Await it; show what comes of it."""
    try:
        print('  ->', await awaitable)
    except BaseException as error:
        print('  raises', type(error).__name__, plain(error))
