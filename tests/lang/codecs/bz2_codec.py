# The codec bz2: functions, incremental classes, streams, errors.
import codecs
import io


def show(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e, type(e.__cause__).__name__)


print(codecs.lookup('bz2').name, codecs.lookup('bz2_codec').name, codecs.lookup('BZ2')._is_text_encoding)
packed = codecs.encode(b'some bytes' * 9, 'bz2')
print(packed, codecs.decode(packed, 'bz2'), codecs.decode(bytearray(packed * 2), 'bz2_codec'))
decoder = codecs.getincrementaldecoder('bz2')()
print(decoder.decode(packed[:10]), decoder.decode(packed[10:] + b'x'), repr(decoder.decode(b'')), repr(decoder.decode(b'y', True)))
decoder.reset()
print(decoder.decode(packed))
encoder = codecs.getincrementalencoder('bz2')()
data = encoder.encode(b'one') + encoder.encode(b'two', True)
encoder.reset()
print(codecs.decode(data, 'bz2'), codecs.decode(encoder.encode(b'again', True), 'bz2'))
print(codecs.getreader('bz2')(io.BytesIO(packed)).read())
raw = io.BytesIO()
codecs.getwriter('bz2')(raw).write(b'written')
print(codecs.decode(raw.getvalue(), 'bz2'))
show(b'x'.decode, 'bz2')
show('x'.encode, 'bz2')
show(codecs.encode, 'text', 'bz2')
show(codecs.decode, b'xxxxx', 'bz2')
show(codecs.decode, packed[:-4], 'bz2')
show(codecs.encode, b'x', 'bz2', 'ignore')
show(codecs.getincrementaldecoder('bz2'), 'ignore')
show(decoder.decode, 'text')
