#include "auth/weakness.h"

#include "auth/password.h"

#include <ctype.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <zxcvbn.h>

#define OWN_MAX 30
#define OWN_MIN_LETTERS 3
#define WORDS_MAX 1024
#define ESTIMATE_MAX 64 /* zxcvbn's time grows fast with length; what follows only adds */
#define FOLD_BYTES (2 * PASSWORD_MAX_BYTES + 1)
#define GUESSES_BITS_MIN 33.0
#define AROUND_MAX 8 /* digits and signs around common words that do not help */

/* What a folding keeps. */
enum keep {
    KEEP_ALL,
    KEEP_LETTERS,      /* drops everything else */
    KEEP_LETTERS_LEET, /* reads digits and signs as the letters they imitate, then drops the rest */
};

/* The word lists for one judgement: own words first, then the Danish ones. */
struct words {
    char own[OWN_MAX][64];
    unsigned own_n;
    const char *all[WORDS_MAX];
    unsigned n;
};

static char leet_letter(char c)
{
    switch (c) {
    case '0':
        return 'o';
    case '1':
        return 'i';
    case '3':
        return 'e';
    case '4':
        return 'a';
    case '5':
        return 's';
    case '7':
        return 't';
    case '8':
        return 'b';
    case '@':
        return 'a';
    case '$':
        return 's';
    case '!':
        return 'i';
    default:
        return c;
    }
}

/* The two letters for a Danish letter that starts at text (UTF-8), or NULL. */
static const char *danish_pair(const char *text)
{
    if ((unsigned char)text[0] != 0xc3)
        return NULL;
    switch ((unsigned char)text[1]) {
    case 0x86:
    case 0xa6:
        return "ae"; /* Æ æ */
    case 0x98:
    case 0xb8:
        return "oe"; /* Ø ø */
    case 0x85:
    case 0xa5:
        return "aa"; /* Å å */
    case 0x89:
    case 0xa9:
        return "e"; /* É é */
    default:
        return NULL;
    }
}

/* Writes the folded text; ret_folded has room for size bytes, longer text is cut. Returns how many
 * characters were dropped. */
static unsigned fold(const char *text, enum keep keep, char *ret_folded, size_t size)
{
    unsigned dropped = 0;
    size_t n = 0;

    for (const char *at = text; *at != '\0' && n + 3 < size; at++) {
        const char *pair = danish_pair(at);
        char c = (char)tolower((unsigned char)*at);

        if (pair != NULL) {
            for (; *pair != '\0'; pair++)
                ret_folded[n++] = *pair;
            at++;
            continue;
        }
        if (keep == KEEP_LETTERS_LEET)
            c = leet_letter(c);
        if (keep == KEEP_ALL || (c >= 'a' && c <= 'z'))
            ret_folded[n++] = c;
        else
            dropped++;
    }
    ret_folded[n] = '\0';
    return dropped;
}

/* Splits every own text at what is no letter or digit, since "Skive Kommune" is two words. */
static void words_add_own(struct words *words, const char *text)
{
    char folded[256];
    char *rest = NULL;

    fold(text, KEEP_ALL, folded, sizeof(folded));
    for (char *part = strtok_r(folded, " -_.,;:/()'@0123456789", &rest); part != NULL;
         part = strtok_r(NULL, " -_.,;:/()'@0123456789", &rest)) {
        if (strlen(part) < OWN_MIN_LETTERS || words->own_n == OWN_MAX)
            continue;
        snprintf(words->own[words->own_n], sizeof(words->own[0]), "%s", part);
        words->own_n++;
    }
}

static void words_collect(struct words *words, const char *const *own)
{
    words->own_n = 0;
    words->n = 0;
    for (unsigned i = 0; own != NULL && own[i] != NULL && i < OWN_MAX; i++)
        words_add_own(words, own[i]);
    for (unsigned i = 0; i < words->own_n; i++)
        words->all[words->n++] = words->own[i];
    for (unsigned i = 0; WEAKNESS_WORDS_DA[i] != NULL && words->n + 1 < WORDS_MAX; i++)
        words->all[words->n++] = WEAKNESS_WORDS_DA[i];
    words->all[words->n] = NULL;
}

/* Whether letters consist of one or two listed words; *ret_own: an own word is among them. */
static bool words_cover(const struct words *words, const char *letters, unsigned depth,
                        bool *ret_own)
{
    for (unsigned i = 0; i < words->n; i++) {
        const size_t n = strlen(words->all[i]);
        bool own = i < words->own_n;

        if (strncmp(letters, words->all[i], n) != 0)
            continue;
        if (letters[n] == '\0' || (depth < 2 && words_cover(words, letters + n, depth + 1, &own))) {
            *ret_own = own || i < words->own_n;
            return true;
        }
    }
    return false;
}

/* Copies password without the digits and signs that end it; returns how many those were. */
static unsigned cut_end(const char *password, char *ret_text, size_t size)
{
    size_t n;

    snprintf(ret_text, size, "%s", password);
    n = strlen(ret_text);
    while (n > 0 && !isalpha((unsigned char)ret_text[n - 1]) && (ret_text[n - 1] & 0x80) == 0)
        n--;
    ret_text[n] = '\0';
    return (unsigned)(strlen(password) - n);
}

/* The code when text is common words and, with what was cut from it, little else; or NULL. */
static const char *common_as(const struct words *words, const char *text, enum keep keep,
                             unsigned cut)
{
    char letters[FOLD_BYTES];
    const unsigned dropped = fold(text, keep, letters, sizeof(letters));
    const char *code = NULL;
    bool own = false;

    if (dropped + cut <= AROUND_MAX && letters[0] != '\0' && words_cover(words, letters, 1, &own))
        code = own ? "password-own" : "password-common";
    sodium_memzero(letters, sizeof(letters));
    return code;
}

/* Reads the password as plain letters, with imitated letters, and with imitated letters but for the
 * digits at its end ("K0benhavn12"). */
static const char *common(const struct words *words, const char *password)
{
    char core[PASSWORD_MAX_BYTES + 1];
    const unsigned cut = cut_end(password, core, sizeof(core));
    const char *code = common_as(words, password, KEEP_LETTERS, 0);

    if (code == NULL)
        code = common_as(words, password, KEEP_LETTERS_LEET, 0);
    if (code == NULL)
        code = common_as(words, core, KEEP_LETTERS_LEET, cut);
    sodium_memzero(core, sizeof(core));
    return code;
}

/* log2 of the guesses that zxcvbn thinks are needed, for the text as typed and as folded. */
static double guesses_bits(struct words *words, const char *password)
{
    char text[ESTIMATE_MAX + 1];
    char folded[FOLD_BYTES];
    double bits, bits_folded;

    snprintf(text, sizeof(text), "%.*s", ESTIMATE_MAX, password);
    fold(password, KEEP_ALL, folded, sizeof(folded));
    folded[ESTIMATE_MAX] = '\0';
    bits = ZxcvbnMatch(text, words->all, NULL);
    bits_folded = ZxcvbnMatch(folded, words->all, NULL);
    sodium_memzero(text, sizeof(text));
    sodium_memzero(folded, sizeof(folded));
    return bits < bits_folded ? bits : bits_folded;
}

static unsigned characters(const char *utf8)
{
    unsigned n = 0;

    for (; *utf8 != '\0'; utf8++)
        n += ((unsigned char)*utf8 & 0xc0) != 0x80;
    return n;
}

const char *password_weakness(const char *password, const char *const *own)
{
    struct words words;
    const char *code;

    if (strnlen(password, PASSWORD_MAX_BYTES + 1) > PASSWORD_MAX_BYTES)
        return "password-long";
    words_collect(&words, own);
    code = common(&words, password);
    if (code == NULL && characters(password) < PASSWORD_MIN_CHARACTERS)
        code = "password-short";
    if (code == NULL && guesses_bits(&words, password) < GUESSES_BITS_MIN)
        code = "password-guessable";
    return code;
}
