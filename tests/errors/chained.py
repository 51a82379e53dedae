# Causes and contexts.
def read(d, k):
    try:
        return d[k]
    except KeyError as e:
        raise ValueError(f"no {k}") from e
def use():
    try:
        read({}, "key")
    except ValueError:
        int("not a number")
try:
    use()
finally:
    print("finally ran")
    try:
        raise OSError(2, "gone") from None
    except OSError:
        pass
