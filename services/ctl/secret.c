/* New passwords from a prompt, a file or standard input. */
#include "services/ctl/secret.h"

#include "auth/token.h"
#include "auth/weakness.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Reads up to the end of the line; false when there is none, or it is too long. */
static bool read_line(int fd, char ret[SECRET_BYTES])
{
    size_t n = 0;
    for (;;) {
        char c;
        ssize_t got = read(fd, &c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || c == '\n')
            break;
        if (n == SECRET_BYTES - 1)
            return false;
        ret[n++] = c;
    }
    while (n > 0 && ret[n - 1] == '\r')
        n--;
    ret[n] = '\0';
    return n > 0;
}

static bool ask(int tty, const char *prompt, char ret[SECRET_BYTES])
{
    struct termios shown, hidden;
    if (tcgetattr(tty, &shown) != 0)
        return false;
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    dprintf(tty, "%s", prompt);
    tcsetattr(tty, TCSAFLUSH, &hidden);
    bool ok = read_line(tty, ret);
    tcsetattr(tty, TCSAFLUSH, &shown);
    dprintf(tty, "\n");
    return ok;
}

static enum ctl_exit prompt(char ret[SECRET_BYTES])
{
    char again[SECRET_BYTES] = "";
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (tty < 0)
        return ctl_fail(CTL_USAGE, "there is no terminal to ask on: use --password-stdin, "
                                   "--password-file or --once");
    bool ok = ask(tty, "New password: ", ret) && ask(tty, "Once more: ", again);
    close(tty);
    bool same = ok && strcmp(ret, again) == 0;
    password_wipe(again, sizeof(again));
    return same ? CTL_OK : ctl_fail(CTL_FAILED, "the two are not the same, or empty");
}

static enum ctl_exit from_file(const char *path, char ret[SECRET_BYTES])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ctl_fail(CTL_CONFIG, "cannot read %s: %s", path, strerror(errno));
    bool ok = read_line(fd, ret);
    close(fd);
    return ok ? CTL_OK : ctl_fail(CTL_CONFIG, "%s: no password in the first line", path);
}

enum ctl_exit secret_get(enum secret_source source, const char *path, const char *const *words,
                         char ret[SECRET_BYTES])
{
    enum ctl_exit result = CTL_OK;
    switch (source) {
    case SECRET_ONCE:
        password_new_once(ret);
        return CTL_OK;
    case SECRET_PROMPT:
        result = prompt(ret);
        break;
    case SECRET_STDIN:
        if (!read_line(STDIN_FILENO, ret))
            result = ctl_fail(CTL_USAGE, "no password on standard input");
        break;
    case SECRET_FILE:
        result = from_file(path, ret);
        break;
    }
    if (result != CTL_OK)
        return result;
    const char *weakness = password_weakness(ret, words);
    return weakness == NULL ? CTL_OK
                            : ctl_fail(CTL_FAILED, "the password is too weak: %s", weakness);
}

enum ctl_exit secret_seal(const char *password, char ret_salt_hex[2 * PASSWORD_SALT_BYTES + 1],
                          char ret_verifier_hex[65])
{
    unsigned char salt[PASSWORD_SALT_BYTES], verifier[32];
    if (password_seal(password, salt, verifier) != OK)
        return ctl_fail(CTL_FAILED, "the password could not be hashed");
    token_hex(salt, PASSWORD_SALT_BYTES, ret_salt_hex);
    token_hex(verifier, 32, ret_verifier_hex);
    return CTL_OK;
}
