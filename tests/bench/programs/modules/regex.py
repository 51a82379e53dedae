# Regular expressions: words, dates, addresses, substitution, splitting, a tokenizer, many short matches.
import re

text = ("The quick brown fox jumps over the lazy dog, user42@example.com said on 2024-05-17 that 3.14159 is near pi. " * 2000)
wide = text.replace("fox", "f\u043ex")
token = re.compile(r"(?P<number>\d+(?:\.\d*)?)|(?P<name>[A-Za-z_]\w*)|(?P<operator>[-+*/=<>!@,.]=?)|(?P<space>\s+)|(?P<other>.)")
pair = re.compile(r"(\w+)\s*=\s*(\d+)")
total = 0
for subject in text, wide:
    total += len(re.findall(r"\w+", subject))
    total += len(re.findall(r"[\w.]+@[\w.]+\.\w+", subject))
    total += sum(int(year) for year, month, day in re.findall(r"(\d{4})-(\d\d)-(\d\d)", subject))
    total += len(re.findall(r"(?i)LAZY|DOG", subject))
    total += len(re.sub(r"(\w+) (\w+)", r"\2 \1", subject))
    total += len(re.sub(r"\b[a-z]", lambda m: m.group().upper(), subject))
    total += len(re.split(r"[ ,]+", subject))
    kinds = {}
    for m in token.finditer(subject):
        kinds[m.lastgroup] = kinds.get(m.lastgroup, 0) + 1
    total += kinds["name"]
for i in range(50000):
    name, value = pair.match("name = 42").groups()
    total += int(value)
print(total)
