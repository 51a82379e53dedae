"""Modules of the library: imported again, made by hand, run as scripts; and submodules that fail for want of another."""
import importlib
import importlib.machinery
import importlib.util
import runpy
import sys

import json
import textwrap

print(importlib.reload(json) is json, json.dumps([1]))

for name in 'math', 'textwrap', 'json':
    spec = importlib.util.find_spec(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(module.__name__, module is sys.modules.get(name), module.__spec__ is spec, spec.submodule_search_locations is None)

print(runpy.run_module('keyword')['iskeyword']('if'))
print(importlib.machinery.BuiltinImporter.find_spec('itertools').name, importlib.machinery.BuiltinImporter.find_spec('json'))

for statement in 'from pkg import needs_missing', 'from pkg import nowhere', 'import pkg.nowhere':
    try:
        exec(statement)
    except ImportError as error:
        print(type(error).__name__, error.name, str(error).partition(' (')[0])
