/* Whether a new password is too easy to guess, judged when it is chosen, never at sign-in. */
#ifndef SAMPLAN_AUTH_WEAKNESS_H
#define SAMPLAN_AUTH_WEAKNESS_H

/* Common Danish passwords and their parts, folded: lower case, æ ø å written ae oe aa. NULL-ended,
 * the most common first. */
extern const char *const WEAKNESS_WORDS_DA[];

/* Returns NULL when the password (UTF-8) is good enough, else a stable code for the field error:
 *   password-long        more than PASSWORD_MAX_BYTES bytes
 *   password-common      nothing but one or two common words with digits or signs around them
 *                        ("Sommer2026!", "k0denavn")
 *   password-own         the same with a word of own
 *   password-short       fewer than PASSWORD_MIN_CHARACTERS characters
 *   password-guessable   zxcvbn finds fewer than 2^33 guesses (its score 4 begins at 10^10)
 * own: words that belong to the person (names, user name, organisation, unit), any case, NULL-ended;
 * NULL allowed; the first 30 count. Takes milliseconds of processor time: slow lane. */
const char *password_weakness(const char *password, const char *const *own);

#endif
