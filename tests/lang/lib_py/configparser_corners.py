# configparser: what is refused as interpolation, defaults of a RawConfigParser, options of the typed getters.
import configparser
import inspect
import warnings

for wrong in 42, 'text', configparser.ExtendedInterpolation:
    try:
        configparser.ConfigParser(interpolation=wrong)
    except TypeError as e:
        print(e)
try:
    configparser.RawConfigParser(defaults={1: 2.4})
except AttributeError as e:
    print(e)
print(dict(configparser.RawConfigParser(defaults={'A': 2.4, 'b': None})['DEFAULT']))
try:
    configparser.ConfigParser(defaults={'A': 2.4})
except TypeError as e:
    print(e)
print(dict(configparser.ConfigParser(defaults={'A': '5%', 'b': '1'}).defaults()))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    parser = configparser.ConfigParser(interpolation=configparser.LegacyInterpolation())
    print(caught[0].message, caught[0].filename == __file__)
parser.read_string('[s]\na = 1\nb = %(a)s2\nyes = on')
print(parser.getint('s', 'b'), parser.getint('s', 'x', fallback=None), parser.getfloat('s', 'c', vars={'c': '%(a)s.5'}))
print(parser.getboolean('s', 'yes', raw=True), list(inspect.signature(parser.getint).parameters))
