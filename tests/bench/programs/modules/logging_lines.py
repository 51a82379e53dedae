# Log records: written to a stream and to a list, below the level, with arguments, extra values and exceptions.
import io
import logging

stream = io.StringIO()
root = logging.getLogger()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter('%(levelname)-8s %(name)s:%(funcName)s:%(lineno)d %(message)s'))
root.addHandler(handler)
root.setLevel(logging.INFO)
log = logging.getLogger('app.part')
plain = logging.getLogger('plain')
plain.propagate = False
plain.addHandler(logging.StreamHandler(stream))


def work(i):
    log.debug('step %d of %s', i, 'many')
    log.info('request %d took %.3f s', i, i / 1000)
    plain.warning('plain %s', i)


for i in range(12_000):
    work(i)
for i in range(500):
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception('attempt %d', i)
for i in range(100_000):
    log.debug('nobody reads this: %d', i)
print(len(stream.getvalue()))
