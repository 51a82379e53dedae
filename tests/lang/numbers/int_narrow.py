import random
r=random.Random(1)
def chk(a,b):
    out=[a+b,a-b,a*b,a&b,a|b,a^b]
    if 0<=b<200: out+= [a>>b, a<<b]
    if b: out+=[a%b,a//b]
    return out
h=0
vals=[0,1,-1,2**61,2**61-1,-2**61,-2**61-1,2**62,2**63,2**64-1,2**64,-2**63,-2**64+1,5,63,64]
for a in vals:
    for b in vals:
        for v in chk(a,b): h=(h*31+v)%(10**18+9)
for i in range(3000):
    a=r.getrandbits(r.randint(1,70))*(1 if r.random()<.5 else -1)
    b=r.getrandbits(r.randint(1,70))*(1 if r.random()<.5 else -1)
    for v in chk(a,b): h=(h*31+v)%(10**18+9)
print(h)
