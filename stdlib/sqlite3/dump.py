"""A database as the statements that make it again, one after the other: Connection.iterdump()."""


def _quoted(name):
    """A name as SQL has it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def _rows(cursor, table):
    """An INSERT for each row; the library itself writes the values."""
    quoted = _quoted(table)
    columns = [column[1] for column in cursor.execute(f'PRAGMA table_info({quoted})').fetchall()]
    values = "||','||".join(f'quote({_quoted(column)})' for column in columns)
    prefix = f'INSERT INTO {quoted} VALUES('.replace("'", "''")
    for (statement,) in cursor.execute(f"SELECT '{prefix}'||{values}||')' FROM {quoted}"):
        yield statement + ';'


def _tables(cursor):
    """All tables with their rows; the result is what must come last. Those of the library itself are filled, but not made."""
    found = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL ORDER BY name")
    sequence = []
    for name, sql in found.fetchall():
        if name == 'sqlite_sequence':  # what autoincrement has reached: the rows of all other tables change it
            sequence = ['DELETE FROM "sqlite_sequence";', *_rows(cursor, name)]
            continue
        if name == 'sqlite_stat1':
            yield 'ANALYZE "sqlite_master";'
        elif name.startswith('sqlite_'):
            continue
        else:
            yield sql + ';'
        yield from _rows(cursor, name)
    return sequence


def _iterdump(connection):
    cursor = connection.cursor()
    cursor.row_factory = None  # rows are taken apart here
    yield 'BEGIN TRANSACTION;'
    sequence = yield from _tables(cursor)
    others = "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL"
    for (sql,) in cursor.execute(others):
        yield sql + ';'
    yield from sequence
    yield 'COMMIT;'
