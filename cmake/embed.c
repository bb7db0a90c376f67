/* embed - turns data files into C, once, while building.
 *     embed text NAME FILE OUT    the bytes of FILE as `const char NAME[]`
 *     embed fold NAME FILE OUT    OpenCC's TSCharacters (a character, a tab, what it becomes)
 * as pages of 256 characters; 0 where a character stays as it is */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PAGES = 0x300, PAGE = 256, LINE = 256 };

static uint32_t read_point(const char **text)
{
    const unsigned char *at = (const unsigned char *)*text;
    const int more = *at < 0x80 ? 0 : *at < 0xE0 ? 1 : *at < 0xF0 ? 2 : 3;
    static const unsigned mask[] = {0x7F, 0x1F, 0x0F, 0x07};
    uint32_t point = *at & mask[more];
    for (int i = 1; i <= more; i++)
        point = point << 6 | (at[i] & 0x3F);
    *text += more + 1;
    return point;
}

static void write_text(FILE *in, FILE *out, const char *name)
{
    int byte, column = 0;
    fprintf(out, "extern const char %s[];\nconst char %s[] = {\n", name, name);
    while ((byte = fgetc(in)) != EOF)
        fprintf(out, "%d,%s", (signed char)byte, ++column % 20 ? "" : "\n");
    fprintf(out, "0};\n");
}

static void write_fold(FILE *in, FILE *out, const char *name)
{
    static uint32_t becomes[PAGES][PAGE];
    static int number[PAGES];
    char line[LINE];
    int pages = 0;
    while (fgets(line, sizeof line, in)) {
        const char *at = line;
        const uint32_t from = read_point(&at);
        if (*at++ != '\t' || from >= PAGES * PAGE) continue;
        const uint32_t to = read_point(&at);
        if (to != from) becomes[from / PAGE][from % PAGE] = to;
        if (to != from) number[from / PAGE] = 1;
    }
    fprintf(out, "#include <stdint.h>\nextern const uint32_t %s_cells[][%d];\n", name, PAGE);
    fprintf(out, "extern const uint16_t %s_pages[];\n", name);
    fprintf(out, "const uint32_t %s_cells[][%d] = {{0}", name, PAGE);
    for (int p = 0; p < PAGES; p++) {
        if (!number[p]) continue;
        number[p] = ++pages;
        fprintf(out, ",\n{");
        for (int c = 0; c < PAGE; c++)
            fprintf(out, "%u,", (unsigned)becomes[p][c]);
        fprintf(out, "}");
    }
    fprintf(out, "};\nconst uint16_t %s_pages[] = {", name);
    for (int p = 0; p < PAGES; p++)
        fprintf(out, "%d,", number[p]);
    fprintf(out, "};\n");
}

int main(int argc, char **argv)
{
    if (argc != 5) return 2;
    FILE *in = fopen(argv[3], "rb"), *out = in ? fopen(argv[4], "wb") : NULL;
    if (!in || !out) {
        perror(argv[in ? 4 : 3]);
        return 5;
    }
    if (strcmp(argv[1], "fold") == 0)
        write_fold(in, out, argv[2]);
    else
        write_text(in, out, argv[2]);
    fclose(in);
    return fclose(out) == 0 ? 0 : 5;
}
