import builtins
import time

builtins.attempts += 1
time.sleep(0.05)
if builtins.attempts == 1:
    raise ValueError('the first attempt')
value = 'whole'
