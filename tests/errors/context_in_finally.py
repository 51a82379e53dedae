def f():
    try:
        1 / 0
    finally:
        undefined_thing
f()
