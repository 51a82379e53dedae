# -W error: what cannot be raised is reported, also at the end of the interpreter.
import io

x = open('/dev/null', encoding='utf-8')


def discard():
    open('/dev/null', 'rb')


discard()
y = io.FileIO('/dev/null', 'w')
del y
