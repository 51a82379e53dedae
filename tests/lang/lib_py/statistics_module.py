import copy
from fractions import Fraction as F
from statistics import *
ds = [[1, 2, 3, 4], [1.5, 2.5, 10.0], [F(1, 2), F(1, 3)], [1, 2.5], [1, F(1, 3)], [3] * 5, [1e30, 1, -1e30], [0.1] * 10, [2, 7, 1, 8, 2, 8], [True, 2]]
for d in ds:
    print(d, mean(d), fmean(d), median(d), median_low(d), median_high(d), median_grouped(d), mode(d), multimode(d), variance(d), pvariance(d), stdev(d), pstdev(d), quantiles(d), quantiles(d, n=10, method='inclusive'), pvariance(d, mean(d)), stdev(d, mean(d)))
print(geometric_mean([54, 24, 36]), harmonic_mean([40, 60]), harmonic_mean([40, 60], weights=[5, 30]), harmonic_mean([1, 0]), harmonic_mean([F(1, 2), 3]), harmonic_mean([5]), fmean([1, 2, 3], [1, 0, 3]), median_grouped([1, 3, 3, 5, 7], 2), mode('aabbb'), multimode('aabbcc'), multimode([]), mean([float('inf'), 1]), mean([float('nan')]) != 0, median(['a', 'b', 'c']))
print(covariance([1, 2, 3], [4, 5, 9]), correlation([1, 2, 3], [1, 5, 7]), correlation([1, 2], [2, 1]), linear_regression([1, 2, 3], [2, 4.5, 6]), linear_regression([1, 2, 3], [2, 4, 6.5], proportional=True))
for f in (lambda: mean([]), lambda: fmean([]), lambda: median([]), lambda: mode([]), lambda: variance([1]), lambda: pvariance([]), lambda: stdev([1]), lambda: pstdev([]), lambda: quantiles([1]), lambda: quantiles([1, 2], n=0), lambda: quantiles([1, 2], method='x'), lambda: geometric_mean([0]), lambda: geometric_mean([]), lambda: harmonic_mean([-1, 2]), lambda: harmonic_mean([]), lambda: harmonic_mean(['a']), lambda: correlation([1], [1]), lambda: correlation([1, 2], [1]), lambda: correlation([1, 1], [1, 2]), lambda: covariance([1], [1]), lambda: linear_regression([1, 1], [1, 2]), lambda: fmean([1], [1, 2]), lambda: fmean([1], [0]), lambda: harmonic_mean([1, 2], [1]), lambda: NormalDist(0, -1), lambda: NormalDist(0, 0).pdf(1), lambda: NormalDist().inv_cdf(0), lambda: mean(['a']), lambda: NormalDist().overlap(5), lambda: NormalDist(0, 0).zscore(1)):
    try:
        print(f())
    except (StatisticsError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
n = NormalDist(100, 15); m = NormalDist(110, 12)
print(n, n.pdf(110), n.cdf(110), [n.inv_cdf(p) for p in (1e-20, 1e-5, .01, .1, .3, .5, .77, .95, .9999, 1 - 1e-12)], n.quantiles(5), n.overlap(m), n.overlap(NormalDist(90, 15)), n.zscore(120), n.mean, n.median, n.mode, n.stdev, n.variance)
print(n + 5, n - 5, 5 - n, n * 2, 2 * n, n / 3, -n, +n, n + m, n - m, n == NormalDist(100, 15), hash(n) == hash(NormalDist(100, 15)), NormalDist.from_samples([1, 2, 3, 4]), n.samples(3, seed=5), copy.copy(n))
