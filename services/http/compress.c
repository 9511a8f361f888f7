/* gzip by zlib, Brotli by libbrotlienc. */
#include "services/http/compress.h"

#include <brotli/encode.h>
#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

#define LEVEL_FAST 3
#define WINDOW_BITS 14
#define GZIP 16 /* added to the window bits: gzip header and trailer */
#define INPUT_MAX ((size_t)1 << 30)

struct compressor {
    z_stream stream;
    bool ready;
};

struct compressor *compressor_new(void)
{
    struct compressor *compressor = calloc(1, sizeof(*compressor));
    if (compressor == NULL)
        abort();
    return compressor;
}

void compressor_free(struct compressor *compressor)
{
    if (compressor == NULL)
        return;
    if (compressor->ready)
        (void)deflateEnd(&compressor->stream);
    free(compressor);
}

/* Runs a prepared stream over all of the input. */
static enum err deflate_all(z_stream *stream, const char *bytes, size_t n_bytes, char **ret,
                            size_t *ret_bytes)
{
    char *out = malloc(n_bytes);
    if (out == NULL)
        abort();
    stream->next_in = (const Bytef *)bytes;
    stream->avail_in = (uInt)n_bytes;
    stream->next_out = (Bytef *)out;
    stream->avail_out = (uInt)n_bytes;
    if (deflate(stream, Z_FINISH) != Z_STREAM_END) {
        free(out);
        return ERR_LIMIT;
    }
    *ret_bytes = n_bytes - stream->avail_out;
    *ret = out;
    return OK;
}

enum err compress_gzip(struct compressor *compressor, const char *bytes, size_t n_bytes, char **ret,
                       size_t *ret_bytes)
{
    if (n_bytes == 0 || n_bytes > INPUT_MAX)
        return ERR_LIMIT;
    if (!compressor->ready) {
        if (deflateInit2(&compressor->stream, LEVEL_FAST, Z_DEFLATED, WINDOW_BITS + GZIP, 7,
                         Z_DEFAULT_STRATEGY) != Z_OK)
            return ERR_LIMIT;
        compressor->ready = true;
    } else if (deflateReset(&compressor->stream) != Z_OK) {
        return ERR_LIMIT;
    }
    return deflate_all(&compressor->stream, bytes, n_bytes, ret, ret_bytes);
}

enum err compress_gzip_best(const char *bytes, size_t n_bytes, char **ret, size_t *ret_bytes)
{
    z_stream stream = {0};

    if (n_bytes == 0 || n_bytes > INPUT_MAX ||
        deflateInit2(&stream, 9, Z_DEFLATED, 15 + GZIP, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return ERR_LIMIT;
    enum err r = deflate_all(&stream, bytes, n_bytes, ret, ret_bytes);
    (void)deflateEnd(&stream);
    return r;
}

enum err compress_brotli_best(const char *bytes, size_t n_bytes, char **ret, size_t *ret_bytes)
{
    size_t n = n_bytes;

    if (n_bytes == 0 || n_bytes > INPUT_MAX)
        return ERR_LIMIT;
    char *out = malloc(n_bytes);
    if (out == NULL)
        abort();
    if (BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT, n_bytes,
                              (const uint8_t *)bytes, &n, (uint8_t *)out) != BROTLI_TRUE) {
        free(out);
        return ERR_LIMIT;
    }
    *ret = out;
    *ret_bytes = n;
    return OK;
}
