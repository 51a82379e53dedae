def show(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except Exception as error:
        cause = f' <- {type(error.__cause__).__name__}' if error.__cause__ else ''
        print(f'{type(error).__name__}: {ascii(str(error))}{cause}')
