"""Whose behaviour this is."""
__title__ = 'httpx'
__description__ = 'HTTP over libcurl, with the interface of httpx.'
__version__ = '0.27.0'
