/* Every error has a status and a code of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/error.h"

#include <string.h>

static void err_info__every_value__status_and_code(void **state)
{
    (void)state;
    for (int e = ERR_BAD_REQUEST; e >= ERR_TIMEOUT; e--) {
        const struct err_info *info = err_info((enum err)e);
        assert_int_equal(info->err, e);
        assert_true((info->status >= 400 && info->status < 500) || info->status == 501);
        for (int other = ERR_BAD_REQUEST; other > e; other--)
            assert_string_not_equal(info->code, err_info((enum err)other)->code);
    }
    assert_int_equal(err_info(ERR_DATABASE_DOWN)->status, 503);
    assert_int_equal(err_info(ERR_OVERLOADED)->status, 503);
    assert_int_equal(err_info((enum err) - 9999)->status, 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(err_info__every_value__status_and_code)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
