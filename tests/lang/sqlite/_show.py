"""Prints what a call gives, or how it fails; errors of the library with their code."""


def show(what, call, *args, **kwargs):
    try:
        result = repr(call(*args, **kwargs))
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
        if hasattr(e, "sqlite_errorcode"):
            result += f" [{e.sqlite_errorcode} {e.sqlite_errorname}]"
    print(f"{what}: {result}")
