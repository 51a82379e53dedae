# Source text in other encodings than UTF-8, as bytes and as files.
import codecs
import os
import sys
import tempfile


def attempt(source):
    try:
        space = {}
        exec(source, space)
        print(' ', ascii(space['x']))
    except SyntaxError as e:
        print(' ', e)


for name in ('utf-8', 'latin-1', 'iso-8859-1', 'latin-1-unix', 'iso_latin_1', 'ascii', 'iso8859-2', 'latin2', 'ISO-8859-5', 'iso8859-15', 'cp1250',
             'gbk', 'shift_jis', 'euc_kr', 'big5', 'utf-7', 'utf-16', 'unicode-escape', 'idna', 'punycode', 'rot13', 'hex', 'cp037',
             'windows-1251', 'cp1252', 'cp437', 'KOI8-R', 'koi8_u', 'hp-roman8', 'iso8859-8', 'koi8r', 'no-such', 'x' * 90):
    print(name[:20])
    for data in b'\xe9\xb1', b'plain', b'\xa5\xff':
        if name != 'utf-8' or data == b'plain':
            attempt(b'# coding: ' + name.encode() + b'\nx = "' + data + b'"\n')
for name in b'koi8-r', b'gbk', b'no-such', b'utf-8-unix', b'utf8', b'UTF_8', b'latin1', b'latin-1', b'iso_8859_1-x':
    attempt(b'\xef\xbb\xbf# coding: ' + name + b'\nx = 1\n')

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name in 'koi8-r', 'cp1251', 'iso8859-3', 'ascii', 'gbk', 'euc-jp', 'rot13', 'no-such':
        module = 'm_' + name.replace('-', '_')
        with open(os.path.join(folder, module + '.py'), 'wb') as file:
            file.write(b'#!/usr/bin/env python\n# -*- coding: ' + name.encode() + b' -*-\nx = "\xc0\xe5"\n')
        try:
            print(name, ascii(__import__(module).x))
        except SyntaxError as e:
            print(name, e)

print('registered codecs')


def search(name):
    def loud(data, errors='strict'):
        return bytes(data).decode().replace('X', 'x'), len(data)

    def failing(data, errors='strict'):
        1 / 0

    def alone(data, errors='strict'):
        return '\ud800', len(data)

    decode = {'loud': loud, 'failing': failing, 'alone': alone}.get(name)
    return decode and codecs.CodecInfo(codecs.utf_8_encode, decode, name=name)


codecs.register(search)
for name in b'loud', b'failing', b'alone', b'quiet':
    try:
        attempt(b'# coding: ' + name + b'\nX = 1\n')
    except ZeroDivisionError as e:
        print(' ', e)
