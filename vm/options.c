#include "vm/options.h"
#include "vm/lab/lab.h"
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage_text[] = "usage: minipy [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

/* One screen: 24 lines of 80 columns. */
static const char help_text[] =
    "  file           a Python script, or a folder with a __main__.py; - is stdin\n"
    "  -c cmd, -m mod the program as text, or a library module (ends the options)\n"
    "                 none of these: a prompt, if standard input is a terminal\n"
    "Options:\n"
    "  -i             a prompt after the program, even if it fails; -q: no banner\n"
    "  -u             unbuffered standard output and error\n"
    "  -O, -OO        without assert statements; without docstrings too\n"
    "  -E             ignore the environment variables below\n"
    "  -P, -I         do not search the program's folder for modules; -I: -E, -P, -s\n"
    "  -W action      warnings: default, error, always, module, once, ignore, or\n"
    "                 action:message:category:module:line\n"
    "  -b, -bb        warn about comparing bytes with str; an error\n"
    "  -X option      dev faulthandler importtime showrefcount int_max_str_digits=N\n"
    "  -B -d -s -S -v accepted and without effect\n"
    "  --dump=WHAT    show what is made of the program: tokens, ast or code\n"
    "  --help-gil, --help-refcount  the lock and traces of it; counting without it\n"
    "  -h, --help, -V, --version  this text; the version\n"
    "Environment:\n"
    "  MINIPYPATH     folders to search for modules, separated by ':'\n"
    "  MINIPYPATHFIRST  modules to take from there though minipy has them, with ','\n"
    "  MINIPYSTARTUP  a file that the prompt runs first\n"
    "  MINIPYHASHSEED a number: same hashes; MINIPYIOENCODING  encoding:errors of stdio\n"
    "  MINIPYWARNINGS, ...UNBUFFERED, ...INSPECT, ...OPTIMIZE: as -W, -u, -i, -O\n";

int options_misuse(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\n%sTry `minipy -h' for more information.\n", usage_text);
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
        o->inspect = o->interactive = true;
        return true;
    case 'u':
        o->unbuffered = true;
        return true;
    case 'O':
        o->optimize++;
        return true;
    case 'E':
        o->ignore_environment = true;
        return true;
    case 'I':
        o->isolated = o->ignore_environment = o->safe_path = o->no_user_site = true;
        return true;
    case 'P':
        o->safe_path = true;
        return true;
    case 'S':
        o->no_site = true;
        return true;
    case 's':
        o->no_user_site = true;
        return true;
    case 'B':
        o->no_bytecode = true;
        return true;
    case 'd':
        o->debug++;
        return true;
    case 'b':
        o->bytes_warning++;
        return true;
    case 'q':
        o->quiet++;
        return true;
    case 'v':
        o->verbose++;
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
        fputs(usage_text, stdout);
        fputs(help_text, stdout);
        return stop(line, 0);
    }
    if (!strcmp(text, "--help-gil")) {
        options_gil_help();
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
    if (!strcmp(text, "--help-refcount")) {
        options_refcount_help();
        return stop(line, 0);
    }
    if (options_gil(line, text) || options_refcount(line, text))
        return false;
    return stop(line, options_misuse("unknown option %s", text));
}

/* -X name or -X name=something */
static bool is_x_option(const char *text, const char *name) {
    size_t length = strlen(name);
    return !strncmp(text, name, length) && (!text[length] || text[length] == '=');
}

/* Options that would show something which minipy does not have are refused; others are kept for the program.
 */
static bool refuse_x_option(CommandLine *line, const char *text) {
    static const char *const refused[] = {"tracemalloc", "no_debug_ranges"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (is_x_option(text, refused[i]))
            return stop(line, options_misuse("-X %s is not supported by minipy", refused[i]));
    return false;
}

/* -X int_max_str_digits=N */
static bool read_digits(CommandLine *line, const char *text) {
    const char *name = "int_max_str_digits=";
    if (strncmp(text, name, strlen(name)))
        return false;
    char *end;
    long limit = strtol(text + strlen(name), &end, 10);
    if (*end || end[-1] == '=' || limit > INT_MAX || (limit < 640 && limit != 0))
        return stop(
            line, options_misuse("-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited."));
    line->start.max_str_digits = (int)limit;
    return false;
}

/* -X fail-alloc=N or N+ */
static bool read_failure(CommandLine *line, const char *text) {
    const char *name = "fail-alloc=";
    if (strncmp(text, name, strlen(name)))
        return false;
    char *end;
    line->start.fail_alloc = strtoll(text + strlen(name), &end, 10);
    line->start.fail_lasting = *end == '+';
    if (line->start.fail_alloc <= 0 || end[line->start.fail_lasting])
        return stop(
            line, options_misuse(
                      "-X fail-alloc: the number of an allocation is expected, with + for all after it too"));
    return false;
}

static bool x_option(CommandLine *line, char *text) {
    add(&line->start.x_options, &line->start.x_count, text);
    line->start.dev_mode |= !strcmp(text, "dev");
    line->start.show_refcount |= is_x_option(text, "showrefcount");
    line->start.faulthandler |= is_x_option(text, "faulthandler");
    line->start.import_time |= is_x_option(text, "importtime");
    if (!strncmp(text, "plant-refcount=", 15))
        line->plant = (GilSetting){text + 15, "-X plant-refcount"};
    return refuse_x_option(line, text) || read_digits(line, text) || read_failure(line, text);
}

/* Letters that take the rest of the word or the next one. *index moves on. */
static bool option_with_argument(CommandLine *line, int argc, char **argv, int *index, const char *letter) {
    char *argument = (char *)letter + 1;
    if (!*argument)
        argument = ++*index < argc ? argv[*index] : NULL;
    if (!argument)
        return stop(line, options_misuse("Argument expected for the -%c option", *letter));
    if (*letter == 'W')
        add(&line->start.warn_options, &line->start.warn_count, argument);
    else if (*letter == 'X')
        return x_option(line, argument);
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
        if (!simple_option(line, *letter))
            return stop(line, options_misuse("Unknown option: -%c", *letter));
    }
    return false;
}

static bool set_in_environment(const char *name) {
    const char *text = getenv(name);
    return text && *text;
}

/* The value of MINIPYOPTIMIZE and its like: a number, or anything that means 1. */
static int level_in_environment(const char *name) {
    if (!set_in_environment(name))
        return 0;
    char *end;
    long level = strtol(getenv(name), &end, 10);
    return *end || level < 0 || level > 100 ? 1 : (int)level;
}

/* The environment's warnings come before those of the command line, which so have the last word. */
static void read_warnings(StartOptions *o) {
    static char all[] = "default", bytes_warning[] = "default::BytesWarning",
                bytes_error[] = "error::BytesWarning";
    char **from_line = o->warn_options;
    int count = o->warn_count;
    o->warn_options = NULL;
    o->warn_count = 0;
    if (o->dev_mode)
        add(&o->warn_options, &o->warn_count, all);
    if (!o->ignore_environment && set_in_environment("MINIPYWARNINGS"))
        o->warn_environment = strdup(getenv("MINIPYWARNINGS"));
    if (o->warn_environment)
        for (char *word = strtok(o->warn_environment, ","); word; word = strtok(NULL, ","))
            add(&o->warn_options, &o->warn_count, word);
    for (int i = 0; i < count; i++)
        add(&o->warn_options, &o->warn_count, from_line[i]);
    if (o->bytes_warning)
        add(&o->warn_options, &o->warn_count, o->bytes_warning > 1 ? bytes_error : bytes_warning);
    free(from_line);
}

static void read_environment(StartOptions *o) {
    if (!o->ignore_environment) {
        int optimize = level_in_environment("MINIPYOPTIMIZE");
        o->optimize = o->optimize > optimize ? o->optimize : optimize;
        o->unbuffered |= set_in_environment("MINIPYUNBUFFERED");
        o->inspect |= set_in_environment("MINIPYINSPECT");
        o->dev_mode |= set_in_environment("MINIPYDEVMODE");
        o->faulthandler |= set_in_environment("MINIPYFAULTHANDLER");
        o->import_time |= set_in_environment("MINIPYPROFILEIMPORTTIME");
        o->safe_path |= set_in_environment("MINIPYSAFEPATH");
    }
    read_warnings(o);
}

/* What traces call the program. */
static const char *shown_name(const CommandLine *line) {
    switch (line->kind) {
    case RUN_FILE:
        return strrchr(line->what, '/') ? strrchr(line->what, '/') + 1 : line->what;
    case RUN_MODULE:
    case RUN_LAB:
        return line->what;
    case RUN_COMMAND:
        return "minipy -c";
    default:
        return "minipy";
    }
}

/* minipy lab NAME ...: the program sees what follows as its arguments, and no modules of the folder. */
static void lab_command(CommandLine *line, int argc, char **argv) {
    const LabProgram *program = argc ? lab_find(argv[0]) : NULL;
    if (!argc || !strcmp(argv[0], "--help") || !strcmp(argv[0], "-h")) {
        lab_help();
        stop(line, 0);
    } else if (!program) {
        fprintf(stderr, "minipy lab: there is no experiment '%s'; see minipy lab --help\n", argv[0]);
        stop(line, 2);
    } else {
        line->kind = RUN_LAB;
        line->what = program->name;
        line->start.argc = argc;
        line->start.argv = argv;
        line->start.program_name = program->title;
        line->start.safe_path = true;
    }
}

CommandLine options_parse(int argc, char **argv) {
    CommandLine line = {.start = {.orig_argc = argc, .orig_argv = argv, .max_str_digits = -1},
                        .kind = RUN_PROMPT};
    int i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++)
        if (option_word(&line, argc, argv, &i)) {
            i++;
            break;
        }
    if (line.kind == RUN_NOTHING)
        return line;
    if (!options_gil_finish(&line) || !options_refcount_finish(&line)) {
        stop(&line, 2);
        return line;
    }
    read_environment(&line.start);
    static char empty_name[] = "";
    static char *no_arguments[] = {empty_name, NULL};
    if (line.kind == RUN_PROMPT && i < argc && !strcmp(argv[i], "lab")) {
        lab_command(&line, argc - i - 1, argv + i + 1);
    } else if (line.kind == RUN_PROMPT && i < argc) {
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
        line.start.argv =
            argv + i - 1; /* sys.argv[0] is set apart: the word here may be the program's text */
        line.start.argc = argc - i + 1;
        line.start.program_name = line.kind == RUN_COMMAND ? "-c" : "-m";
    }
    line.start.views.program = shown_name(&line);
    return line;
}

void options_free(CommandLine *line) {
    free(line->start.warn_options);
    free(line->start.warn_environment);
    free(line->start.x_options);
    free(line->directory);
}
