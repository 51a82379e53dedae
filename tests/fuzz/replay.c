// main() of a fuzz target in builds without libFuzzer: runs every file of the corpus folders given, once.
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay_file(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return;
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint8_t *data = malloc(size + 1);
    size = fread(data, 1, size, file);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
}

static int replay_folder(const char *folder) {
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_type == DT_REG) {
            replay_file(folder, entry->d_name);
            count++;
        }
    closedir(dir);
    return count;
}

int main(int argc, char **argv) {
    int count = 0;
    for (int i = 1; i < argc; i++)
        count += replay_folder(argv[i]);
    printf("%d inputs\n", count);
    return count ? 0 : 1;
}
