# faulthandler's handlers are not what getsignal() and signal() answer.
import faulthandler, signal
print(signal.getsignal(signal.SIGILL), signal.getsignal(signal.SIGABRT))
faulthandler.enable()
print(signal.getsignal(signal.SIGILL), signal.getsignal(signal.SIGABRT))
old = signal.signal(signal.SIGILL, print); print(old, faulthandler.is_enabled())
print(signal.getsignal(signal.SIGILL)); print(signal.signal(signal.SIGILL, old) is print, signal.getsignal(signal.SIGILL))
faulthandler.disable(); print(signal.getsignal(signal.SIGABRT), signal.getsignal(signal.SIGILL))
faulthandler.register(signal.SIGUSR1); print(signal.getsignal(signal.SIGUSR1)); faulthandler.unregister(signal.SIGUSR1); print(signal.getsignal(signal.SIGUSR1))
signal.signal(signal.SIGUSR2, signal.SIG_IGN); faulthandler.register(signal.SIGUSR2); print(signal.getsignal(signal.SIGUSR2))
signal.signal(signal.SIGALRM, print); faulthandler.register(signal.SIGALRM); print(signal.getsignal(signal.SIGALRM) is print)
faulthandler.register(signal.SIGINT); print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
