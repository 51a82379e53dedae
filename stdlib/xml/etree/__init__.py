"""Documents as trees of elements: ElementTree."""
