"""minipy -m wsgi module:app"""
import sys
from _webserver import UsageError, argument_parser, load_application, positive, settings_of
from wsgi import serve


def main():
    """Read the command line and serve."""
    parser = argument_parser('minipy -m wsgi', 'WSGI')
    parser.add_argument('--threads', type=positive, default=8, metavar='N',
                        help='threads that run the application (default: %(default)s)')
    options = parser.parse_args()
    try:
        application = load_application(options.application)
    except UsageError as problem:
        parser.error(str(problem))
    try:
        serve(application, threads=options.threads, **settings_of(options))
    except OSError as problem:
        sys.exit(f'{parser.prog}: cannot listen: {problem.strerror}')


if __name__ == '__main__':
    main()
