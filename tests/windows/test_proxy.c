/* The proxy settings of Windows, as they stand in the registry of the user. For a user of its own, whose settings it changes.
   The host is Zoom's own, the proxy the sandbox, which answers for every host. */

#include "check_windows.h"

static const char *const SETTINGS = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

static HKEY settings(void)
{
    HKEY key = NULL;

    CHECK(RegCreateKeyExA(HKEY_CURRENT_USER, SETTINGS, 0, NULL, 0, KEY_SET_VALUE, NULL, &key, NULL) == ERROR_SUCCESS);
    return key;
}

/* Sets a value, or takes it away. */
static void set_text(const char *name, const char *text)
{
    HKEY key = settings();

    if (text == NULL) {
        RegDeleteValueA(key, name);
    } else {
        CHECK(RegSetValueExA(key, name, 0, REG_SZ, (const BYTE *)text, (DWORD)strlen(text) + 1) == ERROR_SUCCESS);
    }
    RegCloseKey(key);
}

static void set_number(const char *name, DWORD number)
{
    HKEY key = settings();

    CHECK(RegSetValueExA(key, name, 0, REG_DWORD, (const BYTE *)&number, sizeof number) == ERROR_SUCCESS);
    RegCloseKey(key);
}

/* Where no proxy is taken, the connection leads to a port of this machine that nobody listens at. */
static void update(zoom_status expected, const char *said)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result;

    check_set(client, ZOOM_OPT_BASE_URL, "https://api.zoom.us/v2");
    check_set(client, ZOOM_OPT_CONNECT_TO, "api.zoom.us:443=127.0.0.1:1");
    check_set(client, ZOOM_OPT_PROXY, "");
    result = CHECK_UPDATE(client, "jane@example.com", patch, expected);
    CHECK_HAS(zoom_result_text(result, "message"), said);
    zoom_result_free(result);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

int main(void)
{
    const char *start = strstr(check_environment("ZOOM_TEST_HTTP_BASE_URL"), "://") + 3;
    char server[200];
    char text[400];

    sprintf(server, "%.*s", (int)strcspn(start, "/"), start);
    set_number("ProxyEnable", 0);
    set_text("ProxyServer", server);
    set_text("ProxyOverride", NULL);
    set_text("AutoConfigURL", NULL);
    update(ZOOM_E_CONNECT, "no connection");

    set_number("ProxyEnable", 1);
    update(ZOOM_OK, "updated");
    sprintf(text, "http=127.0.0.1:2;https=%s", server);
    set_text("ProxyServer", text);
    update(ZOOM_OK, "updated");

    set_text("ProxyOverride", "intranet;*.zoom.us");
    update(ZOOM_E_CONNECT, "no connection");
    set_text("ProxyOverride", "<local>");
    update(ZOOM_OK, "updated");

    set_text("ProxyServer", "127.0.0.1:1");
    update(ZOOM_E_PROXY, "the system's settings");
    set_text("ProxyServer", "no port:");
    update(ZOOM_E_PROXY, "the proxy of the system's settings");

    set_number("ProxyEnable", 0);
    set_text("AutoConfigURL", "http://127.0.0.1:1/proxy.pac");
    update(ZOOM_E_PROXY, "PAC");
    set_text("AutoConfigURL", NULL);
    set_text("ProxyServer", NULL);
    set_text("ProxyOverride", NULL);
    return check_end();
}
