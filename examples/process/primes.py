"""Primes, by a pool of processes, with a line that shows how far it is.

The range is cut into pieces; imap_unordered() gives each to a process that is free, and the results as they come. The
pieces above take longer than those below, so many small ones share the work out better than one large one for each
process. The line goes to stderr, the answer to stdout."""
import sys
from multiprocessing import Pool, cpu_count

LIMIT, PIECE = 60_000, 2_000


def primes_in(start):
    """How many primes there are from start to start + PIECE."""
    return sum(1 for n in range(max(start, 2), start + PIECE)
               if n == 2 or n % 2 and all(n % d for d in range(3, int(n ** 0.5) + 1, 2)))


def main():
    pieces, found = range(0, LIMIT, PIECE), 0
    with Pool(min(cpu_count(), 4)) as pool:
        for done, count in enumerate(pool.imap_unordered(primes_in, pieces), 1):
            found += count
            bar = '#' * (30 * done // len(pieces))
            print(f'\r[{bar:30}] {done}/{len(pieces)} pieces, {found} primes', end='', file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f'{found} primes below {LIMIT}')


if __name__ == '__main__':
    main()
