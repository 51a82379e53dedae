e = ValueError("with\nseveral lines")
e.add_note("a note")
e.add_note("a note\nof two lines")
raise e
