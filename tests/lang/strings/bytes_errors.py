"""What bytes, bytearray and memoryview answer to wrong arguments."""
tests = """b'a'.find('a')
b'a'.find(256)
b'a'.find(97)
b'a'.find(-1)
b'a'.find(1.5)
b'a'.count('a')
b'a'.index(b'b')
b'a'.rindex(98)
b'a'.replace('a',b'')
b'a'.replace(b'a',1)
b'a'.split('a')
b'a'.split(b'')
b'a'.split(1)
b'a'.partition('a')
b'a'.partition(b'')
b'a'.startswith('a')
b'a'.startswith(('a',))
b'a'.endswith(1)
b'a'.strip('a')
b'a'.strip(1)
b'a'.join('a')
b'a'.join(['a'])
b'a'.join([b'a',1])
b'a'.join(1)
bytearray(b'a').join(['a'])
b'a'.center(3,'a')
b'a'.center(3,b'ab')
b'a'.ljust(3,1)
b'a'.ljust(3,bytearray(b'x'))
b'a'.translate('a')
b'a'.translate(b'a')
b'a'.translate(None,b'a')
b'a'.translate(None,1)
bytes.maketrans(b'a',b'bc')
bytes.maketrans('a','b')
b'a'.decode('foo')
b'a'.decode(1)
b'a'.hex(1)
b'abc'.hex('')
b'abc'.hex('::')
b'abc'.hex('é')
b'abc'.hex(b':',2)
b'abcde'.hex('-',-2)
bytes.fromhex('a')
bytes.fromhex('ag')
bytes.fromhex('a b')
bytes.fromhex(1)
bytes.fromhex('é')
b'a'.expandtabs('a')
b'a'.zfill('a')
b'a'.removeprefix('a')
b'a'+'a'
b'a'+1
bytearray(b'a')+1
b'a'['a']
b'a'[5]
b'a'[1.5]
bytearray(b'a')['a']
bytearray(b'a')[5]
'a' in b'a'
256 in b'a'
1.5 in b'a'
b'a'*'a'
b'a'<'a'
bytes('a')
bytes('a','foo')
bytes(1,'a')
bytes(-1)
bytes(1.5)
bytes([256])
bytes(['a'])
bytes(b'a','a')
bytes('a',errors='x')
bytes(10**30)
bytes([10**30])
bytes(None)
bytes(object())
bytes(1,2,3,4)
bytes(encoding='a')
bytes(errors='a')
bytearray('a')
bytearray(-1)
bytearray([256])
bytearray(1.5)
bytearray(['a'])
bytearray(b'a').append(256)
bytearray(b'a').append('a')
bytearray(b'a').extend('a')
bytearray(b'a').extend([256])
bytearray(b'a').extend(1)
bytearray(b'a').insert(0,256)
bytearray(b'').pop()
bytearray(b'a').pop(5)
bytearray(b'a').remove(98)
bytearray(b'a').remove(256)
bytearray(b'a').__setitem__(0,256)
bytearray(b'a').__setitem__(5,1)
bytearray(b'a').__setitem__(0,'a')
bytearray(b'a').__setitem__('a',1)
bytearray(b'a').__setitem__(slice(0,1),'a')
bytearray(b'a').__setitem__(slice(0,1),1)
bytearray(b'abc').__setitem__(slice(0,3,2),b'a')
bytearray(b'a').__setitem__(slice(0,1),[256])
bytearray(b'a').__delitem__(5)
bytearray(b'a').__delitem__('a')
hash(bytearray())
memoryview(1)
memoryview(b'a')[5]
memoryview(b'a')['a']
memoryview(b'a').cast('i')
memoryview(b'a').cast('z')
memoryview(b'a').cast('ii')
memoryview(b'a').__setitem__(0,1)
memoryview(bytearray(b'a')).__setitem__(0,256)
memoryview(bytearray(b'a')).__setitem__(0,'a')
memoryview(bytearray(b'a')).__setitem__(slice(0,1),b'ab')
memoryview(bytearray(b'a')).__delitem__(0)
hash(memoryview(bytearray()))
hash(memoryview(b'abcd').cast('i'))
memoryview(b'abcd').cast('i')[0]
memoryview(b'abcd').cast('B',(2,3))
memoryview(b'abcd').cast('f').tolist()
memoryview(b'a').cast('?').tolist()
memoryview(b'a').cast('c').tolist()
memoryview(b'abcd')[::2].tobytes()
memoryview(b'abcd')[::2].cast('b')
memoryview(b'abcd').cast('H').cast('i')
b'%s' % 'a'
b'%b' % 1
b'%c' % 256
b'%c' % 'a'
b'%c' % b'ab'
b'%d' % 'a'
b'%z' % 1
b'%s' % (b'a',b'b')
b'%(a)s' % {b'a':b'x'}
b'%(a)s' % 1
b'%a' % 'é'
b'%r' % 'é'
b'%5s|%-5d' % (b'a',3)
b'%s %s' % b'a'
bytearray(b'%s') % b'a'
b'a'.__getnewargs__()
b'ABc'.swapcase(), b'a-b c'.title(), b'a b'.capitalize()
b'a\\nb\\r\\nc\\r'.splitlines(True)
b'\\x0b\\x0c\\x1c'.splitlines(), b'a\\x0bb\\x1cc'.split()
b'ab'.isalnum(), b'1'.isdigit(), b' '.isspace(), b'A'.isupper()
repr(b'a\\'b"\\n\\\\\\x7f\\xff'), repr(b"a'"), str(bytearray(b"x'"))
bytearray(b'a').__reduce__()
bytearray(b'abc').__reduce_ex__(2)
bytes.fromhex('41 42'), bytearray.fromhex('4142')
memoryview(b'abc').__getitem__(slice(None,None,-1)).tolist()
repr(memoryview(b''))[:10]
memoryview(b'abc') == b'abc', memoryview(b'abcd').cast('i') == memoryview(b'abcd')
memoryview(b'abc').hex(), memoryview(b'abc').nbytes, memoryview(b'abc').format, memoryview(b'abc').shape, memoryview(b'abc').strides,memoryview(b'abc').suboffsets
""".splitlines()

for x in tests:
    try: r = repr(eval(x))
    except BaseException as e: r = type(e).__name__+': '+str(e)
    print(x, '->', r)
m=memoryview(bytearray(b'abc')); m.release()
for x in ['m[0]','m.tolist()','len(m)','m==m','repr(m)[:20]','m.release()','m.nbytes','m.obj','m.cast("B")','m.__enter__()','m.toreadonly()','bytes(m)']:
    try: r = repr(eval(x))
    except BaseException as e: r = type(e).__name__+': '+str(e)
    print(x, '->', r)
b=bytearray(b'abc'); m=memoryview(b)
try: b.append(1)
except BaseException as e: print(e)
m2=m[1:]
try: m.release(); print('ok'); 
except BaseException as e: print(e)
