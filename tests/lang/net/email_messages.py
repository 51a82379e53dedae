"""email: messages and their headers, parameters, bodies; parsers; dates."""
import email
import email.utils
from email.message import Message
from email.parser import BytesParser, FeedParser, HeaderParser


def run(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def dump(message, depth=0):
    payload = '' if message.is_multipart() else repr(message.get_payload())
    print(' ' * depth, message.get_content_type(), message.items(), repr(message.preamble), repr(message.epilogue), message.defects, payload)
    if message.is_multipart():
        for part in message.get_payload():
            dump(part, depth + 1)


print('--- headers')
for text in ['A: 1\nB:2\n\nbody\n', 'A: 1\r\n  cont\r\n\tmore  \r\nB :2\r\n\r\nx\r\ny', 'no header\nA: 1\n', 'A: 1\nbad line\nB: 2\n\n', '  x\nA: 1\n\n',
             'From me\nA: 1\n\nb', 'A: 1\nFrom me\nB: 2\n\nb', ': x\nA: 1\n\n', 'A:\n 1\n\n', 'A: \n\n', '', '\n', 'A: 1', 'A:   1   \n\n', 'A: 1\rB: 2\r\rb', 'A: \xe9\n\nx',
             'A: 1\n\n\nb', 'A: 1\nFrom x\n\nb', 'a\x0bb: 1\n\n', 'A: 1\n \n\nb', 'A: 1\n']:
    message = email.message_from_string(text)
    print(ascii(text), message.items(), repr(message.get_payload()), message.defects, message.get_unixfrom(), [getattr(defect, 'line', None) for defect in message.defects])
    print(ascii(str(message)), message.as_bytes())
message = email.message_from_bytes(b'A: caf\xe9\nB: x\n\nb\xe9')
print(str(message['A']), ascii(message.get_payload()), message.get_payload(decode=True), message.as_bytes(), ascii(message.as_string()))
for name, value in [('A', '\xe9'), ('A', '\xe9' * 80), ('A', 'x ' * 100), ('A', 'a b c \xe9'), ('A', 'a\nb: c'), ('A', 'a\n b'), ('X\n', 'a'), ('A: b', 'c'), ('Subject', '  lead ')]:
    message = Message()
    message[name] = value
    print(ascii(run(message.as_string)))
message.set_payload('From me\n>x')
message.set_unixfrom('From a b')
print(repr(message.as_string()), repr(message.as_string(unixfrom=True)))
message = Message()
message['a'] = '1'
message['A'] = '2'
message['b'] = '3'
print(message['a'], message.get_all('a'), message['x'], message.get('x', 5), message.get_all('x', 6), len(message), 'B' in message, list(message), message.keys(), message.values(), list(message.raw_items()))
message.replace_header('A', 'new')
print(message.items(), run(message.replace_header, 'zz', 'q'))
del message['A'], message['nothing']
message.add_header('X-A', 'v', a='b c', d_e='f', g=None, h=('utf-8', '', '\xe9'), i='\xe9')
message.add_header('X-B', None, a='b')
print(message.items())

print('--- parameters')
for value in ['text/html', 'text/html; charset=utf-8', 'TEXT/HTML; Charset="UTF-8"; x', 'text', 'text/a/b', '', ' text/plain ; a = b ; c="d;e"; f="g\\"h;i"', 'a/b; name*=utf-8\'en\'caf%C3%A9',
              'a/b; name*0=ab; name*1=cd', 'a/b; name*0*=utf-8\'\'a%20; name*1=b%20c', 'a/b; x="<y>"', 'a/b; x=<y>', "a/b; charset*=us-ascii'en'utf-8", 'a/b;', 'a/b;;c=d',
              'a/b; c="unterminated; d=e', 'a/b; c', 'a/b; c=', 'a/b; boundary="x  "', 'a/b; filename=q', 'multipart/mixed; boundary==_x', 'a/b; name="a"; name=b', 'a/b; a*1=x; a*0=y',
              'a/b; n*0*=utf-8\'\'%41; n*1*=%42']:
    message = Message()
    message['Content-Type'] = value
    print(repr(value), message.get_content_type(), message.get_content_maintype(), message.get_content_subtype(), message.get_params(), message.get_params(unquote=False),
          message.get_content_charset(), message.get_filename(), message.get_boundary(), message.get_param('c'))
message = Message()
print(message.get_content_type(), message.get_params(), message.get_param('x', 5), message.get_boundary(), message.get_filename(3), message.get_content_charset('z'), message.get_content_disposition(), message.get_charsets())
steps = [('set_type', 'text/html'), ('set_param', 'charset', 'utf-8'), ('set_param', 'x', 'a b;c'), ('set_param', 'charset', 'latin-1'), ('del_param', 'x'), ('set_type', 'a/b'), ('set_type', 'x'),
         ('set_boundary', 'b c'), ('set_param', 'k', 'v', 'X-H'), ('del_param', 'k', 'X-H'), ('set_type', 'c/d', 'X-Y'), ('set_param', 'n', '\xe9', 'Content-Type', True, 'utf-8', 'fr'), ('del_param', 'nosuch')]
for name, *args in steps:
    print(name, args, run(getattr(message, name), *args), message.items())
print(run(Message().set_boundary, 'x'))
message = Message()
message['Content-Disposition'] = 'Attachment; filename="a b.txt"'
print(message.get_filename(), message.get_content_disposition())

print('--- bodies')
message.set_payload('abc')
print(message.get_payload(), message.get_payload(decode=True), message.is_multipart(), run(message.attach, Message()), run(message.get_payload, 0))
outer = Message()
outer.attach(message)
print(outer.is_multipart(), outer.get_payload(0) is message, run(outer.get_payload, 5), outer.get_payload(decode=True), [part.get_content_type() for part in outer.walk()])
for encoding, payload in [('base64', 'YWJj\n'), ('base64', 'YWJ'), ('quoted-printable', 'a=3D=\nb'), ('x-uuencode', 'begin 644 x\n#86)C\n \nend\n'), ('8bit', '\xe9'), ('7bit', 'a'), ('BASE64', 'YWJj'), ('x', 'a'),
                          ('base64', 'Y!WJ j='), ('base64', 'Y'), ('uuencode', 'junk')]:
    message = Message()
    message['Content-Transfer-Encoding'] = encoding
    message.set_payload(payload)
    print(encoding, message.get_payload(decode=True), message.defects)
for text in [
    'Content-Type: multipart/mixed; boundary=B\n\npre\n--B\nA: 1\n\none\n--B\n\ntwo\n\n--B--\nepi\n',
    'Content-Type: multipart/mixed; boundary="B C"\n\n--B C\n\none\n--B C--',
    'Content-Type: multipart/mixed; boundary=B\n\n--B\n\none\n',
    'Content-Type: multipart/mixed; boundary=B\n\nnothing\n',
    'Content-Type: multipart/mixed\n\n--B\n\none\n--B--\n',
    'Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nA: 1\r\n\r\none\r\n--B  \r\n\r\ntwo\r\n--B-- \r\n',
    'Content-Type: multipart/mixed; boundary=B\n\n--Bx\n--B\n\n--Bx\n--B--x\n--B--\n',
    'Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: multipart/alternative; boundary=C\n\n--C\n\nin\n--C\n\nin2\n--C--\n\n--B\n\nout\n--B--\n',
    'Content-Type: multipart/digest; boundary=B\n\n--B\n\nS: t\n\nbody\n--B--\n',
    'Content-Type: message/rfc822\n\nS: t\n\nbody\n',
    'Content-Type: message/delivery-status\n\nA: 1\nB: 2\n\nC: 3\n',
    'Content-Type: multipart/mixed; boundary=B\nContent-Transfer-Encoding: base64\n\n--B\n\nx\n--B--\n',
    'Content-Type: multipart/mixed; boundary=B\n\n\n\n--B\n\nx\n\n--B--\n\n\nz',
]:
    message = email.message_from_string(text)
    print(repr(text))
    dump(message)
    print(repr(str(message)), message.as_bytes() == text.encode(), message.get_charsets())
    dump(HeaderParser().parsestr(text))
    dump(BytesParser().parsebytes(text.encode()))
    parser = FeedParser()
    for character in text:
        parser.feed(character)
    print(str(parser.close()) == str(message))


class Special(Message):
    pass


print(type(email.message_from_string('A: 1\n\n', _class=Special)).__name__)

print('--- utils')
utils = email.utils
print(utils.quote('a"b\\c'), utils.unquote('"a\\"b"'), utils.unquote('<x>'), utils.unquote('"'), utils.unquote(''), utils.unquote('"a\\\\"'))
print(utils.decode_rfc2231("utf-8'en'a%20b"), utils.decode_rfc2231('abc'), utils.encode_rfc2231('a b\xe9', 'utf-8', 'fr'), utils.encode_rfc2231('a b'))
print(utils.collapse_rfc2231_value(('utf-8', '', 'caf\xc3\xa9')), utils.collapse_rfc2231_value('"x"'), utils.collapse_rfc2231_value((None, None, 'x')), utils.collapse_rfc2231_value(('nosuch', '', 'x')))
for date in ['Sun, 06 Nov 1994 08:49:37 GMT','Sunday, 06-Nov-94 08:49:37 GMT','Sun Nov  6 08:49:37 1994','Fri, 09 Nov 2001 01:08:47 -0000','Fri, 09 Nov 2001 01:08:47 +0530','9 Nov 2001 01:08 EST','9 Nov 68 1:2:3 PDT','9 Nov 69 1:2:3','Thu, 1 Jan 1970 00:00:00 XYZ','Nov 9 2001 01:08:47 +0100','9 November 2001 01:08:47-0500','','x',None,'Mon, 99 Foo 2000 1:2:3','Tue, 5 Mar 2024 1.2.3 Z','Tue,5 Mar 2024 10:20:30 GMT','5 Mar 2024','5 Mar 2024 10:20:30 +12:30','Wed, 29 Feb 2012 23:59:60 UT','Mon, 1 Jan 0001 00:00:00 GMT','5 Mar 2024 10:20:30 -0130 (comment)','5 Mar 2024 10:20:30 GMT+1','Sun, 06 Nov 1994 08:49:37 -0800 (PST)', '  5 Mar 2024 10:20:30', 'Thu, Jan 01 1970 00:00:00 GMT','5 Mar 2024 10:20','Sun, 06-Nov-1994 08:49:37 GMT','1 Jan 2000 0:0:0 0000','1 Jan 2000 0:0:0 500','1 Mar 99 1:1:1 A','Monday, 1 Mar 99 1:1:1 +0000','mon 1 mar 99 1:1:1']:
    parsed = utils.parsedate_tz(date)
    print(repr(date), parsed,utils.parsedate(date), utils.mktime_tz(parsed) if parsed else '')
for seconds in [0, 1e9, 1234567890.9, -1, 951782400, 2 ** 33]:
    print(utils.formatdate(seconds), utils.formatdate(seconds, usegmt=True), utils.mktime_tz(utils.parsedate_tz(utils.formatdate(seconds, True))))
print(sum(number * utils.mktime_tz((year, month, 28, 1, 2, 3, 0, 1, -1, 60)) for number, (year, month) in enumerate((y, m) for y in range(1900, 2110) for m in range(1, 13))))
