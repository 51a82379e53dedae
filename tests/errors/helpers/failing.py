def fails(x):
    return [y
            for y in x.missing]
