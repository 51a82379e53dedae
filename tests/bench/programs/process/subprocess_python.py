# Scripts that an interpreter of their own runs, and much that goes to a program and comes back.
import subprocess
import sys

total = 0
for i in range(15):
    done = subprocess.run([sys.executable, '-c', f'print({i} * 2)'], capture_output=True, text=True, check=True)
    total += int(done.stdout)
for _ in range(5):
    total += len(subprocess.run(['/bin/cat'], input=b'x' * 5000000, capture_output=True).stdout)
print(total)
