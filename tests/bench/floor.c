/* The floor of the benchmark: the bytes of the PATCH, made once, sent by one SSL_write and answered by one SSL_read for
   each request. It checks nothing but the status. "keep" only. */

#include "bench.h"
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BOUNDARY "boundary-of-the-benchmark"

static void fail(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
    ERR_print_errors_fp(stderr);
    exit(1);
}

/* A connection to `localhost` at the port of the base URL. */
static int connected(const char *port)
{
    struct addrinfo hints;
    struct addrinfo *found = NULL;
    int on = 1;
    int s;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo("localhost", port, &hints, &found) != 0) {
        fail("getaddrinfo");
    }
    s = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (s < 0 || connect(s, found->ai_addr, found->ai_addrlen) != 0) {
        fail("connect");
    }
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    freeaddrinfo(found);
    return s;
}

static size_t make_request(char *request, const char *port)
{
    char body[4096] = "";
    size_t length = 0;
    int i;
    for (i = 0; i < FIELD_COUNT; i++) {
        length += (size_t)sprintf(body + length,
                                  "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
                                  FIELDS[i][0], FIELDS[i][1]);
    }
    length += (size_t)sprintf(body + length, "--" BOUNDARY "--\r\n");
    return (size_t)sprintf(request,
                           "PATCH /v2/users/ada@example.com HTTP/1.1\r\nHost: localhost:%s\r\n"
                           "Authorization: Bearer token-of-the-benchmark\r\nAccept: application/json\r\n"
                           "Content-Type: multipart/form-data; boundary=" BOUNDARY "\r\nContent-Length: %lu\r\n\r\n%s",
                           port, (unsigned long)length, body);
}

static void update(SSL *tls, const char *request, size_t length)
{
    char response[4096];
    int got;
    if (SSL_write(tls, request, (int)length) != (int)length) {
        fail("SSL_write");
    }
    got = SSL_read(tls, response, sizeof response);
    if (got < 12 || memcmp(response, "HTTP/1.1 204", 12) != 0) {
        fail("expected HTTP 204");
    }
}

int main(int argc, char **argv)
{
    struct arguments a = read_arguments(argc, argv);
    struct clock before;
    char request[8192];
    char port[16] = "";
    size_t length;
    long i;
    int s;
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL *tls;
    if (sscanf(a.base_url, "https://localhost:%15[0-9]", port) != 1 || !a.keep) {
        fail("expected https://localhost:PORT and keep");
    }
    if (context == NULL || SSL_CTX_load_verify_locations(context, a.ca_file, NULL) != 1) {
        fail("the CA file");
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    tls = SSL_new(context);
    s = connected(port);
    if (tls == NULL || SSL_set1_host(tls, "localhost") != 1 || SSL_set_fd(tls, s) != 1 || SSL_connect(tls) != 1) {
        fail("the TLS handshake");
    }
    length = make_request(request, port);
    update(tls, request, length); /* the session tickets come with the first response */
    before = now();
    for (i = 0; i < a.requests; i++) {
        update(tls, request, length);
    }
    report(before, now(), a.requests);
    SSL_shutdown(tls);
    SSL_free(tls);
    SSL_CTX_free(context);
    close(s);
    return 0;
}
