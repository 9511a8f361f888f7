/* The database's side of the server's proofs (auth/proof.h). */
#ifndef SAMPLAN_CTL_KEY_INSTALL_H
#define SAMPLAN_CTL_KEY_INSTALL_H

#include "services/ctl/ctl.h"
#include "services/ctl/pg.h"

/* Gives the database the keys of proofs that lie in directory, instead of those that it has. pg: connected as samplan_migrate. */
NODISCARD enum ctl_exit key_install(struct ctl *ctl, const char *directory, struct pg *pg);

#endif
