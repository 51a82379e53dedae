/* Talks with a program on a terminal of its own: usage pty_talk SCRIPT PROGRAM [ARG...]
 *
 * Lines of the script:
 *   > text     types the text and Enter         ! text     types the text alone; \t \e \C-x and \\ are keys
 *   < text     waits until the text is shown    = status   waits for the end and compares the exit status
 * Other lines are comments. What is shown counts from where the last wait ended. */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { PATIENCE = 20000 }; /* milliseconds */

typedef struct Talk {
    int terminal;
    pid_t child;
    char shown[1 << 20];
    size_t length, seen;
} Talk;

/* False: the program has ended, or says nothing any more. */
static bool hear(Talk *talk) {
    struct pollfd input = {.fd = talk->terminal, .events = POLLIN};
    if (poll(&input, 1, PATIENCE) <= 0 || talk->length == sizeof talk->shown - 1)
        return false;
    char *end = talk->shown + talk->length;
    ssize_t got = read(talk->terminal, end, sizeof talk->shown - 1 - talk->length);
    for (ssize_t i = 0; i < got; i++)
        if (end[i]) /* NULs only take time, for terminals that were slow */
            talk->shown[talk->length++] = end[i];
    talk->shown[talk->length] = 0;
    return got > 0;
}

static bool wait_for(Talk *talk, const char *text) {
    for (;;) {
        const char *found = strstr(talk->shown + talk->seen, text);
        if (found) {
            talk->seen = (size_t)(found - talk->shown) + strlen(text);
            return true;
        }
        if (!hear(talk))
            return false;
    }
}

/* The prompt is shown a moment before the terminal gives single keys; Ctrl-D typed in between would be lost. Gives up
 * after a second: a program that runs does not ask for keys. */
static void wait_for_keys(Talk *talk) {
    struct termios mode;
    for (int i = 0; i < 100 && tcgetattr(talk->terminal, &mode) == 0 && mode.c_lflag & ICANON; i++)
        usleep(10000);
}

static void type(Talk *talk, const char *text, bool enter) {
    char keys[4096];
    size_t count = 0;
    for (; *text && count < sizeof keys - 2; text++) {
        if (*text != '\\' || enter) {
            keys[count++] = *text;
        } else if (!strncmp(text, "\\C-", 3)) {
            keys[count++] = text[3] & 0x1f;
            text += 3;
        } else {
            text++;
            keys[count++] = *text == 't' ? '\t' : *text == 'e' ? '\033' : *text;
        }
    }
    if (enter)
        keys[count++] = '\r';
    if (write(talk->terminal, keys, count) != (ssize_t)count)
        perror("pty_talk: write");
}

static bool ended_with(Talk *talk, int expected) {
    while (hear(talk))
        ;
    int state;
    if (waitpid(talk->child, &state, WNOHANG) == 0) {
        kill(talk->child, SIGKILL);
        waitpid(talk->child, &state, 0);
    }
    int status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    if (status != expected)
        printf("exit status %d instead of %d\n", status, expected);
    talk->child = 0;
    return status == expected;
}

static bool step(Talk *talk, const char *line) {
    const char *text = line[0] && line[1] == ' ' ? line + 2 : line + strlen(line);
    switch (line[0]) {
    case '>':
    case '!':
        if (line[0] == '!')
            wait_for_keys(talk);
        type(talk, text, line[0] == '>');
        return true;
    case '<':
        return wait_for(talk, text);
    case '=':
        return ended_with(talk, atoi(text));
    default:
        return true;
    }
}

int main(int argc, char **argv) {
    static Talk talk;
    FILE *script = argc > 2 ? fopen(argv[1], "r") : NULL;
    if (!script)
        return 2;
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    setenv("TERM", "vt100", 1);
    talk.child = forkpty(&talk.terminal, NULL, NULL, &size);
    if (talk.child == 0) {
        execv(argv[2], argv + 2);
        _exit(127);
    }
    char line[4096];
    bool ok = true;
    for (int number = 1; ok && fgets(line, sizeof line, script); number++) {
        line[strcspn(line, "\n")] = 0;
        ok = step(&talk, line);
        if (!ok)
            printf("line %d: %s\nshown since the last wait:\n%s\n", number, line, talk.shown + talk.seen);
    }
    if (talk.child)
        kill(talk.child, SIGKILL);
    fclose(script);
    return ok ? 0 : 1;
}
