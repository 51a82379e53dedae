# Processes that are new interpreters have the settings of the lock that their parent has when it starts them.
import gil
import multiprocessing


def tell(conn):
    interval = gil.get_interval_seconds() if gil.get_policy() == 'time' else gil.get_interval()
    conn.send((gil.get_policy(), gil.get_handoff(), interval))


def ask(method):
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context(method).Process(target=tell, args=(there,))
    child.start()
    answer = here.recv()
    child.join()
    return answer


if __name__ == '__main__':
    for method in ('fork', 'spawn', 'forkserver'):
        print(method, ask(method))
        with gil.settings(policy='backedge', interval=77, handoff='fifo'):
            print(method, ask(method))
        with gil.settings(policy='time', interval=0.25, handoff='free'):
            print(method, ask(method))
        with gil.settings(policy='blocking'):
            print(method, ask(method))
