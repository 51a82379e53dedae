# -*- coding: koi8-r -*-
# A script in an encoding that is neither UTF-8 nor Latin-1, also in what is shown of it.
я = "Привет"
print(ascii(я), ascii("я" in globals()))
try:
    я()  # вот
except TypeError as e:
    import traceback
    print(ascii(traceback.format_exc().splitlines()[-2]))
