#include "vm/options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help_text[] = "usage: minipy [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
                                "\n"
                                "What to run:\n"
                                "  file            a Python script, or a folder with a __main__.py\n"
                                "  -c cmd          the program given as text (ends the list of options)\n"
                                "  -m mod          a library module as a script (ends the list of options)\n"
                                "  -               the program on standard input; nothing at all: a prompt,\n"
                                "                  if standard input is a terminal\n"
                                "Options:\n"
                                "  -i              a prompt after the program, even if it fails\n"
                                "  -u              unbuffered standard output and error\n"
                                "  -O, -OO         without assert statements; without docstrings too\n"
                                "  -E              ignore the environment (MINIPYPATH, MINIPY...)\n"
                                "  -I              isolated: -E, and the script's folder is not searched\n"
                                "  -W action       warnings: default, error, always, module, once, ignore,\n"
                                "                  or action:message:category:module:line\n"
                                "  -X option       as python3's: dev, showrefcount, ...\n"
                                "  -b              warn about comparing bytes with str (-bb: error)\n"
                                "  -q              no banner at the prompt\n"
                                "  -B, -s, -S, -v  accepted, for compatibility\n"
                                "  --dump=WHAT     show what the front end makes of the program and stop:\n"
                                "                  tokens, ast or code\n"
                                "  -V, --version   the version\n"
                                "  -h, --help      this text\n"
                                "Environment:\n"
                                "  MINIPYPATH      folders to search for modules, separated by ':'\n"
                                "  MINIPYWARNINGS, MINIPYUNBUFFERED, MINIPYINSPECT, MINIPYOPTIMIZE\n"
                                "                  as -W (separated by ','), -u, -i, -O\n";

static int misuse(const char *message, const char *what) {
    fprintf(stderr,
            "minipy: %s%s\nusage: minipy [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `minipy "
            "-h' for more information.\n",
            message, what);
    return 2;
}

static void add(char ***list, int *count, char *text) {
    char **larger = realloc(*list, (size_t)(*count + 1) * sizeof **list);
    if (!larger)
        return;
    *list = larger;
    larger[(*count)++] = text;
}

/* One of the single letters that take no argument. */
static bool simple_option(CommandLine *line, char letter) {
    StartOptions *o = &line->start;
    switch (letter) {
    case 'i':
        o->inspect = true;
        return true;
    case 'u':
        o->unbuffered = true;
        return true;
    case 'O':
        o->optimize += o->optimize < 2;
        return true;
    case 'E':
        o->ignore_environment = true;
        return true;
    case 'I':
        o->isolated = true;
        return true;
    case 'S':
        o->no_site = true;
        return true;
    case 'b':
        o->bytes_warning = true;
        return true;
    case 'q':
        o->quiet = 1;
        return true;
    case 'v':
        o->verbose++;
        return true;
    case 'B':
    case 's':
    case 'd':
        return true;
    default:
        return false;
    }
}

static bool stop(CommandLine *line, int status) {
    line->kind = RUN_NOTHING;
    line->status = status;
    return true;
}

static bool long_option(CommandLine *line, const char *text) {
    if (!strcmp(text, "--help")) {
        fputs(help_text, stdout);
        return stop(line, 0);
    }
    if (!strcmp(text, "--version")) {
        printf("minipy %s (Python 3.11)\n", MINIPY_VERSION);
        return stop(line, 0);
    }
    if (!strncmp(text, "--dump=", 7) &&
        (!strcmp(text + 7, "tokens") || !strcmp(text + 7, "ast") || !strcmp(text + 7, "code"))) {
        line->dump = text + 7;
        return false;
    }
    return stop(line, misuse("unknown option ", text));
}

/* Letters that take the rest of the word or the next one. *index moves on. */
static bool option_with_argument(CommandLine *line, int argc, char **argv, int *index, const char *letter) {
    char *argument = (char *)letter + 1;
    if (!*argument)
        argument = ++*index < argc ? argv[*index] : NULL;
    if (!argument) {
        char text[] = {'-', *letter, 0};
        return stop(line, misuse("argument expected for the option ", text));
    }
    if (*letter == 'W')
        add(&line->start.warn_options, &line->start.warn_count, argument);
    else if (*letter == 'X')
        add(&line->start.x_options, &line->start.x_count, argument);
    else
        line->what = argument;
    if (*letter == 'c' || *letter == 'm')
        line->kind = *letter == 'c' ? RUN_COMMAND : RUN_MODULE;
    return false;
}

/* One word of options; true: the list of options ends here. */
static bool option_word(CommandLine *line, int argc, char **argv, int *index) {
    const char *word = argv[*index];
    if (word[1] == '-')
        return word[2] ? long_option(line, word) : true;
    for (const char *letter = word + 1; *letter; letter++) {
        if (*letter == 'h' || *letter == '?')
            return long_option(line, "--help");
        if (*letter == 'V')
            return long_option(line, "--version");
        if (strchr("cmWX", *letter)) {
            bool end = strchr("cm", *letter);
            return option_with_argument(line, argc, argv, index, letter) || end;
        }
        if (!simple_option(line, *letter)) {
            char text[] = {'-', *letter, 0};
            return stop(line, misuse("unknown option ", text));
        }
    }
    return false;
}

static bool set_in_environment(const char *name) {
    const char *text = getenv(name);
    return text && *text;
}

static void read_environment(StartOptions *o) {
    if (o->ignore_environment || o->isolated)
        return;
    o->unbuffered |= set_in_environment("MINIPYUNBUFFERED");
    o->inspect |= set_in_environment("MINIPYINSPECT");
    if (set_in_environment("MINIPYOPTIMIZE") && !o->optimize)
        o->optimize = atoi(getenv("MINIPYOPTIMIZE")) > 1 ? 2 : 1;
    if (!set_in_environment("MINIPYWARNINGS"))
        return;
    char **from_line = o->warn_options;
    int count = o->warn_count;
    o->warn_options = NULL;
    o->warn_count = 0;
    for (char *word = strtok(strdup(getenv("MINIPYWARNINGS")), ","); word; word = strtok(NULL, ","))
        add(&o->warn_options, &o->warn_count, word);
    for (int i = 0; i < count; i++) /* the command line has the last word */
        add(&o->warn_options, &o->warn_count, from_line[i]);
}

CommandLine options_parse(int argc, char **argv) {
    CommandLine line = {.start = {.orig_argc = argc, .orig_argv = argv}, .kind = RUN_PROMPT};
    int i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++)
        if (option_word(&line, argc, argv, &i)) {
            i++;
            break;
        }
    if (line.kind == RUN_NOTHING)
        return line;
    read_environment(&line.start);
    static char command_name[] = "-c", module_name[] = "-m", empty_name[] = "";
    static char *no_arguments[] = {empty_name, NULL};
    if (line.kind == RUN_PROMPT && i < argc) {
        line.kind = !strcmp(argv[i], "-") ? RUN_STDIN : RUN_FILE;
        line.what = argv[i];
        line.start.argv = argv + i;
        line.start.argc = argc - i;
    } else if (line.kind == RUN_PROMPT) {
        line.start.argv = no_arguments;
        line.start.argc = 1;
        if (!isatty(STDIN_FILENO) && !line.start.inspect)
            line.kind = RUN_STDIN;
    } else {
        argv[i - 1] = line.kind == RUN_COMMAND ? command_name : module_name;
        line.start.argv = argv + i - 1;
        line.start.argc = argc - i + 1;
    }
    return line;
}
