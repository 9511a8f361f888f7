#include "auth/passkey.h"

#include "auth/digest.h"
#include "auth/ready.h"

#include <arpa/inet.h>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define FLAG_PRESENT 0x01
#define FLAG_VERIFIED 0x04
#define FLAG_CREDENTIAL 0x40
#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

static const int ALGORITHMS[] = {COSE_ES256, COSE_EDDSA, COSE_RS256};

static void fido_begin(void)
{
    fido_init(FIDO_DISABLE_U2F_FALLBACK);
}

/* libfido2 wants to be told once a thread; it sets thread-local state only. */
static void ready(void)
{
    static _Thread_local bool begun;

    auth_ready();
    if (!begun)
        fido_begin();
    begun = true;
}

bool passkey_site(const char *origin, struct passkey_site *ret)
{
    const char *host = strstr(origin, "://");
    struct in_addr address;

    *ret = (struct passkey_site){.origin = origin};
    if (host == NULL || host[3] == '[')
        return false;
    host += 3;
    const size_t n = strcspn(host, ":/");
    if (n == 0 || n >= sizeof(ret->rp_id))
        return false;
    memcpy(ret->rp_id, host, n);
    ret->rp_id[n] = '\0';
    return inet_pton(AF_INET, ret->rp_id, &address) != 1;
}

void passkey_text(const unsigned char *bytes, size_t n_bytes, char *ret_text)
{
    sodium_bin2base64(ret_text, 4 * n_bytes / 3 + 4, bytes, n_bytes, BASE64);
}

static bool bytes_read(const json_t *object, const char *name, struct passkey_bytes *ret)
{
    const json_t *value = json_object_get(object, name);
    const char *text = json_string_value(value);

    ret->n = 0;
    return text != NULL &&
           sodium_base642bin(ret->bytes, sizeof(ret->bytes), text, json_string_length(value), NULL,
                             &ret->n, NULL, BASE64) == 0;
}

enum err passkey_read(const char *json, struct passkey_answer *ret)
{
    json_t *object = json != NULL ? json_loads(json, JSON_REJECT_DUPLICATES, NULL) : NULL;

    ready();
    bool ok = bytes_read(object, "id", &ret->id) && ret->id.n >= 16 &&
              ret->id.n <= PASSKEY_ID_MAX_BYTES &&
              bytes_read(object, "authenticatorData", &ret->auth_data) && ret->auth_data.n >= 37 &&
              bytes_read(object, "clientDataJSON", &ret->client_data);
    ret->signature.n = 0;
    if (ok && json_object_get(object, "signature") != NULL)
        ok = bytes_read(object, "signature", &ret->signature);
    json_decref(object);
    return ok ? OK : ERR_PARSE;
}

/* What the browser says: the deed, our origin, and which challenge. */
static bool client_data_ok(const struct passkey_site *site, const struct passkey_answer *answer,
                           const char *type, unsigned char ret_challenge[PASSKEY_CHALLENGE_BYTES])
{
    json_t *data = json_loadb((const char *)answer->client_data.bytes, answer->client_data.n,
                              JSON_REJECT_DUPLICATES, NULL);
    const char *given = json_string_value(json_object_get(data, "type"));
    const char *origin = json_string_value(json_object_get(data, "origin"));
    const char *challenge = json_string_value(json_object_get(data, "challenge"));
    size_t n = 0;

    const bool ok = given != NULL && origin != NULL && challenge != NULL &&
                    strcmp(given, type) == 0 && strcmp(origin, site->origin) == 0 &&
                    !json_is_true(json_object_get(data, "crossOrigin")) &&
                    sodium_base642bin(ret_challenge, PASSKEY_CHALLENGE_BYTES, challenge,
                                      strlen(challenge), NULL, &n, NULL, BASE64) == 0 &&
                    n == PASSKEY_CHALLENGE_BYTES;
    json_decref(data);
    return ok;
}

/* The head of the authenticator's data: SHA-256 of the site, flags, counter. */
static bool head_ok(const struct passkey_site *site, const struct passkey_answer *answer,
                    unsigned char flags, uint32_t *ret_count)
{
    const unsigned char *head = answer->auth_data.bytes;
    unsigned char hash[DIGEST_BYTES];

    digest_sha256(site->rp_id, strlen(site->rp_id), hash);
    *ret_count =
        (uint32_t)head[33] << 24 | (uint32_t)head[34] << 16 | (uint32_t)head[35] << 8 | head[36];
    return sodium_memcmp(hash, head, sizeof(hash)) == 0 && (head[32] & flags) == flags;
}

/* Reads the new key as one of an algorithm. */
static bool key_read(const struct passkey_site *site, const struct passkey_answer *answer,
                     int algorithm, struct passkey_key *ret)
{
    fido_cred_t *cred = fido_cred_new();

    bool ok =
        cred != NULL && fido_cred_set_type(cred, algorithm) == FIDO_OK &&
        fido_cred_set_rp(cred, site->rp_id, NULL) == FIDO_OK &&
        fido_cred_set_authdata_raw(cred, answer->auth_data.bytes, answer->auth_data.n) == FIDO_OK;
    const size_t n_id = ok ? fido_cred_id_len(cred) : 0,
                 n_key = ok ? fido_cred_pubkey_len(cred) : 0;
    ok = n_id >= 16 && n_id <= sizeof(ret->id) && n_key > 0 && n_key <= sizeof(ret->key) &&
         n_id == answer->id.n && memcmp(fido_cred_id_ptr(cred), answer->id.bytes, n_id) == 0;
    if (ok) {
        *ret = (struct passkey_key){.algorithm = algorithm, .n_id = n_id, .n_key = n_key};
        memcpy(ret->id, fido_cred_id_ptr(cred), n_id);
        memcpy(ret->key, fido_cred_pubkey_ptr(cred), n_key);
    }
    fido_cred_free(&cred);
    return ok;
}

enum err passkey_register(const struct passkey_site *site, const struct passkey_answer *answer,
                          struct passkey_key *ret_key, uint32_t *ret_count,
                          unsigned char ret_challenge[PASSKEY_CHALLENGE_BYTES])
{
    ready();
    if (!client_data_ok(site, answer, "webauthn.create", ret_challenge) ||
        !head_ok(site, answer, FLAG_PRESENT | FLAG_VERIFIED | FLAG_CREDENTIAL, ret_count))
        return ERR_INVALID;
    for (size_t i = 0; i < ARRAY_LEN(ALGORITHMS); i++) {
        if (key_read(site, answer, ALGORITHMS[i], ret_key))
            return OK;
    }
    return ERR_INVALID;
}

/* libfido2's key object of what is stored; NULL when it is none. pk_free() */
static void *pk_new(const struct passkey_key *key)
{
    void *pk = NULL;
    int r = FIDO_ERR_INVALID_ARGUMENT;

    if (key->algorithm == COSE_ES256 && (pk = es256_pk_new()) != NULL)
        r = es256_pk_from_ptr(pk, key->key, key->n_key);
    else if (key->algorithm == COSE_EDDSA && (pk = eddsa_pk_new()) != NULL)
        r = eddsa_pk_from_ptr(pk, key->key, key->n_key);
    else if (key->algorithm == COSE_RS256 && (pk = rs256_pk_new()) != NULL)
        r = rs256_pk_from_ptr(pk, key->key, key->n_key);
    if (pk == NULL || r == FIDO_OK)
        return pk;
    free(pk); /* what the library's own functions do, one for each kind */
    return NULL;
}

static bool signature_ok(const struct passkey_site *site, const struct passkey_answer *answer,
                         const struct passkey_key *key)
{
    fido_assert_t *assertion = fido_assert_new();
    void *pk = pk_new(key);

    const bool ok =
        assertion != NULL && pk != NULL && fido_assert_set_count(assertion, 1) == FIDO_OK &&
        fido_assert_set_rp(assertion, site->rp_id) == FIDO_OK &&
        fido_assert_set_clientdata(assertion, answer->client_data.bytes, answer->client_data.n) ==
            FIDO_OK &&
        fido_assert_set_authdata_raw(assertion, 0, answer->auth_data.bytes, answer->auth_data.n) ==
            FIDO_OK &&
        fido_assert_set_sig(assertion, 0, answer->signature.bytes, answer->signature.n) ==
            FIDO_OK &&
        fido_assert_set_up(assertion, FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_uv(assertion, FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_verify(assertion, 0, key->algorithm, pk) == FIDO_OK;
    free(pk);
    fido_assert_free(&assertion);
    return ok;
}

enum err passkey_verify(const struct passkey_site *site, const struct passkey_answer *answer,
                        const struct passkey_key *key, uint32_t *ret_count,
                        unsigned char ret_challenge[PASSKEY_CHALLENGE_BYTES])
{
    ready();
    if (answer->signature.n == 0 || !client_data_ok(site, answer, "webauthn.get", ret_challenge) ||
        !head_ok(site, answer, FLAG_PRESENT | FLAG_VERIFIED, ret_count))
        return ERR_INVALID;
    return signature_ok(site, answer, key) ? OK : ERR_INVALID;
}
