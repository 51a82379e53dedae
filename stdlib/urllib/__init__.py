"""URLs: taking them apart (urllib.parse), opening them (urllib.request)."""
