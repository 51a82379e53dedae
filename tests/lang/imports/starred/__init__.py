__all__ = ['*', 'part']
