/* needs: c89 c99 c11 cxx static shared */
/* With floating point exceptions unmasked, as in programs of Delphi, old Borland compilers and LabVIEW: no number of an
   answer, of a user, of the fields or of the options is turned into a floating point number, which could end the program. */

#ifdef __cplusplus
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#else
#define _GNU_SOURCE
#endif

#include "check.h"

#if defined(__GLIBC__) && !defined(_WIN32)

#include <arpa/inet.h>
#include <fenv.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

/* The largest double and beyond, the smallest and below, and values that cannot be divided. */
#define NUMBERS "[1.7976931348623159e308,-1.7976931348623159e308,1e400,-1E+999999999,1e-400,4.9e-324,0e0,0.0,-0,1e2147483648," \
                "123456789012345678901234567890123456789012345678901234567890.123456789e291]"

/* A single-threaded server: it answers every connection with the response that the main thread last put here. */
static struct {
    int listener;
    pthread_t thread;
    char answer[2048];
    pthread_mutex_t lock;
} server;

static void say(int http, const char *body)
{
    pthread_mutex_lock(&server.lock);
    sprintf(server.answer,
            "HTTP/1.1 %d Word\r\nContent-Type: application/json\r\nx-zm-trackingid: t\r\nConnection: close\r\n"
            "Content-Length: %lu\r\n\r\n%s",
            http, (unsigned long)strlen(body), body);
    pthread_mutex_unlock(&server.lock);
}

/* Reads one segment, which these short requests fit into, and answers it. */
static void *serve(void *unused)
{
    char request[8192];
    char answer[sizeof server.answer];
    int connection;

    (void)unused;
    while ((connection = accept(server.listener, NULL, NULL)) >= 0) {
        if (recv(connection, request, sizeof request, 0) > 0) {
            size_t length;

            pthread_mutex_lock(&server.lock);
            strcpy(answer, server.answer);
            pthread_mutex_unlock(&server.lock);
            length = strlen(answer);
            if (send(connection, answer, length, 0) != (ssize_t)length) {
                abort();
            }
            shutdown(connection, SHUT_WR);
            while (recv(connection, request, sizeof request, 0) > 0) {
            }
        }
        close(connection);
    }
    return NULL;
}

static void start(char *base_url)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;

    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server.listener = socket(AF_INET, SOCK_STREAM, 0);
    if (!CHECK(pthread_mutex_init(&server.lock, NULL) == 0
               && bind(server.listener, (struct sockaddr *)&address, sizeof address) == 0
               && listen(server.listener, 8) == 0
               && getsockname(server.listener, (struct sockaddr *)&address, &length) == 0)) {
        exit(check_end());
    }
    sprintf(base_url, "http://127.0.0.1:%d/v2", ntohs(address.sin_port));
    if (!CHECK(pthread_create(&server.thread, NULL, serve, NULL) == 0)) {
        exit(check_end());
    }
}

int main(void)
{
    char base_url[64];
    char options[512];
    char message[256];
    zoom_client *client;
    zoom_user_patch *patch;
    zoom_result *result = NULL;

    start(base_url);
    /* Before the traps: the exceptions that were raised until now do not count. */
    feclearexcept(FE_ALL_EXCEPT);
    if (feenableexcept(FE_OVERFLOW | FE_INVALID | FE_DIVBYZERO) == -1) {
        printf("skipped: this processor does not trap\n");
        return 0;
    }
    client = check_client_at(base_url);
    patch = check_patch();

    /* An error. */
    say(400, "{\"code\":300,\"message\":\"m\",\"x\":" NUMBERS ",\"errors\":[{\"field\":\"f\",\"message\":\"g\",\"x\":" NUMBERS "}]}");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_REJECTED);
    CHECK_INT(zoom_result_number(result, "api_code"), 300);
    CHECK_TEXT(zoom_result_text(result, "api_message"), "m");
    CHECK_RESULT(result);
    zoom_result_free(result);
    /* One that is not quite JSON, read a second time. */
    say(400, "{\"x\":" NUMBERS ",\"code\":300,\"message\":\"half \\ud83d\",\"code2\":1.7976931348623159e308}");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_REJECTED);
    CHECK_INT(zoom_result_number(result, "api_code"), 300);
    CHECK_RESULT(result);
    zoom_result_free(result);
    /* A code that is such a number is none. */
    say(400, "{\"code\":1.7976931348623159e308,\"message\":\"m\"}");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_REJECTED);
    CHECK_INT(zoom_result_number(result, "api_code"), -1);
    CHECK_RESULT(result);
    zoom_result_free(result);

    /* A user, read, compared and written as JSON. */
    say(200, "{\"id\":\"a\",\"dept\":\"Engineering\",\"type\":1.7976931348623159e308,\"x\":" NUMBERS "}");
    CHECK_INT(zoom_client_get_user(client, "jane@example.com", &result), ZOOM_OK);
    CHECK_HAS(zoom_result_text(result, "user"), "1.7976931348623159e308");
    CHECK_HAS(zoom_result_text(result, "json"), "\"user\":{");
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_TYPE, "2"), ZOOM_OK);
    check_set(client, ZOOM_OPT_ONLY_CHANGES, "on");
    /* The update itself gets the user as its answer, which is none. */
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_UNEXPECTED);
    CHECK_INT(zoom_result_count(result, "fields"), 2);
    CHECK_HAS(zoom_result_text(result, "json"), "\"fields\":[{");
    CHECK_RESULT(result);
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_ONLY_CHANGES, "off");

    /* Fields and options. */
    CHECK_INT(zoom_user_patch_set_json(patch, ZOOM_FIELD_TYPE, "1.7976931348623159e308"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_check(patch, &result), ZOOM_E_CHECK_FAILED);
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(zoom_user_patch_set_json(patch, ZOOM_FIELD_CUSTOM_ATTRIBUTES, "[{\"key\":" NUMBERS "}]"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_check(patch, &result), ZOOM_E_CHECK_FAILED);
    zoom_result_free(result);
    sprintf(options, "{\"base_url\":\"%s\",\"plan\":\"none\",\"max_retries\":0,\"check\":\"warn\"}", base_url);
    say(400, "{\"code\":300,\"message\":\"m\",\"x\":1.7976931348623159e308}");
    CHECK_INT(zoom_update_user("token-1234", "jane@example.com", "{\"dept\":\"d\",\"type\":1.7976931348623159e308,\"x\":" NUMBERS "}",
                               options, NULL, message, sizeof message),
              ZOOM_E_REJECTED);
    CHECK_INT(zoom_update_user("token-1234", "jane@example.com", "{\"dept\":\"d\"}", "{\"timeout_ms\":1.7976931348623159e308}", NULL,
                               message, sizeof message),
              ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(zoom_update_user("token-1234", "jane@example.com", "{\"dept\":\"d\"}", "{\"timeout_ms\":1e400}", NULL, message,
                               sizeof message),
              ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(zoom_update_user("token-1234", "jane@example.com", "{\"dept\":\"d\"}", "{\"user_agent\":[1.7976931348623159e308]}", NULL,
                               message, sizeof message),
              ZOOM_E_INVALID_ARGUMENT);

    zoom_user_patch_free(patch);
    zoom_client_free(client);
    zoom_cleanup();
    /* Ends the wait in accept. */
    shutdown(server.listener, SHUT_RDWR);
    pthread_join(server.thread, NULL);
    close(server.listener);
    return check_end();
}

#else

int main(void)
{
    printf("skipped: no way to unmask floating point exceptions\n");
    return 0;
}

#endif
