#include "callbacks.h"
#include "_cgo_export.h"

static int32_t CALL give_token(void *user_data, int32_t was_refused, char *buffer, size_t capacity)
{
    return zoomuserGiveToken((uintptr_t)user_data, was_refused, buffer, capacity);
}

static void CALL write_line(int32_t level, const char *line, void *user_data)
{
    (void)user_data;
    zoomuserLog(level, (char *)line);
}

int32_t zoomuser_set_token(zoom_client *client, uintptr_t handle)
{
    return zoom_client_set_token_callback(client, give_token, (void *)handle);
}

int32_t zoomuser_set_log(int32_t level)
{
    return zoom_set_log_callback(level, level == 0 ? 0 : write_line, 0);
}
