"""Documents in XML: parsers.expat, which calls handlers, and etree, which makes trees."""

__all__ = ["dom", "parsers", "sax", "etree"]
