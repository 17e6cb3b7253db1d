/* needs: c99 c11 cxx static shared posix threads */
/* Threads: one handle in two threads, cancelling, freeing in another thread, concurrent clients. */

#define _POSIX_C_SOURCE 200809L

#include "posix.h"

#ifdef _WIN32
#include <ws2tcpip.h>
#define close closesocket
#else
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

#include "utf16.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* While a call is running, its client and its patch are in use. */
static void check_busy(void)
{
    zoom_client *client = check_client();
    zoom_client *other_client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_user_patch *other_patch = check_patch();
    zoom_form *form = zoom_form_new();
    struct posix_call call;
    zoom_result *result;

    CHECK_INT(zoom_form_add(form, "a", "b"), ZOOM_OK);
    posix_start_call(&call, client, "slow-3000@sandbox.test", patch);
    posix_wait_in_flight(&call);

    result = CHECK_UPDATE(client, "jane@example.com", other_patch, ZOOM_E_BUSY);
    CHECK_HAS(zoom_result_text(result, "message"), "in use by another thread");
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", other_patch, NULL), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_update_user_utf16(client, wide("jane@example.com"), other_patch, NULL), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_set(client, ZOOM_OPT_TOKEN, "abc"), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_set_utf16(client, wide(ZOOM_OPT_TOKEN), wide("abc")), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_set_n(client, ZOOM_OPT_TOKEN, "abc", 3), ZOOM_E_BUSY);
    CHECK_TEXT(zoom_client_error(client), "");
    CHECK_WIDE(zoom_client_error_utf16(client), "");
    CHECK_INT(zoom_client_request(client, "GET", "x", NULL, NULL, 0, NULL), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_request_form(client, "PUT", "x", NULL, form, NULL), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_render(client, "me", other_patch, "http", NULL), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_render_request(client, "GET", "x", NULL, NULL, 0, "http", NULL), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_render_form(client, "PUT", "x", NULL, form, "http", NULL), ZOOM_E_BUSY);
    CHECK_INT(zoom_client_render(other_client, "me", patch, "http", NULL), ZOOM_E_BUSY);

    zoom_result_free(CHECK_UPDATE(other_client, "jane@example.com", patch, ZOOM_E_BUSY));
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_TYPE, "7"), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_set_utf16(patch, wide(ZOOM_FIELD_TYPE), wide("7")), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_set_n(patch, ZOOM_FIELD_TYPE, "7", 1), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_TYPE, 7), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_set_bool(patch, ZOOM_FIELD_TYPE, 1), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_set_json(patch, ZOOM_FIELD_TYPE, "7"), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide(ZOOM_FIELD_TYPE), wide("7")), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_set_json_n(patch, ZOOM_FIELD_TYPE, "7", 1), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_set_null(patch, ZOOM_FIELD_TYPE), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_DEPT), ZOOM_E_BUSY);
    CHECK_INT(zoom_user_patch_check(patch, &result), ZOOM_E_BUSY);
    CHECK_INT(zoom_result_status(result), ZOOM_E_BUSY);
    zoom_result_free(result);
    CHECK_TEXT(zoom_user_patch_error(patch), "");

    CHECK(!posix_is_done(&call)); /* all this was while the call was in flight */
    posix_end_call(&call);
    CHECK_INT(call.status, ZOOM_OK);
    CHECK_INT(zoom_result_number(call.result, "http_status"), 204);
    CHECK_INT(zoom_result_number(call.result, "attempts"), 1);
    zoom_result_free(call.result);

    /* Nothing was changed: the token is the right one, the patch has its one good field. */
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK);
    CHECK_INT(zoom_result_count(result, "warnings"), 0);
    zoom_result_free(result);
    zoom_form_free(form);
    zoom_user_patch_free(other_patch);
    zoom_user_patch_free(patch);
    zoom_client_free(other_client);
    zoom_client_free(client);
}

/* Cancels until the call ends: one that comes before the call has begun has no effect. */
static void check_cancel(const char *user_id)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    struct posix_call call;
    double cancelled_at;
    double give_up;

    /* No call in flight: no effect. */
    zoom_client_cancel(client);
    zoom_client_cancel(client);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));
    zoom_client_cancel(client);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));

    posix_start_call(&call, client, user_id, patch);
    posix_wait_in_flight(&call);
    cancelled_at = posix_now();
    give_up = cancelled_at + POSIX_LONGEST;
    while (!posix_is_done(&call) && posix_now() < give_up) {
        zoom_client_cancel(client);
        sched_yield();
    }
    posix_end_call(&call);
    CHECK_INT(call.status, ZOOM_E_CANCELLED);
    CHECK_HAS(zoom_result_text(call.result, "message"), "cancelled");
    CHECK(call.ended_at - cancelled_at < 5.0); /* the header says 20 ms; machines may be busy */
    CHECK_RESULT(call.result);
    zoom_result_free(call.result);

    /* The client is as good as before. */
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* Cancelling works during a TLS handshake with a silent server too. */
static void check_cancel_connecting(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    struct posix_call call;
    char url[64];
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int accepted;

    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(bind(listener, (struct sockaddr *)&address, sizeof address) == 0);
    CHECK(listen(listener, 1) == 0);
    CHECK(getsockname(listener, (struct sockaddr *)&address, &length) == 0);
    sprintf(url, "https://127.0.0.1:%u/v2", (unsigned)ntohs(address.sin_port));
    check_set(client, ZOOM_OPT_BASE_URL, url);
    posix_start_call(&call, client, "jane@example.com", patch);
    accepted = accept(listener, NULL, NULL); /* the call is in flight and waits for TLS */
    CHECK(accepted >= 0);
    zoom_client_cancel(client);
    posix_end_call(&call);
    CHECK_INT(call.status, ZOOM_E_CANCELLED);
    CHECK_TEXT(zoom_result_text(call.result, "message"), "cancelled while connecting");
    zoom_result_free(call.result);
    close(accepted);
    close(listener);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

struct things {
    zoom_client *client;
    zoom_user_patch *patch;
    zoom_result *result;
};

static void *free_things(void *argument)
{
    struct things *things = (struct things *)argument;

    zoom_client_free(things->client);
    zoom_user_patch_free(things->patch);
    zoom_result_free(things->result);
    return NULL;
}

/* Made here, used there, freed in a third thread. */
static void check_free_elsewhere(void)
{
    struct things things;
    struct posix_call call;
    pthread_t thread;

    things.client = check_client();
    things.patch = check_patch();
    posix_start_call(&call, things.client, "jane@example.com", things.patch);
    posix_end_call(&call);
    CHECK_INT(call.status, ZOOM_OK);
    things.result = call.result;
    CHECK(pthread_create(&thread, NULL, free_things, &things) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
}

struct ending {
    const char *user_id;
    zoom_status status;
    int http_status;
};

/* Eight different outcomes, so that a mix-up is visible. */
static const struct ending endings[8] = {
    {"jane@example.com", ZOOM_OK, 204},
    {"error-404-1001@sandbox.test", ZOOM_E_NOT_FOUND, 404},
    {"error-400-300@sandbox.test", ZOOM_E_REJECTED, 400},
    {"error-401-124@sandbox.test", ZOOM_E_UNAUTHORIZED, 401},
    {"error-403-200@sandbox.test", ZOOM_E_FORBIDDEN, 403},
    {"rate-daily@sandbox.test", ZOOM_E_RATE_LIMITED, 429},
    {"error-500-500@sandbox.test", ZOOM_E_SERVER, 500},
    {"status-200@sandbox.test", ZOOM_E_UNEXPECTED, 200}
};

struct worker {
    pthread_t thread;
    const struct ending *ending;
    zoom_client *client; /* NULL: the one call */
    zoom_user_patch *patch;
    const char *token;
    const char *options;
    int right;
};

#define TURNS 10

static void *work(void *argument)
{
    struct worker *worker = (struct worker *)argument;
    int turn;

    for (turn = 0; turn < TURNS; turn++) {
        zoom_result *result = NULL;
        zoom_status status;

        if (worker->client != NULL) {
            status = zoom_client_update_user(worker->client, worker->ending->user_id, worker->patch, &result);
        } else {
            status = zoom_update_user(worker->token, worker->ending->user_id, "{\"dept\": \"Engineering\"}",
                                      worker->options, &result, NULL, 0);
        }
        worker->right += status == worker->ending->status
                         && zoom_result_number(result, "http_status") == worker->ending->http_status;
        zoom_result_free(result);
    }
    return NULL;
}

static void check_side_by_side(int with_clients)
{
    struct worker workers[COUNT(endings)];
    char options[2048];
    size_t i;

    check_options(options, sizeof options, "");
    for (i = 0; i < COUNT(workers); i++) {
        workers[i].ending = &endings[i];
        workers[i].client = with_clients ? check_client() : NULL;
        workers[i].patch = check_patch();
        workers[i].token = check_environment("ZOOM_TEST_TOKEN");
        workers[i].options = options;
        workers[i].right = 0;
    }
    for (i = 0; i < COUNT(workers); i++) {
        CHECK(pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0);
    }
    for (i = 0; i < COUNT(workers); i++) {
        CHECK(pthread_join(workers[i].thread, NULL) == 0);
        CHECK_CASE(workers[i].right == TURNS, workers[i].ending->user_id);
        zoom_user_patch_free(workers[i].patch);
        zoom_client_free(workers[i].client);
    }
    zoom_cleanup();
}

int main(void)
{
    posix_watchdog(600);
    check_busy();
    check_cancel("slow-60000@sandbox.test");  /* while it waits for an answer */
    check_cancel("drip-60000@sandbox.test");  /* in the middle of an answer */
    check_cancel_connecting();
    check_free_elsewhere();
    check_side_by_side(1);
    check_side_by_side(0);
    return check_end();
}
