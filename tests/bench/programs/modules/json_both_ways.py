# JSON written and read: records of all kinds of values, long lists of one kind.
import json

records = [{"id": i, "name": f"user {i}", "email": f"u{i}@example.com", "tags": ["a", "b", "c"], "score": i * 1.5,
            "active": i % 2 == 0, "nested": {"x": None, "y": [1, 2, 3]}, "text": 'line\n"quoted" é'} for i in range(3000)]
numbers = list(range(50000))
words = [f"some text, number {i}" for i in range(20000)]
total = 0
for turn in range(5):
    for value in records, numbers, words:
        text = json.dumps(value)
        total += len(text)
        assert json.loads(text) == value
    total += len(json.dumps(records, indent=2, sort_keys=True))
for i in range(20000):
    total += json.loads('{"a": 1, "b": [1, 2, 3], "c": "text"}')["a"]
print(total)
