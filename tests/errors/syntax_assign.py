def f():
    if x = 5:
        pass
