# Building, splitting, joining, searching, formatting text.
def words(n):
    letters = "abcdefghijklmnopqrstuvwxyz"
    out = []
    x = 12345
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        length = 3 + x % 6
        word = ""
        for k in range(length):
            word += letters[(x >> k) % 26]
        out.append(word)
    return out

def render(ws):
    lines = []
    for i, w in enumerate(ws):
        lines.append(f"{i:06d} {w.capitalize():<10}|{w[::-1]:>10}|{len(w)}")
    return "\n".join(lines)

def analyse(text):
    vowels = total = 0
    longest = ""
    for line in text.split("\n"):
        number, rest = line.split(" ", 1)
        parts = [p.strip() for p in rest.split("|")]
        if parts[0].startswith("A") or parts[1].endswith("z"):
            total += int(number)
        for c in parts[0].lower():
            if c in "aeiou":
                vowels += 1
        if len(parts[0]) > len(longest):
            longest = parts[0]
        total += rest.replace("a", "xx").find("xx")
    return vowels, total, longest

ws = words(180000)
text = render(ws)
print(len(text), analyse(text), text.count("ab"), len(text.upper()), "%s-%d-%5.2f" % (ws[0], len(ws), 3.14159))
