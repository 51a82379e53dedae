# A counting loop with integer arithmetic and a condition.
def count(n):
    total = 0
    i = 0
    while i < n:
        if i % 3 == 0:
            total += i
        else:
            total -= 1
        i += 1
    for j in range(n):
        total += j & 7
    return total
print(count(4000000))
