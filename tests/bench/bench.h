/* What both benchmark programs share: the fields, the arguments, the clock. */

#ifndef BENCH_H
#define BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>

#define FIELD_COUNT 10

static const char *const FIELDS[FIELD_COUNT][2] = {
    { "first_name", "Ada" },
    { "last_name", "Lovelace" },
    { "type", "2" },
    { "use_pmi", "false" },
    { "timezone", "Europe/London" },
    { "language", "en-GB" },
    { "dept", "Research" },
    { "job_title", "Analyst" },
    { "company", "Analytical Engines Ltd" },
    { "phone_numbers", "[{\"country\":\"GB\",\"code\":\"+44\",\"number\":\"5550100\",\"label\":\"Office\"}]" }
};

/* argv: base URL (.../v2), CA file, number of requests, and "keep", "json" (kept too, but no multipart), "fresh" (a
   connection each) or "call" (the one-call). */
struct arguments {
    const char *base_url;
    const char *ca_file;
    long requests;
    int keep;
    int json;
    int one_call;
};

static struct arguments read_arguments(int argc, char **argv)
{
    struct arguments a;
    if (argc != 5) {
        fprintf(stderr, "usage: %s BASE_URL CA_FILE REQUESTS keep|json|fresh|call\n", argv[0]);
        exit(2);
    }
    a.base_url = argv[1];
    a.ca_file = argv[2];
    a.requests = atol(argv[3]);
    a.one_call = argv[4][0] == 'c';
    a.json = argv[4][0] == 'j';
    a.keep = argv[4][0] == 'k' || a.json;
    return a;
}

struct clock {
    double wall;
    double cpu;
};

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static struct clock now(void)
{
    struct clock c;
    struct timeval wall;
    struct rusage usage;
    gettimeofday(&wall, NULL);
    getrusage(RUSAGE_SELF, &usage);
    c.wall = seconds(wall);
    c.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    return c;
}

/* The most memory that this program had resident, in KiB. Not ru_maxrss: that counts what ran here before exec too. */
static long peak_memory(void)
{
    char line[256];
    long peak = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (sscanf(line, "VmHWM: %ld", &peak) == 1) {
            break;
        }
    }
    if (status != NULL) {
        fclose(status);
    }
    return peak;
}

/* One line: microseconds of wall and CPU time a request, peak memory in KiB. */
static void report(struct clock before, struct clock after, long requests)
{
    printf("%.3f %.3f %ld\n", (after.wall - before.wall) * 1e6 / (double)requests,
           (after.cpu - before.cpu) * 1e6 / (double)requests, peak_memory());
}

#endif
