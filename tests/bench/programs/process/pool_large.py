# A pool that computes.
from multiprocessing import Pool


def primes_below(limit):
    return sum(1 for n in range(2, limit) if all(n % d for d in range(2, int(n ** 0.5) + 1)))


if __name__ == '__main__':
    with Pool(2) as pool:
        print(pool.map(primes_below, [4000] * 16))
