/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* embed FILE... NAME=FILE...: prints assembly that puts the files into the program as the table declared in
 * src/base/embed.h, a file that was made under the name it is given. `.incbin` copies megabytes in no time, where a C
 * array of numbers would take the compiler seconds. */
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    puts("    .section .rodata");
    for (int i = 1; i < argc; i++) {
        const char *equals = strchr(argv[i], '=');
        int name = equals ? (int)(equals - argv[i]) : (int)strlen(argv[i]);
        printf("n%d: .asciz \"%.*s\"\nc%d: .incbin \"%s\"\ne%d: .byte 0\n", i, name, argv[i], i,
               equals ? equals + 1 : argv[i], i);
    }
    puts("    .section .data.rel.ro,\"aw\"\n    .globl embedded_files, embedded_count\n"
         "    .balign 8\nembedded_files:");
    for (int i = 1; i < argc; i++)
        printf("    .quad n%d, c%d, e%d - c%d\n", i, i, i, i);
    printf("embedded_count: .quad %d\n    .section .note.GNU-stack,\"\",%%progbits\n", argc - 1);
    return 0;
}
