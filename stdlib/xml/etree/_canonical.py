"""The canonical form of documents (C14N 2.0): equal documents are equal texts in it."""

import io
import re

from . import ElementTree as _tree

_XML = 'http://www.w3.org/XML/1998/namespace'
_SPACE = '{%s}space' % _XML
_is_prefixed = re.compile(r'\w+:\w+\Z').match

_IN_TEXT = str.maketrans({'&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;'})
_IN_ATTRIBUTE = str.maketrans({'&': '&amp;', '<': '&lt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;'})


def canonicalize(xml_data=None, *, out=None, from_file=None, **options):
    """The canonical form of a text or of a file: answers it, or writes it to a file. C14NWriterTarget has the options."""
    if xml_data is None and from_file is None:
        raise ValueError("Either 'xml_data' or 'from_file' must be provided as input")
    text = io.StringIO() if out is None else None
    parser = _tree.XMLParser(target=C14NWriterTarget((out if text is None else text).write, **options))
    if xml_data is None:
        _tree.parse(from_file, parser=parser)
    else:
        parser.feed(xml_data)
        parser.close()
    return text.getvalue() if text else None


class _Scope:
    """An open element: what namespaces its children brought in the document (pairs of namespace and prefix), which ones the
    element declares in the output, how its names are written and which of these are written so in children without
    declarations of their own, whether a default namespace is declared, and whether blanks are to be kept."""

    __slots__ = 'brought', 'declared', 'short_names', 'for_children', 'has_default', 'keeps_blanks'

    def __init__(self, names, has_default=False, keeps_blanks=False):
        self.brought = []
        self.declared = []
        self.short_names = self.for_children = names
        self.has_default = has_default
        self.keeps_blanks = keeps_blanks


class C14NWriterTarget:
    """A target of XMLParser that writes the canonical form.

    with_comments: comments are written. strip_text: blanks around texts are not. rewrite_prefixes: prefixes become n0, n1, ...
    qname_aware_tags, qname_aware_attrs: elements and attributes whose texts are names with a prefix. exclude_attrs,
    exclude_tags: what is left out.
    """

    def __init__(self, write, *, with_comments=False, strip_text=False, rewrite_prefixes=False, qname_aware_tags=None,
                 qname_aware_attrs=None, exclude_attrs=None, exclude_tags=None):
        self._write = write
        self._with_comments = with_comments
        self._strip_text = strip_text
        self._rewrite_prefixes = rewrite_prefixes
        self._name_tags = frozenset(qname_aware_tags or ())
        self._name_attributes = frozenset(qname_aware_attrs or ())
        self._left_out_attributes = frozenset(exclude_attrs or ())
        self._left_out_tags = frozenset(exclude_tags or ())
        outermost = _Scope({})
        outermost.declared.append((_XML, 'xml'))
        self._scopes = [outermost]
        self._known = [] if rewrite_prefixes else list(_tree._namespace_map.items())
        self._new_prefixes = {}
        self._text = []
        self._pending = None # a start that waits for its text, which may need a declaration
        self._left_out_depth = 0
        self._root_seen = self._root_done = False

    # Names.

    def _brought(self):
        for scope in reversed(self._scopes):
            yield from scope.brought
        yield from self._known

    def _resolve(self, prefixed):
        """The full name behind a name with a prefix."""
        prefix, local = prefixed.split(':', 1)
        for uri, known in self._brought():
            if known == prefix:
                return '{%s}%s' % (uri, local)
        raise ValueError(f'Prefix {prefix} of QName "{prefixed}" is not declared in scope')

    def _prefix_of(self, uri):
        """The prefix to write for a namespace, which the innermost element declares if none does."""
        hidden = set()
        for scope in reversed(self._scopes):
            for known, prefix in scope.declared:
                if known == uri and prefix not in hidden:
                    return prefix
                hidden.add(prefix)
        if self._rewrite_prefixes:
            prefix = self._new_prefixes.setdefault(uri, f'n{len(self._new_prefixes)}')
        elif not uri and '' not in hidden:
            return ''
        else:
            prefix = next((prefix for known, prefix in self._brought() if known == uri), None)
            if prefix is None:
                if uri:
                    raise ValueError(f'Namespace "{uri}" is not declared in scope')
                return ''
        self._scopes[-1].declared.append((uri, prefix))
        return prefix

    def _short_name(self, name):
        """(name to write, namespace, local name)"""
        uri, local = name[1:].rsplit('}', 1) if name[:1] == '{' else ('', name)
        prefix = self._prefix_of(uri)
        return (f'{prefix}:{local}' if prefix else local), uri, local

    # What the parser tells.

    def start_ns(self, prefix, uri):
        if self._left_out_depth:
            return
        self._flush()
        self._scopes[-1].brought.append((uri, prefix or ''))

    def data(self, data):
        if not self._left_out_depth:
            self._text.append(data)

    def start(self, tag, attrs):
        if self._left_out_depth or tag in self._left_out_tags:
            self._left_out_depth += 1
            return
        self._flush()
        if tag in self._name_tags:
            self._pending = tag, attrs
        else:
            self._start(tag, attrs)

    def end(self, tag):
        if self._left_out_depth:
            self._left_out_depth -= 1
            return
        self._flush()
        self._write(f'</{self._scopes[-1].short_names[tag][0]}>')
        self._scopes.pop()
        self._root_done = len(self._scopes) == 1

    def comment(self, text):
        if self._with_comments:
            self._special(f'<!--{text.translate(_IN_TEXT)}-->')

    def pi(self, target, data):
        self._special(f'<?{target} {data.translate(_IN_TEXT)}?>' if data else f'<?{target}?>')

    # What is written.

    def _special(self, markup):
        """Outside of the root, such things have lines of their own."""
        if self._left_out_depth:
            return
        if self._root_done:
            markup = '\n' + markup
        elif self._root_seen or self._pending:
            self._flush()
        if not self._root_seen:
            markup += '\n'
        self._write(markup)

    def _flush(self):
        """Writes the text that has come, and the start that waited for it."""
        if not self._text and not self._pending:
            return
        text = ''.join(self._text)
        self._text.clear()
        if self._strip_text and not self._scopes[-1].keeps_blanks:
            text = text.strip()
        if self._pending:
            (tag, attrs), self._pending = self._pending, None
            name = text if _is_prefixed(text) else None
            self._start(tag, attrs, name)
            if name:
                return
        if text and self._root_seen:
            self._write(text.translate(_IN_TEXT))

    def _start(self, tag, attrs, name_in_text=None):
        outer = self._scopes[-1]
        if self._left_out_attributes:
            attrs = {key: value for key, value in attrs.items() if key not in self._left_out_attributes}
        meant = {}
        if self._name_attributes:
            meant = {key: self._resolve(value) for key, value in attrs.items()
                     if key in self._name_attributes and _is_prefixed(value)}
        names = {tag, *attrs, *meant.values()}
        if name_in_text:
            name_in_text = self._resolve(name_in_text)
            names.add(name_in_text)
        space = attrs.get(_SPACE)
        scope = _Scope(outer.for_children, outer.has_default, space == 'preserve' if space else outer.keeps_blanks)
        self._root_seen = True
        self._scopes.append(scope)
        if not names <= scope.short_names.keys():
            self._learn(scope, names)
        short = scope.short_names
        markup = self._attributes(scope, attrs, meant) if attrs or scope.declared else ''
        self._write(f'<{short[tag][0]}{markup}>')
        if name_in_text:
            self._write(short[name_in_text][0].translate(_IN_TEXT))

    def _learn(self, scope, names):
        """Finds prefixes for names, in the order of their namespaces."""
        known = scope.for_children
        new = self._find_prefixes(names - known.keys())
        if scope.declared: # then the others may have to be written otherwise, too
            scope.declared.clear()
            new = self._find_prefixes(names)
            known = {}
            scope.has_default = scope.has_default or any(not prefix for uri, prefix in scope.declared)
        if not scope.has_default:
            known.update(new)
            scope.short_names = scope.for_children = known
            return
        # names without a namespace: children may have a declaration for them
        known.update({name: short for name, short in new.items() if short[1]})
        scope.for_children = known
        scope.short_names = {name: new.get(name) or known[name] for name in names}

    def _find_prefixes(self, names):
        return {name: self._short_name(name) for name in sorted(names, key=lambda name: name.split('}', 1))}

    def _attributes(self, scope, attrs, meant):
        short = scope.short_names
        pairs = sorted((f'xmlns:{prefix}' if prefix else 'xmlns', uri) for uri, prefix in scope.declared)
        for key, value in sorted(attrs.items()):
            written, uri, local = short[key]
            pairs.append((written if uri else local, short[meant[key]][0] if key in meant else value))
        return ''.join([f' {key}="{value.translate(_IN_ATTRIBUTE)}"' for key, value in pairs])
