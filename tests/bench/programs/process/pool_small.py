# A pool with many tasks that are nothing much: in chunks, and one by one.
from multiprocessing import Pool


def square(x):
    return x * x


if __name__ == '__main__':
    with Pool(2) as pool:
        print(sum(pool.map(square, range(100000))))
        print(sum(pool.map(square, range(5000), chunksize=1)))
        print(sum(pool.imap(square, range(5000))))
        print(sum(pool.imap_unordered(square, range(5000), chunksize=50)))
