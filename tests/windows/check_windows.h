/* What the tests for Windows share: wide variables of the environment, and the functions of a DLL that was loaded. */

#ifndef CHECK_WINDOWS_H
#define CHECK_WINDOWS_H

#include "check.h"

#include <windows.h>

#define WINDOWS_LONGEST 1024

/* A variable of the environment that the test cannot do without. The text lives for ever. */
CHECK_FUNCTION const WCHAR *windows_environment(const WCHAR *name)
{
    WCHAR *value = (WCHAR *)calloc(WINDOWS_LONGEST, sizeof(WCHAR));
    DWORD length = value == NULL ? 0 : GetEnvironmentVariableW(name, value, WINDOWS_LONGEST);

    if (length == 0 || length >= WINDOWS_LONGEST) {
        fprintf(stderr, "%ls is not set\n", name);
        exit(2);
    }
    return value;
}

/* A path in a folder. The text lives for ever. */
CHECK_FUNCTION WCHAR *windows_path(const WCHAR *folder, const WCHAR *name)
{
    WCHAR *path = (WCHAR *)calloc(WINDOWS_LONGEST, sizeof(WCHAR));

    if (path == NULL || wcslen(folder) + wcslen(name) + 2 > WINDOWS_LONGEST) {
        exit(2);
    }
    wcscpy(path, folder);
    wcscat(path, L"\\");
    wcscat(path, name);
    return path;
}

/* UTF-16 text as UTF-8, in one buffer. */
CHECK_FUNCTION const char *windows_utf8(const WCHAR *text)
{
    static char utf8[3 * WINDOWS_LONGEST];

    CHECK(WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, sizeof utf8, NULL, NULL) > 0);
    return utf8;
}

/* Starts this very program with an argument, and gives its process. */
CHECK_FUNCTION HANDLE windows_start(void)
{
    WCHAR program[WINDOWS_LONGEST];
    WCHAR line[WINDOWS_LONGEST + 20];
    PROCESS_INFORMATION child;
    STARTUPINFOW start;

    memset(&start, 0, sizeof start);
    start.cb = sizeof start;
    CHECK(GetModuleFileNameW(NULL, program, WINDOWS_LONGEST) > 0);
    swprintf(line, sizeof line / sizeof line[0], L"\"%ls\" child", program);
    if (!CHECK(CreateProcessW(program, line, NULL, NULL, FALSE, 0, NULL, NULL, &start, &child))) {
        exit(check_end());
    }
    CloseHandle(child.hThread);
    return child.hProcess;
}

/* Waits for a process and gives its exit code. */
CHECK_FUNCTION DWORD windows_end(HANDLE process)
{
    DWORD code = 99;

    CHECK(WaitForSingleObject(process, 120000) == WAIT_OBJECT_0);
    CHECK(GetExitCodeProcess(process, &code));
    CloseHandle(process);
    return code;
}

/* A function of a DLL by its plain name, as any type of function. */
CHECK_FUNCTION void (*windows_function(HMODULE library, const char *name))(void)
{
    FARPROC found = GetProcAddress(library, name);

    if (!CHECK_CASE(found != NULL, name)) {
        exit(check_end());
    }
    return (void (*)(void))found;
}

#endif
