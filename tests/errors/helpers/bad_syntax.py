def ok(): pass
def bad(:
    pass
