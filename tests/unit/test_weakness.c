#include "auth/password.h"
#include "auth/weakness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const OWN[] = {"Karen Østergård", "kaost", "Skive Kommune", "Jobcenter Skive",
                                  NULL};

static void expect(const char *password, const char *code)
{
    const char *found = password_weakness(password, OWN);

    if (code == NULL && found != NULL)
        fail_msg("\"%s\" should pass, gave %s", password, found);
    if (code != NULL && (found == NULL || strcmp(found, code) != 0))
        fail_msg("\"%s\" should give %s, gave %s", password, code, found ? found : "nothing");
}

static void password_weakness__good_ones__pass(void **state)
{
    (void)state;
    expect("krydderi lampe ustabil fjord", NULL);
    expect("v7#Qm2!zPw9x", NULL);
    expect("tretten blå elefanter i regnvejr", NULL);
    expect("grævlingen løber østpå", NULL);
}

static void password_weakness__length__counts_characters_not_bytes(void **state)
{
    char longest[PASSWORD_MAX_BYTES + 2];

    (void)state;
    expect("v7#Qm2!zP", "password-short");
    expect("æøåæøåæøå", "password-short");
    expect("", "password-short");
    memset(longest, 'x', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    expect(longest, "password-long");
}

static void password_weakness__common_words_with_decoration__are_refused(void **state)
{
    static const char *const bad[] = {
        "Sommer2026!",  "sommer-2026",   "Efterår2026",  "EFTERÅR-2026",   "K0benhavn12",
        "adgangskode1", "Velkommen123!", "P@ssw0rd2026", "fodboldfodbold", "Brøndby1964",
        "hemmelig1234", "qwertyuiop",    "Januar2027!!", "MetteMette1",    "jegelskerdig"};

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++)
        expect(bad[i], "password-common");
}

static void password_weakness__own_names__are_refused(void **state)
{
    (void)state;
    expect("Østergård1977", "password-own");
    expect("kaost-2026!!", "password-own");
    expect("SkiveKommune1", "password-own");
    expect("oestergaard26", "password-own");
}

static void password_weakness__patterns__are_guessable(void **state)
{
    (void)state;
    expect("aaaaaaaaaaaa", "password-guessable");
    expect("123456789012", "password-guessable");
    expect("09091991-1234", "password-guessable");
    expect("abcdefghijkl", "password-guessable");
}

static void password_weakness__long_hostile_text__is_judged_soon(void **state)
{
    char text[PASSWORD_MAX_BYTES + 1];

    (void)state;
    for (unsigned i = 0; i < PASSWORD_MAX_BYTES; i++)
        text[i] = "mettemette1@$0"[i % 14];
    text[PASSWORD_MAX_BYTES] = '\0';
    (void)password_weakness(text, OWN);
    for (unsigned i = 0; i < PASSWORD_MAX_BYTES; i++)
        text[i] = (char)(0x80 + i % 128);
    (void)password_weakness(text, NULL);
}

static void words__all__are_folded(void **state)
{
    (void)state;
    for (unsigned i = 0; WEAKNESS_WORDS_DA[i] != NULL; i++)
        assert_int_equal(strspn(WEAKNESS_WORDS_DA[i], "abcdefghijklmnopqrstuvwxyz"),
                         strlen(WEAKNESS_WORDS_DA[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(password_weakness__good_ones__pass),
        cmocka_unit_test(password_weakness__length__counts_characters_not_bytes),
        cmocka_unit_test(password_weakness__common_words_with_decoration__are_refused),
        cmocka_unit_test(password_weakness__own_names__are_refused),
        cmocka_unit_test(password_weakness__patterns__are_guessable),
        cmocka_unit_test(password_weakness__long_hostile_text__is_judged_soon),
        cmocka_unit_test(words__all__are_folded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
