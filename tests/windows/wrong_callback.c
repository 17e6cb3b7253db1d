/* Must not compile on 32 bit: the callback has not the library's calling convention. */

#include "zoomuser.h"

static void __cdecl note(int32_t level, const char *line, void *user_data)
{
    (void)level;
    (void)line;
    (void)user_data;
}

int main(void)
{
    return (int)zoom_set_log_callback(3, note, NULL);
}
