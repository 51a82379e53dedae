print("init pkg.first", __name__, __package__)
value = 41
def bump():
    global value
    value += 1
    return value
