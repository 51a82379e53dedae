import sys
sys.path.insert(0, "helpers")
import failing
class K(list):
    def __getitem__(self, i): return failing.fails(i)
k = K()
sorted([1, 2], key=lambda v:
       k[v])
