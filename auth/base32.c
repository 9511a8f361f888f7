#include "auth/base32.h"

void base32_write(const unsigned char *bytes, size_t n_bytes, char *ret_text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    unsigned bits = 0, n_bits = 0;

    for (size_t i = 0; i < n_bytes; i++) {
        bits = (bits << 8 | bytes[i]) & 0xfff;
        for (n_bits += 8; n_bits >= 5; n_bits -= 5)
            *ret_text++ = letters[bits >> (n_bits - 5) & 31];
    }
    if (n_bits > 0)
        *ret_text++ = letters[bits << (5 - n_bits) & 31];
    *ret_text = '\0';
}
