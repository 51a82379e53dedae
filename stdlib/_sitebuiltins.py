"""The names that only the prompt has: exit and quit that tell how to leave, help, copyright, credits, license."""

import builtins


class Quitter:
    """Calling it leaves; showing it tells how."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Use {self.name}() or Ctrl-D (i.e. EOF) to exit"

    def __call__(self, code=None):
        raise SystemExit(code)


class Notice:
    """A text that shows itself, called or not."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    def __call__(self):
        print(self.text)


class Helper:
    """help(object) prints the object's documentation."""

    def __repr__(self):
        return "Type help(object) for help about object."

    def __call__(self, *args):
        if not args:
            print(repr(self))
            return
        thing = args[0]
        name = getattr(thing, "__qualname__", None) or getattr(thing, "__name__", None) or type(thing).__name__
        print(name + (getattr(thing, "__text_signature__", None) or ""))
        doc = getattr(thing, "__doc__", None)
        if doc:
            print("    " + doc.strip().replace("\n", "\n    "))


builtins.exit = Quitter("exit")
builtins.quit = Quitter("quit")
builtins.help = Helper()
builtins.copyright = Notice("Copyright (c) 2026 The minipy authors.")
builtins.license = Notice("minipy is free software under the MIT licence; see the file LICENSE.")
