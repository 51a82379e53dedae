# Processes that do nothing, one after the other and eight at once, by fork.
from multiprocessing import Process

for _ in range(150):
    process = Process(target=int)
    process.start()
    process.join()
for _ in range(20):
    processes = [Process(target=int) for _ in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
print(process.exitcode)
