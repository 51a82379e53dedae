"""Bodies that are compressed: paths with the header Content-Encoding and what is sent."""
BODIES = {
    '/gzip': ('gzip', bytes.fromhex('1f8b08000000000002034bcecf2d284a2d2e4e4d51481e658e32b13301b831a23226020000')),
    '/deflate': ('deflate', bytes.fromhex('789c4bcecf2d284a2d2e4e4d51481e658e32b1330176e0d89b')),
    '/raw': ('deflate', bytes.fromhex('4bcecf2d284a2d2e4e4d51481e658e32b13301')),
    '/both': ('deflate, gzip', bytes.fromhex('1f8b0800000000000203ab98e37deebcae8697ae9e9f6fa0875c6a9fd14663c6b207376603001ca766e919000000')),
    '/broken': ('gzip', bytes.fromhex('6e6f7420636f6d70726573736564')),
    '/plain': ('unknown', bytes.fromhex('6173206974206973')),
}
