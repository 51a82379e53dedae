# Two threads take turns through a condition.
import threading

condition = threading.Condition()
turn = 0
ROUNDS = 10_000


def play(me):
    global turn
    for _ in range(ROUNDS):
        with condition:
            while turn % 2 != me:
                condition.wait()
            turn += 1
            condition.notify()


threads = [threading.Thread(target=play, args=(me,)) for me in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(turn)
