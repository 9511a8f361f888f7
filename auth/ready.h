/* libsodium must be initialised before use; every public function of auth/ sees to it itself. */
#ifndef SAMPLAN_AUTH_READY_H
#define SAMPLAN_AUTH_READY_H

/* Initialises libsodium once for the process; any thread, any number of times. Aborts when the
 * system has no randomness to give: nothing safe can be done then. */
void auth_ready(void);

#endif
