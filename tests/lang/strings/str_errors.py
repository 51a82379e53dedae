"""What the methods of str answer to wrong arguments."""
tests = """'a'.find(1)
'a'.find()
'a'.find('a','b')
'a'.rindex('b')
'a'.count(1)
'a'.replace(1,2)
'a'.replace('a',2)
'a'.replace('a')
'a'.split(1)
'a'.split('')
'a'.split(None,'a')
'a'.rsplit(1)
'a'.partition(1)
'a'.partition('')
'a'.rpartition(1)
'a'.startswith(1)
'a'.endswith((1,))
'a'.strip(1)
'a'.lstrip(b'')
'a'.join(1)
'a'.join([1])
'a'.center('x')
'a'.center(3,'ab')
'a'.center(3,1)
'a'.zfill(None)
'a'.expandtabs('a')
'a'.removeprefix(1)
'a'.encode(1)
'a'.encode('foo')
'a'.encode('utf-8','foo')
'\\udc80'.encode('utf-8','foo')
'a'.translate(1)
'a'.translate({97:'x'*3})
'a'.translate({97:1.5})
'a'.translate({97:0x110000})
str.maketrans(1)
str.maketrans('a',1)
str.maketrans('a','bc')
str.maketrans('a','b',1)
str.maketrans({'ab':1})
str.maketrans({1.5:1})
'a'[1.5]
'a'[5]
'a'+1
1 in 'a'
'a'*'b'
'a'*1.5
'a'<1
str(b'a',1)
str(1,'utf-8')
str('a','utf-8')
str(b'\\xff','utf-8')
str(object=1,foo=2)
str(1,2,3,4)
'%d' % 'a'
'%d' % ()
'%s %s' % 1
'%s' % (1,2)
'%(a)s' % 1
'%(a)s' % {}
'%(a' % {}
'%z' % 1
'%' % 1
'%c' % 'ab'
'%c' % 1.5
'%c' % 0x110000
'%x' % 1.5
'%x' % 'a'
'%i' % 1.5
'%f' % 'a'
'%*d' % ('a',1)
'%.*d' % ('a',1)
'%99999999999999999999d' % 1
'%.99999999999999999999d' % 1
'' % 1
'a' % 1
'a' % {}
'a' % [1]
'%o' % None
'%d' % None
'%u' % 3.7
'%d' % 3j
'{'.format()
'}'.format()
'{} {0}'.format(1)
'{0} {}'.format(1)
'{}'.format()
'{a}'.format()
'{0.}'.format(1)
'{0[}'.format(1)
'{0[]}'.format(1)
'{0[1}'.format(1)
'{0!}'.format(1)
'{0!x}'.format(1)
'{0!rr}'.format(1)
'{0!r'.format(1)
'{0'.format(1)
'{0:{1:{2}}}'.format(1,2,3)
'{0[0]x}'.format([1])
'{:d}'.format('a')
'{!}'.format(1)
'{a.b}'.format(a=1)
'{0[99999999999999999999]}'.format([1])
'{99999999999999999999}'.format([1])
'{:>5'.format(1)
'{0:{1}'.format(1,2)
'{-1}'.format(1)
'{}'.format_map([])
'{a}'.format_map({})
'{0}'.format_map({})
'a'.format_map()
format('a','=5')
format('a','+5')
format('a','05')
format('a',',')
format('a','#')
format('a','z')
format('a',' ')
format('a','.')
format('a','5d')
format('a',1)
'{:{}}'.format(1,'foo')
'abc'.__getitem__('a')
'abc'.ljust()
'abc'.ljust(1,2,3)
'abc'.isalpha(1)
'abc'.splitlines(1,2)
'abc'.split(sep=1)
'abc'.split(foo=1)
str.join('a')
str.upper()
str.upper(1)
'a'.__format__(1)
'x'.__contains__(1)
'\\ud800'.encode()
'\\u1234'.encode('latin-1')
'\\u1234'.encode('ascii')
'a\\u1234\\u1235b'.encode('ascii')
'a\\u1234\\u1235b'.encode('cp1252')
'a\\u1234\\u1235b'.encode('latin-1')
b'\\x81'.decode('cp1252')
b'\\xff'.decode('ascii')
b'\\xe0\\x80'.decode()
b'\\xe0'.decode()
b'abc'.decode('utf-16')
b'\\x00\\xd8a'.decode('utf-16-le')
b'\\x00\\xd8'.decode('utf-16-le')
b'\\x00\\xdca\\x00'.decode('utf-16-le')
b'\\x00\\xd8a\\x00'.decode('utf-16-le')
b'abc'.decode('utf-32')
b'abcd'.decode('utf-32-le')
b'\\x00\\xd8\\x00\\x00'.decode('utf-32-le')
'\\ud800'.encode('utf-16')
'\\ud800'.encode('utf-32')
b'\\\\u12'.decode('unicode_escape')
b'\\\\x1'.decode('unicode_escape')
b'\\\\U11111111'.decode('unicode_escape')
b'\\\\'.decode('unicode_escape')
b'\\\\u12'.decode('raw_unicode_escape')
b'\\\\U11111111'.decode('raw_unicode_escape')
""".splitlines()
import warnings; warnings.simplefilter('ignore')
for x in tests:
    try: r = repr(eval(x))
    except BaseException as e: r = type(e).__name__+': '+str(e)
    print(x, '->', r)
