# Programs that do nothing, programs whose output is read, programs that are written to.
import subprocess

for _ in range(150):
    subprocess.run(['/bin/true'], check=True)
total = 0
for _ in range(100):
    total += len(subprocess.run(['/bin/echo', 'hello'], capture_output=True, text=True).stdout)
    total += len(subprocess.check_output(['/bin/cat'], input=b'x' * 1000))
print(total)
