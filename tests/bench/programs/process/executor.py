# ProcessPoolExecutor with small calls.
from concurrent.futures import ProcessPoolExecutor

if __name__ == '__main__':
    with ProcessPoolExecutor(2) as executor:
        print(sum(future.result() for future in [executor.submit(abs, -i) for i in range(3000)]))
        print(sum(executor.map(abs, range(20000), chunksize=100)))
