/* Settings: what is wrong is named, what is right is taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Loads a file of this content. Returns the error; complaints in *ret_text, malloc'ed. */
static enum err load(const char *content, struct config **ret, char **ret_text)
{
    char path[] = "/tmp/samplan-test-config-XXXXXX";
    size_t n;
    int fd = mkstemp(path);
    FILE *complaints = open_memstream(ret_text, &n);
    assert_true(fd >= 0 && complaints != NULL);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    close(fd);
    enum err r = config_load(path, ret, complaints);
    fclose(complaints);
    unlink(path);
    return r;
}

static int environment_clear(void **state)
{
    (void)state;
    return unsetenv("SAMPLAN_LISTEN") + unsetenv("SAMPLAN_CONFIG") + unsetenv("SAMPLAN_NONSENSE");
}

static void config_load__good_file__values_and_what_follows(void **state)
{
    struct config *config = NULL;
    char *text = NULL;
    (void)state;
    enum err r =
        load("# comment\n\n listen = unix:/run/samplan/server.sock \nworkers=6\n"
             "public_origin = https://samplan.example\nallowed_hosts = a.example, b:8443\n"
             "demo = 1\nlog_level = warning\ndatabase = host=/run dbname=x password=hush\n",
             &config, &text);
    assert_string_equal(text, "");
    assert_int_equal(r, OK);
    assert_string_equal(config->listen, "unix:/run/samplan/server.sock");
    assert_string_equal(config->host, "samplan.example");
    assert_string_equal(config->hosts[0], "samplan.example");
    assert_string_equal(config->hosts[1], "a.example");
    assert_string_equal(config->hosts[2], "b:8443");
    assert_null(config->hosts[3]);
    assert_true(config->secure && config->demo);
    assert_int_equal(config->workers, 6);
    assert_int_equal(config->log_level, LOG_WARNING);
    assert_string_equal(config_text(config, "database"), "host=/run dbname=x password=hush");
    assert_null(config_text(config, "workers"));
    assert_null(config_text(config, "nonsense"));
    free(text);
    config_free(config);
}

static void config_load__bad_lines__each_named_with_its_line(void **state)
{
    struct config *config = NULL;
    char *text = NULL;
    (void)state;
    enum err r = load("lisen = unix:/x\nworkers = many\nworkers = 3\nno equals sign\n"
                      "stream_listen = 0.0.0.0:80\nlisten = unix:relative\n"
                      "public_origin = http://samplan.example\ndemo = yes\nqueue_max = 1\n"
                      "log_level = loud\ndatabase =\n",
                      &config, &text);
    static const char *const expected[] = {":1: lisen: ",
                                           ":2: workers: ",
                                           ":3: workers: is set twice",
                                           ":4: line: ",
                                           ":5: stream_listen: ",
                                           ":6: listen: ",
                                           ":7: public_origin: ",
                                           ":8: demo: ",
                                           ":9: queue_max: ",
                                           ":10: log_level: ",
                                           ":11: database: must not be empty"};
    assert_int_equal(r, ERR_INVALID);
    assert_null(config);
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        if (strstr(text, expected[i]) == NULL)
            fail_msg("%s is not in %s", expected[i], text);
    }
    free(text);
}

static void config_load__environment__wins_and_is_checked(void **state)
{
    struct config *config = NULL;
    char *text = NULL;
    (void)state;
    (void)setenv("SAMPLAN_LISTEN", "127.0.0.1:9999", 1);
    assert_int_equal(load("listen = 127.0.0.1:1111\n", &config, &text), OK);
    assert_string_equal(config->listen, "127.0.0.1:9999");
    config_free(config);
    config = NULL;
    free(text);
    (void)setenv("SAMPLAN_NONSENSE", "1", 1);
    assert_int_equal(load("", &config, &text), ERR_INVALID);
    assert_non_null(strstr(text, "environment: nonsense: is no setting"));
    free(text);
}

static void config_load__no_such_file__said(void **state)
{
    struct config *config = NULL;
    char *text = NULL;
    size_t n;
    FILE *complaints = open_memstream(&text, &n);
    (void)state;
    assert_non_null(complaints);
    assert_int_equal(config_load("/nonexistent/samplan.conf", &config, complaints), ERR_IO);
    fclose(complaints);
    assert_non_null(strstr(text, "/nonexistent/samplan.conf: "));
    free(text);
}

static void config_print__password__not_shown(void **state)
{
    struct config *config = NULL;
    char *text = NULL, *printed = NULL;
    size_t n;
    (void)state;
    assert_int_equal(load("database = host=x password=hush\nworkers = 9\n", &config, &text), OK);
    FILE *out = open_memstream(&printed, &n);
    assert_non_null(out);
    config_print(config, out);
    fclose(out);
    assert_null(strstr(printed, "hush"));
    assert_non_null(strstr(printed, "workers = 9\n"));
    free(text);
    free(printed);
    config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(config_load__good_file__values_and_what_follows, environment_clear),
        cmocka_unit_test_setup(config_load__bad_lines__each_named_with_its_line, environment_clear),
        cmocka_unit_test_setup_teardown(config_load__environment__wins_and_is_checked,
                                        environment_clear, environment_clear),
        cmocka_unit_test(config_load__no_such_file__said),
        cmocka_unit_test(config_print__password__not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
