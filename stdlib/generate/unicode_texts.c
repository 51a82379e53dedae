/* Writes decompositions and named sequences as tables of C: unicode_texts FOLDER >unicode_texts_data.c
 *
 * FOLDER is that of Debian's package unicode-data. What the tables look like stands in
 * stdlib/unicode_values.h; that a character is too new for CPython 3.11 is found out there. This runs once
 * per build. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SEQUENCES = 1000, LINE = 1024 };

static char *sequences[MAX_SEQUENCES];
static int count;

static FILE *open_file(const char *folder, const char *file) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *in = fopen(path, "r");
    if (in)
        return in;
    perror(path);
    exit(1);
}

/* UnicodeData.txt: code;name;category;combining;bidirectional;decomposition;... */
static void write_decompositions(const char *folder) {
    char line[LINE];
    FILE *in = open_file(folder, "UnicodeData.txt");
    int found = 0;
    puts("const UnicodeDecomposition unicode_decompositions[] = {");
    while (fgets(line, sizeof line, in)) {
        char *field = line;
        for (int i = 0; i < 5 && field; i++)
            field = strchr(field + (i > 0), ';');
        size_t length = field ? strcspn(field + 1, ";\n") : 0;
        if (length && ++found)
            printf("    {0x%lx, \"%.*s\"},\n", strtoul(line, NULL, 16), (int)length, field + 1);
    }
    printf("};\nconst int unicode_decompositions_count = %d;\n", found);
    fclose(in);
}

static int order(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* NamedSequences.txt: NAME;code code code */
static void write_sequences(const char *folder) {
    char line[LINE];
    FILE *in = open_file(folder, "NamedSequences.txt");
    while (fgets(line, sizeof line, in)) {
        char *end = strchr(line, ';');
        if (*line == '#' || !end)
            continue;
        *end = '\1'; /* so that a name stands before those that it begins */
        sequences[count] = strdup(line);
        if (!sequences[count] || ++count == MAX_SEQUENCES)
            abort();
    }
    fclose(in);
    qsort(sequences, (size_t)count, sizeof *sequences, order);
    puts("const UnicodeSequence unicode_named_sequences[] = {");
    for (int i = 0; i < count; i++) {
        char *code = strchr(sequences[i], '\1');
        printf("    {\"%.*s\", {", (int)(code - sequences[i]), sequences[i]);
        for (code = strtok(code + 1, " \n"); code; code = strtok(NULL, " \n"))
            printf("0x%s,", code);
        puts("}},");
    }
    printf("};\nconst int unicode_named_sequences_count = %d;\n", count);
}

int main(int argc, char **argv) {
    if (argc != 2)
        return 2;
    puts("#include \"stdlib/unicode_values.h\"");
    write_decompositions(argv[1]);
    write_sequences(argv[1]);
    return fflush(stdout) != 0;
}
