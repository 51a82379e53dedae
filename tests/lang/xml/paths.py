# Paths of find() and its like.
import xml.etree.ElementTree as ET
from xml.etree import ElementPath

tree = ET.XML('''<body xmlns:n="urn:n"><tag class="a">text</tag><tag class="b"/><section><tag class="b" id="inner">subtext</tag>
<n:tag class="c">n</n:tag><deep><tag>x<b>y</b>z</tag></deep></section><n:tag/><other xmlns="urn:d"><tag/></other><!--c--><?p i?></body>''')
tree.append(ET.Comment('added'))
tree.append(ET.PI('target'))
PATHS = ['tag', '*', '.', './tag', './/tag', 'section/tag', 'section//tag', './/*', './*', '*/tag', '..', './/tag/..', 'section/..', './/b/../..', 'tag/.',
         './/tag[@class]', ".//tag[@class='b']", './/tag[@class="b"]', ".//tag[@class!='b']", './/*[@id]', ".//*[@class='b'][@id='inner']", './/section[tag]', './/*[b]',
         ".//tag[.='text']", ".//tag[.!='text']", ".//*[tag='subtext']", ".//*[tag!='subtext']", ".//deep[tag='xyz']", "tag[1]", "tag[2]", "tag[3]", "tag[last()]", "tag[last()-1]",
         "tag[last()-5]", ".//tag[1]", './/tag[ @class = "b" ]', '{urn:n}tag', './/{urn:n}tag', '{*}tag', './/{*}tag', '{urn:n}*', './/{urn:n}*', '{}tag', './/{}*', '{}*', '{*}*',
         './/{*}*', 'n:tag', './/n:tag', 'n:*', 'section/', 'section//', 'nothing', 'nothing/tag', ' tag', 'section /tag',
         '/tag', '//tag', './/', 'tag//[1]', 'tag[0]', 'tag[-1]', 'tag[first()]', 'tag[last()-x]', 'tag[last()+1]', 'tag[]', "tag[@]", '[1]', 'tag[position()]',
         'tag/(x)', '@class', 'tag/@class', 'q:tag', './/q:tag', "tag['x']", "tag[@class=b]", 'tag[.]', '...', '{urn', "a[b][c]d", '{*}', 'tag[@n:x]', '*[2]']
SPACES = {'n': 'urn:n', '': 'urn:d'}


def show(function):
    try:
        found = function()
        if isinstance(found, list):
            found = ' '.join(f'{e.tag}:{e.get("class")}' if isinstance(e.tag, str) else e.tag.__name__ for e in found)
        return repr(found if found is None or isinstance(found, str) else found.tag)
    except Exception as error:
        return f'{type(error).__name__} {error}'


for path in PATHS:
    print(repr(path))
    for namespaces in (None, SPACES, {'n': 'urn:n'}):
        print('   ', show(lambda: tree.findall(path, namespaces)))
    try:
        found = tree.findall(path)
    except Exception:
        for search in (tree.find, tree.findtext, lambda path: list(tree.iterfind(path))):
            print('   ', show(lambda: search(path)))
    else:
        if path.startswith(('n:', 'q:')): # a plain tag for elements, a prefix for ElementPath
            continue
        assert tree.find(path) is (found[0] if found else None)
        assert list(tree.iterfind(path)) == found == ElementPath.findall(tree, path)
        assert tree.findtext(path, 'none') == (found[0].text or '' if found else 'none')
        assert ElementPath.find(tree, path) is tree.find(path)

whole = ET.ElementTree(tree)
print(whole.find('tag').get('class'), whole.findtext('tag'), len(whole.findall('.//tag')), len(list(whole.iterfind('tag'))), whole.findtext('x', 'no'))
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(whole.find('/tag').get('class'), len(whole.findall('//tag')), [(w.category.__name__, str(w.message)) for w in caught])
for path in ("a/b[@c='d']", './/{u}x', "..//y", "p:a[last()-1]", ' a ', "a[.='x y']", 'a::b'):
    for namespaces in ({'p': 'P'}, {'p': 'P', '': 'D'}):
        print(show(lambda: str(list(ElementPath.xpath_tokenizer(path, namespaces)))))
for path in (3, None, ('a',)):
    print(show(lambda: tree.find(path)))
print(show(lambda: tree.find('tag', 3)), show(lambda: tree.findall('n:tag', {})))
print(show(lambda: tree.find(ET.Comment)))
mutable = ET.XML('<a><b/><b/><b/></a>')
for child in mutable.iterfind('b'):
    mutable.remove(child)
print(len(mutable))
