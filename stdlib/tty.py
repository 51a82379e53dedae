"""Terminal modes: raw, where every byte goes to the program as it is, and cbreak, where keys do but signals stay."""
import termios
from termios import *

__all__ = ['setraw', 'setcbreak']

# Places in the lists of tcgetattr().
IFLAG, OFLAG, CFLAG, LFLAG, ISPEED, OSPEED, CC = range(7)


def _by_byte(mode):
    """Let reads answer after each byte, however long that takes."""
    mode[CC][termios.VMIN], mode[CC][termios.VTIME] = 1, 0


def setraw(fd, when=termios.TCSAFLUSH):
    """No echo, no lines, no signals, no translation in either direction."""
    mode = termios.tcgetattr(fd)
    mode[IFLAG] &= ~(termios.ISTRIP | termios.ICRNL | termios.INPCK | termios.IXON | termios.BRKINT)
    mode[LFLAG] &= ~(termios.ISIG | termios.IEXTEN | termios.ICANON | termios.ECHO)
    mode[OFLAG] &= ~termios.OPOST
    mode[CFLAG] = mode[CFLAG] & ~(termios.PARENB | termios.CSIZE) | termios.CS8
    _by_byte(mode)
    termios.tcsetattr(fd, when, mode)


def setcbreak(fd, when=termios.TCSAFLUSH):
    """No echo and no lines; the rest stays as it is."""
    mode = termios.tcgetattr(fd)
    mode[LFLAG] &= ~(termios.ICANON | termios.ECHO)
    _by_byte(mode)
    termios.tcsetattr(fd, when, mode)
