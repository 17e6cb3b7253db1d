/* The calling convention of 32-bit Windows. Every export takes as many bytes off the stack as zoomuser.def says; a function
   of the other convention is noticed by the same measurement; and the library comes back from a callback with its own
   stack. On 64 bit there is one convention, and only the exports are looked for. */

#include "check_windows.h"

#ifdef _WIN64
static int has_conventions = 0;

static int taken_off(void (*function)(void))
{
    return function == NULL;
}
#else
static int has_conventions = 1;

/* Calls a function with twelve zeros and gives the bytes that it took off the stack itself. */
static int taken_off(void (*function)(void))
{
    int before;
    int after;

    __asm__ volatile("movl %%esp, %%esi\n\t"
                     "pushl $0\n\tpushl $0\n\tpushl $0\n\tpushl $0\n\tpushl $0\n\tpushl $0\n\t"
                     "pushl $0\n\tpushl $0\n\tpushl $0\n\tpushl $0\n\tpushl $0\n\tpushl $0\n\t"
                     "movl %%esp, %%edi\n\t"
                     "call *%2\n\t"
                     "movl %%esp, %%ecx\n\t"
                     "movl %%esi, %%esp\n\t"
                     : "=D"(before), "=c"(after)
                     : "r"(function)
                     : "eax", "edx", "esi", "memory", "cc");
    return after - before;
}
#endif

static int seen[3];

static void __cdecl of_caller(int a, int b, int c)
{
    seen[0] += a + b + c;
}

static void __stdcall of_callee(int a, int b, int c)
{
    seen[1] += a + b + c;
}

int main(void)
{
    HMODULE library = LoadLibraryW(windows_environment(L"ZOOM_TEST_LIBRARY"));
    FILE *definitions = fopen(check_environment("ZOOM_TEST_DEFINITIONS"), "r");
    char line[200];
    int functions = 0;

    if (!CHECK(library != NULL && definitions != NULL)) {
        return check_end();
    }
    if (has_conventions) {
        CHECK_INT(taken_off((void (*)(void))of_caller), 0);
        CHECK_INT(taken_off((void (*)(void))of_callee), 12);
    }
    while (fgets(line, sizeof line, definitions) != NULL) {
        char name[200];
        int bytes = 0;
        int found = sscanf(line, " %199[a-z0-9_]@%d", name, &bytes);

        if (strncmp(name, "zoom_", 5) != 0 || found < 1) {
            continue;
        }
        functions++;
        CHECK_CASE(GetProcAddress(library, name) != NULL, name);
        CHECK_CASE(found == 1 + has_conventions, line);
        if (has_conventions && GetProcAddress(library, name) != NULL) {
            CHECK_CASE(taken_off(windows_function(library, name)) == bytes, name);
        }
    }
    fclose(definitions);
    CHECK(functions > 80);
    return check_end();
}
