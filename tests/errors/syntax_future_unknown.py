from __future__ import braces_or_not
