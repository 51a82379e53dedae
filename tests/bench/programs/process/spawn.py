# New interpreters, one after the other.
import multiprocessing

if __name__ == '__main__':
    context = multiprocessing.get_context('spawn')
    for _ in range(15):
        process = context.Process(target=int)
        process.start()
        process.join()
    print(process.exitcode)
