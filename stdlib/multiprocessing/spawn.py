"""A process that is a new interpreter: what it is told to be like its parent, and how it begins."""
import gil
import os
import sys
import types

from multiprocessing import context, process

__all__ = ['_main', 'freeze_support', 'set_executable', 'get_executable', 'get_preparation_data', 'get_command_line',
           'import_main_path']

WINEXE = WINSERVICE = False
_executable = sys.executable
_ADVICE = '''
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.'''


def set_executable(exe):
    """The interpreter to start."""
    global _executable
    _executable = exe if exe is None else os.fsdecode(exe)


def get_executable():
    """The interpreter to start."""
    return _executable


def freeze_support():
    """Nothing: programs are not frozen here."""


def get_command_line(**kwds):
    """The arguments of the new interpreter; kwds are those of spawn_main."""
    from subprocess import _args_from_interpreter_flags
    call = ', '.join(f'{name}={value!r}' for name, value in kwds.items())
    program = f'from multiprocessing.spawn import spawn_main; spawn_main({call})'
    return [_executable, *_args_from_interpreter_flags(), '-c', program, '--multiprocessing-fork']


# --- in the parent --------------------------------------------------------------------------------------------------

def _lock_settings():
    policy = gil.get_policy()
    return {'policy': policy, 'handoff': gil.get_handoff(),
            'interval': gil.get_interval_seconds() if policy == 'time' else gil.get_interval()}


def get_preparation_data(name):
    """What the child needs to know before it can unpickle its process object."""
    from multiprocessing import util
    current = process.current_process()
    if getattr(current, '_inheriting', False):
        raise RuntimeError(_ADVICE)
    main = sys.modules['__main__']
    spec = getattr(main, '__spec__', None)
    path = getattr(main, '__file__', None) or getattr(spec, 'origin', None)
    here = process.ORIGINAL_DIR
    if path and here and not os.path.isabs(path):
        path = os.path.join(here, path)
    return {'name': name, 'authkey': bytes(current.authkey), 'sys_path': [entry or here or '' for entry in sys.path],
            'sys_argv': sys.argv, 'dir': os.getcwd(), 'orig_dir': here, 'log_to_stderr': util._log_to_stderr,
            'log_level': util._logger and util._logger.getEffectiveLevel(), 'init_main_from_path': path,
            'start_method': context._default_context.get_start_method(), 'package': getattr(main, '__package__', None),
            'gil': _lock_settings()}


# --- in the child ---------------------------------------------------------------------------------------------------

def spawn_main(pipe_handle, parent_pid=None, tracker_fd=None):
    """The whole life of the child."""
    from multiprocessing import resource_tracker
    resource_tracker._resource_tracker._fd = tracker_fd
    sys.exit(_main(pipe_handle, parent_pid))


def _main(fd, parent_sentinel):
    import pickle
    current = process.current_process()
    with os.fdopen(fd, 'rb') as source:
        current._inheriting = True
        try:
            prepare(pickle.load(source))
            own = pickle.load(source)
        finally:
            del current._inheriting
    return own._bootstrap()


def _restore_lock(settings):
    gil.set_policy(settings['policy'])
    gil.set_handoff(settings['handoff'])
    interval = settings['interval']
    (gil.set_interval if isinstance(interval, int) else gil.set_interval_seconds)(interval)


_restored = {'name': lambda name: setattr(process.current_process(), 'name', name),
             'authkey': lambda key: setattr(process.current_process(), 'authkey', key),
             'sys_path': lambda path: sys.path.__setitem__(slice(None), path),
             'sys_argv': lambda argv: setattr(sys, 'argv', argv),
             'start_method': lambda method: context._force_start_method(method),
             'gil': _restore_lock,
             'dir': os.chdir, 'orig_dir': lambda folder: setattr(process, 'ORIGINAL_DIR', folder)}


def prepare(data):
    """Become like the parent, down to its main module."""
    from multiprocessing import util
    if data.get('log_to_stderr'):
        util.log_to_stderr(data['log_level'])
    for what, restore in _restored.items():
        if what in data:
            restore(data[what])
    if data.get('init_main_from_path'):
        import_main_path(data['init_main_from_path'], data.get('package'))


def import_main_path(main_path, package=None):
    """Run the parent's main module under the name __mp_main__, unless it is that of the interpreter itself."""
    name = os.path.splitext(os.path.basename(main_path))[0]
    if name == 'ipython' or getattr(sys.modules['__main__'], '__file__', None) == main_path or not os.path.isfile(main_path):
        return
    with open(main_path, 'rb') as file:
        code = compile(file.read(), main_path, 'exec')
    module = types.ModuleType('__mp_main__')
    module.__file__, module.__package__ = main_path, package
    sys.modules['__main__'] = sys.modules['__mp_main__'] = module
    exec(code, vars(module))
