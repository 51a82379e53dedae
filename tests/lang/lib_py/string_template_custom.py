from string import Template


class Braced(Template):
    idpattern = '[a-z]+'
    braceidpattern = '[A-Z ]+'


class Own(Template):
    pattern = r'@(?:(?P<escaped>@)|(?P<named>[a-z]+)|<(?P<braced>[a-z]+)>|(?P<invalid>))'
    delimiter = '@'


print(Braced('$abc ${A B} $$').safe_substitute({'abc': 1, 'A B': 2}), Own('@a @@ @<b>').substitute(a=1, b=2), Template.pattern.match('${abc}').group('braced'))
