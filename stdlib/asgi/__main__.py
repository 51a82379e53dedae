"""minipy -m asgi module:app"""
import sys
from _webserver import UsageError, argument_parser, load_application, settings_of, size
from asgi import serve


def main():
    """Read the command line and serve."""
    parser = argument_parser('minipy -m asgi', 'ASGI')
    parser.add_argument('--max-message', type=size, default=16 << 20, metavar='SIZE',
                        help='largest message of a WebSocket (default: 16M)')
    parser.add_argument('--lifespan', choices=('auto', 'on', 'off'), default='auto',
                        help='tell the application of start and end: if it takes that, always, never (default: auto)')
    options = parser.parse_args()
    try:
        application = load_application(options.application)
    except UsageError as problem:
        parser.error(str(problem))
    try:
        is_good = serve(application, max_message=options.max_message, lifespan=options.lifespan, **settings_of(options))
    except OSError as problem:
        sys.exit(f'{parser.prog}: cannot listen: {problem.strerror}')
    if not is_good:
        sys.exit(f'{parser.prog}: the application failed to start')


if __name__ == '__main__':
    main()
