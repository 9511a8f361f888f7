/* Chance that is the same for the same seed. */
#include "services/ctl/demo_random.h"

/* splitmix64: turns neighbouring numbers into unrelated ones. */
static uint64_t mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
}

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

struct demo_random demo_random_start(uint64_t seed, uint64_t stream)
{
    uint64_t a = mix(mix(seed) ^ stream);
    return (struct demo_random){.a = a, .b = mix(a)};
}

uint64_t demo_random_next(struct demo_random *random)
{
    uint64_t a = random->a, b = random->b;
    uint64_t result = rotate(a + b, 17) + a;
    b ^= a;
    random->a = rotate(a, 49) ^ b ^ (b << 21);
    random->b = rotate(b, 28);
    return result;
}

unsigned demo_below(struct demo_random *random, unsigned n)
{
    return (unsigned)(((demo_random_next(random) >> 32) * n) >> 32);
}

int demo_between(struct demo_random *random, int low, int high)
{
    return low + (int)demo_below(random, (unsigned)(high - low + 1));
}

bool demo_chance(struct demo_random *random, unsigned percent)
{
    return demo_below(random, 100) < percent;
}

const char *demo_pick(struct demo_random *random, const char *const *list)
{
    unsigned n = 0;
    while (list[n] != NULL)
        n++;
    return list[demo_below(random, n)];
}

struct demo_id demo_id_of(uint64_t seed, enum demo_kind kind, uint64_t index, unsigned n)
{
    uint64_t base = mix(mix(seed ^ (uint64_t)kind << 56) ^ index) + n;
    return (struct demo_id){
        .high = (mix(base) & ~0xF000ULL) | 0x4000U,
        .low = (mix(base ^ 0x5851F42D4C957F2DU) & ~(3ULL << 62)) | 2ULL << 62,
    };
}

bool demo_id_none(struct demo_id id)
{
    return id.high == 0 && id.low == 0;
}

void demo_id_text(struct demo_id id, char ret_text[DEMO_ID_TEXT_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    char *at = ret_text;
    for (int i = 0; i < 32; i++) {
        uint64_t half = i < 16 ? id.high : id.low;
        if (i == 8 || i == 12 || i == 16 || i == 20)
            *at++ = '-';
        *at++ = digits[(half >> (60 - 4 * (i & 15))) & 15];
    }
    *at = '\0';
}
