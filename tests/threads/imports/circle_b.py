import time

time.sleep(0.05)
from imports import circle_a

value = 'b'
