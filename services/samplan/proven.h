/* Whether the database knows the key of our proofs (auth/proof.h). */
#ifndef SAMPLAN_SAMPLAN_PROVEN_H
#define SAMPLAN_SAMPLAN_PROVEN_H

#include <stdbool.h>
#include <stdio.h>

struct config;
struct keyring;

/* Asks it, once, before the server starts: without it nobody could sign in with a second factor. False: complaints says why.
 * True also when the database cannot be asked, which the server finds and says itself. */
bool proven(const struct config *config, const struct keyring *keys, FILE *complaints);

#endif
