# coding: cp1253
# Ò
print("never")
