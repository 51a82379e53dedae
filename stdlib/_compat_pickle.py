"""Names of modules and functions that Python 2 knew by others: pickles of protocols 0 to 2 use those."""

_renamed_modules = """
    __builtin__=builtins copy_reg=copyreg Queue=queue SocketServer=socketserver ConfigParser=configparser
    repr=reprlib tkFileDialog=tkinter.filedialog tkSimpleDialog=tkinter.simpledialog
    tkColorChooser=tkinter.colorchooser tkCommonDialog=tkinter.commondialog Dialog=tkinter.dialog Tkdnd=tkinter.dnd
    tkFont=tkinter.font tkMessageBox=tkinter.messagebox ScrolledText=tkinter.scrolledtext
    Tkconstants=tkinter.constants Tix=tkinter.tix ttk=tkinter.ttk Tkinter=tkinter markupbase=_markupbase
    _winreg=winreg thread=_thread dummy_thread=_dummy_thread dbhash=dbm.bsd dumbdbm=dbm.dumb dbm=dbm.ndbm
    gdbm=dbm.gnu xmlrpclib=xmlrpc.client SimpleXMLRPCServer=xmlrpc.server httplib=http.client
    htmlentitydefs=html.entities HTMLParser=html.parser Cookie=http.cookies cookielib=http.cookiejar
    BaseHTTPServer=http.server test.test_support=test.support commands=subprocess urlparse=urllib.parse
    robotparser=urllib.robotparser urllib2=urllib.request anydbm=dbm _abcoll=collections.abc
"""
# Only in this direction: several old modules became one.
_merged_modules = """
    cPickle=pickle _elementtree=xml.etree.ElementTree FileDialog=tkinter.filedialog SimpleDialog=tkinter.simpledialog
    DocXMLRPCServer=xmlrpc.server SimpleHTTPServer=http.server CGIHTTPServer=http.server UserDict=collections
    UserList=collections UserString=collections whichdb=dbm StringIO=io cStringIO=io
"""
_split_modules = """
    bz2=_bz2 dbm=_dbm functools=_functools gdbm=_gdbm pickle=_pickle
"""
_renamed = """
    __builtin__:xrange=builtins:range __builtin__:reduce=functools:reduce __builtin__:intern=sys:intern
    __builtin__:unichr=builtins:chr __builtin__:unicode=builtins:str __builtin__:long=builtins:int
    itertools:izip=builtins:zip itertools:imap=builtins:map itertools:ifilter=builtins:filter
    itertools:ifilterfalse=itertools:filterfalse itertools:izip_longest=itertools:zip_longest
    UserDict:IterableUserDict=collections:UserDict UserList:UserList=collections:UserList
    UserString:UserString=collections:UserString whichdb:whichdb=dbm:whichdb _socket:fromfd=socket:fromfd
    _multiprocessing:Connection=multiprocessing.connection:Connection
    multiprocessing.process:Process=multiprocessing.context:Process
    multiprocessing.forking:Popen=multiprocessing.popen_fork:Popen
    urllib:ContentTooShortError=urllib.error:ContentTooShortError urllib:getproxies=urllib.request:getproxies
    urllib:pathname2url=urllib.request:pathname2url urllib:quote_plus=urllib.parse:quote_plus
    urllib:quote=urllib.parse:quote urllib:unquote_plus=urllib.parse:unquote_plus urllib:unquote=urllib.parse:unquote
    urllib:url2pathname=urllib.request:url2pathname urllib:urlcleanup=urllib.request:urlcleanup
    urllib:urlencode=urllib.parse:urlencode urllib:urlopen=urllib.request:urlopen
    urllib:urlretrieve=urllib.request:urlretrieve urllib2:HTTPError=urllib.error:HTTPError
    urllib2:URLError=urllib.error:URLError
"""
_merged = """
    __builtin__:basestring=builtins:str exceptions:StandardError=builtins:Exception
    UserDict:UserDict=collections:UserDict socket:_socketobject=socket:SocketType
"""
_split = """
    __builtin__:reduce=_functools:reduce FileDialog:FileDialog=tkinter.filedialog:FileDialog
    FileDialog:LoadFileDialog=tkinter.filedialog:LoadFileDialog
    FileDialog:SaveFileDialog=tkinter.filedialog:SaveFileDialog
    SimpleDialog:SimpleDialog=tkinter.simpledialog:SimpleDialog
    DocXMLRPCServer:ServerHTMLDoc=xmlrpc.server:ServerHTMLDoc
    DocXMLRPCServer:XMLRPCDocGenerator=xmlrpc.server:XMLRPCDocGenerator
    DocXMLRPCServer:DocXMLRPCRequestHandler=xmlrpc.server:DocXMLRPCRequestHandler
    DocXMLRPCServer:DocXMLRPCServer=xmlrpc.server:DocXMLRPCServer
    DocXMLRPCServer:DocCGIXMLRPCRequestHandler=xmlrpc.server:DocCGIXMLRPCRequestHandler
    SimpleHTTPServer:SimpleHTTPRequestHandler=http.server:SimpleHTTPRequestHandler
    CGIHTTPServer:CGIHTTPRequestHandler=http.server:CGIHTTPRequestHandler socket:_socketobject=_socket:socket
    exceptions:ImportError=builtins:ModuleNotFoundError
"""
_exceptions = """
    ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning EOFError
    EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
    IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError NotImplementedError
    OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning StopIteration
    SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError UnicodeDecodeError
    UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning
    ZeroDivisionError
"""
_multiprocessing_errors = "AuthenticationError BufferTooShort ProcessError TimeoutError"
_os_errors = """
    BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
    ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError
    PermissionError ProcessLookupError TimeoutError
"""


def _modules(text):
    return dict(pair.split('=') for pair in text.split())


def _names(text):
    return {tuple(old.split(':')): tuple(new.split(':')) for old, new in (pair.split('=') for pair in text.split())}


def _swapped(mapping):
    return {new: old for old, new in mapping.items()}


_two_way = _names(_renamed)
_two_way |= {('exceptions', name): ('builtins', name) for name in _exceptions.split()}
_two_way |= {('multiprocessing', name): ('multiprocessing.context', name) for name in _multiprocessing_errors.split()}

IMPORT_MAPPING = _modules(_renamed_modules) | _modules(_merged_modules)
REVERSE_IMPORT_MAPPING = _swapped(_modules(_renamed_modules))
REVERSE_IMPORT_MAPPING |= {new: old for old, new in (pair.split('=') for pair in _split_modules.split())}
NAME_MAPPING = _two_way | _names(_merged)
REVERSE_NAME_MAPPING = _swapped(_two_way)
REVERSE_NAME_MAPPING |= {tuple(new.split(':')): tuple(old.split(':'))
                         for old, new in (pair.split('=') for pair in _split.split())}
REVERSE_NAME_MAPPING |= {('builtins', name): ('exceptions', 'OSError') for name in _os_errors.split()}
PYTHON2_EXCEPTIONS = tuple(_exceptions.split())
MULTIPROCESSING_EXCEPTIONS = tuple(_multiprocessing_errors.split())
PYTHON3_OSERROR_EXCEPTIONS = tuple(_os_errors.split())
PYTHON3_IMPORTERROR_EXCEPTIONS = ('ModuleNotFoundError',)
