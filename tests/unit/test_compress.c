/* Compressed answers open to what they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/compress.h"

#include <brotli/decode.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static char text[20000];

static int text_fill(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = (char)('a' + i * i % 23);
    return 0;
}

static void gzip_opens(const char *bytes, size_t n)
{
    static char out[sizeof(text) + 1];
    z_stream stream = {0};
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    char *copy = malloc(n);
    memcpy(copy, bytes, n);
    stream.next_in = (Bytef *)copy;
    stream.avail_in = (uInt)n;
    stream.next_out = (Bytef *)out;
    stream.avail_out = sizeof(out);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, sizeof(text));
    assert_memory_equal(out, text, sizeof(text));
    (void)inflateEnd(&stream);
    free(copy);
}

static void compress_gzip__same_state_twice__both_open(void **state)
{
    struct compressor *compressor = compressor_new();
    (void)state;
    for (int i = 0; i < 2; i++) {
        char *out = NULL;
        size_t n = 0;
        assert_int_equal(compress_gzip(compressor, text, sizeof(text), &out, &n), OK);
        assert_true(n < sizeof(text) / 2);
        gzip_opens(out, n);
        free(out);
    }
    compressor_free(compressor);
}

static void compress_best__both_codings__open(void **state)
{
    static uint8_t opened[sizeof(text)];
    char *out = NULL;
    size_t n = 0, n_opened = sizeof(opened);
    (void)state;
    assert_int_equal(compress_gzip_best(text, sizeof(text), &out, &n), OK);
    gzip_opens(out, n);
    free(out);
    assert_int_equal(compress_brotli_best(text, sizeof(text), &out, &n), OK);
    assert_int_equal(BrotliDecoderDecompress(n, (const uint8_t *)out, &n_opened, opened),
                     BROTLI_DECODER_RESULT_SUCCESS);
    assert_memory_equal(opened, text, sizeof(text));
    free(out);
}

static void compress__not_worth_it__said(void **state)
{
    struct compressor *compressor = compressor_new();
    char *out = NULL;
    size_t n = 0;
    (void)state;
    assert_int_equal(compress_gzip(compressor, "abc", 3, &out, &n), ERR_LIMIT);
    assert_int_equal(compress_gzip(compressor, "", 0, &out, &n), ERR_LIMIT);
    assert_int_equal(compress_gzip_best("abc", 3, &out, &n), ERR_LIMIT);
    assert_int_equal(compress_brotli_best("", 0, &out, &n), ERR_LIMIT);
    assert_null(out);
    compressor_free(compressor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compress_gzip__same_state_twice__both_open),
        cmocka_unit_test(compress_best__both_codings__open),
        cmocka_unit_test(compress__not_worth_it__said),
    };
    return cmocka_run_group_tests(tests, text_fill, NULL);
}
