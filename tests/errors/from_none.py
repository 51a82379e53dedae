try:
    {}["secret"]
except KeyError:
    raise RuntimeError("public") from None
