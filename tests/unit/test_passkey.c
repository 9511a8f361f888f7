/* Passkeys against recorded answers: MAKE and SIGN by Chromium's authenticator, the others by one in
 * software (tests/http/authenticator.mjs), all for http://localhost:8120. */
#include "auth/passkey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MAKE                                                                                       \
    "{\"id\":\"dyfBd0RiU4wgUkhFdntkxD4VOQuF2iO3JqQrP2Ui8ps\",\"authenticatorData\":\"SZYN5Yg"      \
    "OjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAIHcnwXdEYlOMIFJ"             \
    "IRXZ7ZMQ-FTkLhdojtyakKz9lIvKbpQECAyYgASFYII0UWzZGxfkTylhLNIJl0FFRFz0Mf4r5VJy99eB"             \
    "McA4oIlggnwSwSsld0AfLGN5USgVsa8koaI57oJ55lVur97yZZlY\",\"clientDataJSON\":\"eyJ0eXBl"         \
    "Ijoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiTWRuSjFBY2ZXbGU2Q3ZCZFktNFhHQkZsazJK"             \
    "WWJsdmt4VjFVS2RpTllwbyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODEyMCIsImNyb3NzT3Jp"             \
    "Z2luIjpmYWxzZSwib3RoZXJfa2V5c19jYW5fYmVfYWRkZWRfaGVyZSI6ImRvIG5vdCBjb21wYXJlIGNs"             \
    "aWVudERhdGFKU09OIGFnYWluc3QgYSB0ZW1wbGF0ZS4gU2VlIGh0dHBzOi8vZ29vLmdsL3lhYlBleCJ9"             \
    "\"}"

#define SIGN                                                                                       \
    "{\"id\":\"dyfBd0RiU4wgUkhFdntkxD4VOQuF2iO3JqQrP2Ui8ps\",\"authenticatorData\":\"SZYN5Yg"      \
    "OjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg\",\"clientDataJSON\":\"eyJ0eXBlIjoid2ViY"         \
    "XV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiMlNGZ1Nsc29VTTI2bTBYYXJNMmdTYkFkTC1Kby1ZMGFQeGJ6c"             \
    "3MyTUtZdyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODEyMCIsImNyb3NzT3JpZ2luIjpmYWxzZ"             \
    "X0\",\"signature\":\"MEUCIQCW50tc5ZNregXm_4k1dInqsCeAQfXjHTJzN_UQxyd2HwIgMQf2QeQuWNX"         \
    "z0Z3lWohDxMYGoWF5J-xfp_C6EOlgmVM\"}"

#define SOFT_MAKE                                                                                  \
    "{\"id\":\"TsMbaGUmAHWeQ-i45PI3-DcmQy2yRpOfrXcP7al98D8\",\"authenticatorData\":\"SZYN5Yg"      \
    "OjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQAAAAAAAAAAAAAAAAAAAAAAIE7DG2hlJgB1nkP"             \
    "ouOTyN_g3JkMtskaTn613D-2pffA_pQECAyYgASFYIEPufV1vf75aWx3BIYAgCU58wxBCZR0tAzJeBMK"             \
    "Ide67Ilgggxv0vHEYlrZHnlyRwmiMUBbHCSfbQchD1UxbmIFHIp0\",\"clientDataJSON\":\"eyJ0eXBl"         \
    "Ijoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhN"             \
    "VUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODEyMCIsImNyb3NzT3Jp"             \
    "Z2luIjpmYWxzZX0\"}"

#define SOFT_SIGN                                                                                  \
    "{\"id\":\"TsMbaGUmAHWeQ-i45PI3-DcmQy2yRpOfrXcP7al98D8\",\"authenticatorData\":\"SZYN5Yg"      \
    "OjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg\",\"clientDataJSON\":\"eyJ0eXBlIjoid2ViY"         \
    "XV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR"             \
    "3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODEyMCIsImNyb3NzT3JpZ2luIjpmYWxzZ"             \
    "X0\",\"signature\":\"MEYCIQCv6W90RafjNk-nGo6ARAJyS7DSkPpDh0LOmn-wydQZDAIhAMm8zGukofG"         \
    "PzIYqtp3RK3sROfKmqaHNuVFUiok1_rT7\"}"

#define UNVERIFIED                                                                                 \
    "{\"id\":\"TsMbaGUmAHWeQ-i45PI3-DcmQy2yRpOfrXcP7al98D8\",\"authenticatorData\":\"SZYN5Yg"      \
    "OjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MBAAAAAw\",\"clientDataJSON\":\"eyJ0eXBlIjoid2ViY"         \
    "XV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR"             \
    "3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODEyMCIsImNyb3NzT3JpZ2luIjpmYWxzZ"             \
    "X0\",\"signature\":\"MEUCIQDeOKZHJemJXCMdVbsth990l8I80OQmoZel5FbMy310jwIgI54UqSh_HZp"         \
    "WJhVU2VcxtPDrrpHCL2avqrbRw7Weg8E\"}"

#define UNVERIFIED_MAKE                                                                            \
    "{\"id\":\"TsMbaGUmAHWeQ-i45PI3-DcmQy2yRpOfrXcP7al98D8\",\"authenticatorData\":\"SZYN5Yg"      \
    "OjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NBAAAABAAAAAAAAAAAAAAAAAAAAAAAIE7DG2hlJgB1nkP"             \
    "ouOTyN_g3JkMtskaTn613D-2pffA_pQECAyYgASFYIEPufV1vf75aWx3BIYAgCU58wxBCZR0tAzJeBMK"             \
    "Ide67Ilgggxv0vHEYlrZHnlyRwmiMUBbHCSfbQchD1UxbmIFHIp0\",\"clientDataJSON\":\"eyJ0eXBl"         \
    "Ijoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhN"             \
    "VUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODEyMCIsImNyb3NzT3Jp"             \
    "Z2luIjpmYWxzZX0\"}"

#define TYPE                                                                                       \
    "{\"id\":\"TsMbaGUmAHWeQ-i45PI3-DcmQy2yRpOfrXcP7al98D8\",\"authenticatorData\":\"SZYN5Yg"      \
    "OjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAABQ\",\"clientDataJSON\":\"eyJ0eXBlIjoicGF5b"         \
    "WVudC5nZXQiLCJjaGFsbGVuZ2UiOiJBQUVDQXdRRkJnY0lDUW9MREEwT0R4QVJFaE1VRlJZWEdCa2FHe"             \
    "HdkSGg4Iiwib3JpZ2luIjoiaHR0cDovL2xvY2FsaG9zdDo4MTIwIiwiY3Jvc3NPcmlnaW4iOmZhbHNlf"             \
    "Q\",\"signature\":\"MEYCIQCL1C0Vi_Ke79IJlKSUKUW4bAAi81b47Iv5bs0QjLAJHQIhAI1JnNdG3P2k"         \
    "Faj-eS6D_qZetSYKuHI5SDq7jqO-7MRm\"}"

#define ORIGIN                                                                                     \
    "{\"id\":\"TsMbaGUmAHWeQ-i45PI3-DcmQy2yRpOfrXcP7al98D8\",\"authenticatorData\":\"SZYN5Yg"      \
    "OjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAABg\",\"clientDataJSON\":\"eyJ0eXBlIjoid2ViY"         \
    "XV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR"             \
    "3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vc2FtcGxhbi5leGFtcGxlLmNvbSIsImNyb3NzT3JpZ2luI"             \
    "jpmYWxzZX0\",\"signature\":\"MEYCIQCMQgogOraMzkYH2muqlqm_NhS8H_fiq3f4lj-MPfv8SwIhAI-"         \
    "Oe-YvE5hBNTh7Nc9r6iSvEMS_eTRBT5So8Mf8_U2a\"}"

#define SITE                                                                                       \
    "{\"id\":\"TsMbaGUmAHWeQ-i45PI3-DcmQy2yRpOfrXcP7al98D8\",\"authenticatorData\":\"o3mm9u6"      \
    "vuaVeN4wRgDTidR5oL6ufLTCrE9ISVYbOGUcFAAAABw\",\"clientDataJSON\":\"eyJ0eXBlIjoid2ViY"         \
    "XV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR"             \
    "3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODEyMCIsImNyb3NzT3JpZ2luIjpmYWxzZ"             \
    "X0\",\"signature\":\"MEUCIQD89LDGaPfpMqBH4uRnZEgakhoSf55a6sdCnsJGA_x3GAIgdaLT-o7XJ6w"         \
    "VZaJMLeG7HfMosHsrvIK-3yuKpqUdj5c\"}"

struct fixture {
    struct passkey_site site;
    struct passkey_answer answer;
    struct passkey_key key;
    unsigned char challenge[PASSKEY_CHALLENGE_BYTES];
    uint32_t count;
};

/* The passkey that make made, and the answer that sign is. */
static struct fixture fixture(const char *make, const char *sign)
{
    struct fixture f = {0};

    assert_true(passkey_site("http://localhost:8120", &f.site));
    assert_int_equal(passkey_read(make, &f.answer), OK);
    assert_int_equal(passkey_register(&f.site, &f.answer, &f.key, &f.count, f.challenge), OK);
    assert_int_equal(passkey_read(sign, &f.answer), OK);
    return f;
}

static enum err verify(struct fixture *f)
{
    return passkey_verify(&f->site, &f->answer, &f->key, &f->count, f->challenge);
}

static void passkey_verify__of_a_browser__is_good(void **state)
{
    struct fixture f = fixture(MAKE, SIGN);

    (void)state;
    assert_int_equal(f.key.algorithm, -7);
    assert_int_equal(verify(&f), OK);
    assert_true(f.count > 0);
}

static void passkey_verify__of_ours__tells_challenge_and_counter(void **state)
{
    struct fixture f = fixture(SOFT_MAKE, SOFT_SIGN);

    (void)state;
    assert_int_equal(f.count, 1);
    assert_int_equal(verify(&f), OK);
    assert_int_equal(f.count, 2);
    for (unsigned i = 0; i < PASSKEY_CHALLENGE_BYTES; i++)
        assert_int_equal(f.challenge[i], i);
}

static void passkey_verify__another_origin_or_site__is_refused(void **state)
{
    struct fixture f = fixture(SOFT_MAKE, SOFT_SIGN);

    (void)state;
    f.site.origin = "http://localhost:8121";
    assert_int_equal(verify(&f), ERR_INVALID);
    f.site.origin = "https://localhost:8120";
    assert_int_equal(verify(&f), ERR_INVALID);
    f.site.origin = "http://localhost:8120";
    strcpy(f.site.rp_id, "localhost2");
    assert_int_equal(verify(&f), ERR_INVALID);
    f = fixture(SOFT_MAKE, ORIGIN); /* signed in good faith for a page of somebody else's */
    assert_int_equal(verify(&f), ERR_INVALID);
    f = fixture(SOFT_MAKE, SITE);
    assert_int_equal(verify(&f), ERR_INVALID);
}

static void passkey_verify__user_not_verified__is_refused(void **state)
{
    struct fixture f = fixture(SOFT_MAKE, UNVERIFIED);

    (void)state;
    assert_int_equal(verify(&f), ERR_INVALID);
}

static void passkey_verify__another_deed__is_refused(void **state)
{
    struct fixture f = fixture(SOFT_MAKE, TYPE);

    (void)state;
    assert_int_equal(verify(&f), ERR_INVALID);
    f = fixture(SOFT_MAKE, SOFT_MAKE); /* a registration is no signature */
    assert_int_equal(verify(&f), ERR_INVALID);
}

static void passkey_verify__any_changed_byte__is_refused(void **state)
{
    struct fixture f = fixture(SOFT_MAKE, SOFT_SIGN);
    struct passkey_bytes *const parts[] = {&f.answer.signature, &f.answer.auth_data,
                                           &f.answer.client_data};

    (void)state;
    for (unsigned p = 0; p < ARRAY_LEN(parts); p++) {
        for (size_t i = 0; i < parts[p]->n; i++) {
            parts[p]->bytes[i] ^= 1;
            assert_int_equal(verify(&f), ERR_INVALID);
            parts[p]->bytes[i] ^= 1;
        }
    }
    assert_int_equal(verify(&f), OK);
    f.answer.signature.n = 0;
    assert_int_equal(verify(&f), ERR_INVALID);
}

static void passkey_verify__somebody_elses_key__is_refused(void **state)
{
    struct fixture f = fixture(SOFT_MAKE, SOFT_SIGN);
    const struct fixture other = fixture(MAKE, SIGN);

    (void)state;
    f.key = other.key;
    assert_int_equal(verify(&f), ERR_INVALID);
    f.key.algorithm = -8;
    assert_int_equal(verify(&f), ERR_INVALID);
    f.key.algorithm = 0;
    assert_int_equal(verify(&f), ERR_INVALID);
}

static void passkey_register__flaws__are_refused(void **state)
{
    struct fixture f = fixture(SOFT_MAKE, UNVERIFIED_MAKE);

    (void)state;
    assert_int_equal(passkey_register(&f.site, &f.answer, &f.key, &f.count, f.challenge),
                     ERR_INVALID);
    assert_int_equal(passkey_read(SOFT_SIGN, &f.answer), OK); /* a signature is no registration */
    assert_int_equal(passkey_register(&f.site, &f.answer, &f.key, &f.count, f.challenge),
                     ERR_INVALID);
    assert_int_equal(passkey_read(SOFT_MAKE, &f.answer), OK);
    f.answer.id.bytes[0] ^= 1; /* not the id that stands in the data */
    assert_int_equal(passkey_register(&f.site, &f.answer, &f.key, &f.count, f.challenge),
                     ERR_INVALID);
    f.answer.id.bytes[0] ^= 1;
    for (size_t n = f.answer.auth_data.n; n-- > 37;) { /* cut anywhere */
        f.answer.auth_data.n = n;
        assert_int_equal(passkey_register(&f.site, &f.answer, &f.key, &f.count, f.challenge),
                         ERR_INVALID);
    }
}

static void passkey_read__rubbish__is_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "{}",
                                      "[]",
                                      "null",
                                      "{\"id\":1}",
                                      "{\"id\":\"AAAA\"}",
                                      "{\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"authenticatorData\":"
                                      "\"AA\",\"clientDataJSON\":\"AA\"}",
                                      "{\"id\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"authenticatorData\":"
                                      "\"AA\",\"clientDataJSON\":\"AA\"}"};
    struct passkey_answer answer;

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(passkey_read(bad[i], &answer), ERR_PARSE);
    assert_int_equal(passkey_read(NULL, &answer), ERR_PARSE);
}

static void passkey_site__names_and_addresses__are_told_apart(void **state)
{
    struct passkey_site site;

    (void)state;
    assert_true(passkey_site("https://samplan.example.dk", &site));
    assert_string_equal(site.rp_id, "samplan.example.dk");
    assert_true(passkey_site("http://localhost:8080", &site));
    assert_string_equal(site.rp_id, "localhost");
    assert_false(passkey_site("http://127.0.0.1:8080", &site));
    assert_false(passkey_site("http://[::1]:8080", &site));
    assert_false(passkey_site("localhost", &site));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passkey_verify__of_a_browser__is_good),
        cmocka_unit_test(passkey_verify__of_ours__tells_challenge_and_counter),
        cmocka_unit_test(passkey_verify__another_origin_or_site__is_refused),
        cmocka_unit_test(passkey_verify__user_not_verified__is_refused),
        cmocka_unit_test(passkey_verify__another_deed__is_refused),
        cmocka_unit_test(passkey_verify__any_changed_byte__is_refused),
        cmocka_unit_test(passkey_verify__somebody_elses_key__is_refused),
        cmocka_unit_test(passkey_register__flaws__are_refused),
        cmocka_unit_test(passkey_read__rubbish__is_refused),
        cmocka_unit_test(passkey_site__names_and_addresses__are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
