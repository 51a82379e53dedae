# -*- coding: gbk -*-
# A script in an encoding that is of several bytes for each character, also in what is shown of it.
字 = "你好"
print(ascii(字), ascii("字" in globals()))
try:
    字()  # 这里
except TypeError as e:
    import traceback
    print(ascii(traceback.format_exc().splitlines()[-2]))
