# Small tasks for a pool of threads.
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=4) as pool:
    futures = [pool.submit(pow, i, 2, 1009) for i in range(20_000)]
    print(sum(future.result() for future in futures))
