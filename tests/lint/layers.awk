# What may touch what (services/README.md): a floor includes the floors below it, never one above;
# the four product floors do not touch each other's insides; and each outside library has one door.
BEGIN {
    rank["services/base"] = 0
    rank["auth"] = 1; rank["services/audit"] = 1
    rank["services/http"] = 2
    rank["services/care"] = 3; rank["services/account"] = 3
    rank["services/review"] = 3; rank["services/exchange"] = 3
    door["microhttpd.h"] = "services/http/(listen|stream)"
    door["libpq-fe.h"] = "services/base/db|services/ctl/pg"
    door["sodium.h"] = "auth/|services/audit/"
    door["argon2.h"] = "auth/"
    door["zxcvbn.h"] = "auth/"
    door["fido.h"] = "auth/"
    door["openssl/hmac.h"] = "auth/"; door["openssl/evp.h"] = "auth/"; door["openssl/sha.h"] = "auth/"
    door["qrencode.h"] = "auth/"
}
function floor_of(path) {
    if (path ~ /^auth\//) return "auth"
    sub(/^services\//, "", path)
    sub(/\/.*/, "", path)
    return "services/" path
}
/^#[ \t]*include[ \t]*[<"]/ {
    header = $0
    sub(/^#[ \t]*include[ \t]*[<"]/, "", header)
    sub(/[>"].*/, "", header)
    mine = floor_of(FILENAME)
    if (header in door && FILENAME !~ "^(" door[header] ")") {
        print FILENAME ":" FNR ": <" header "> is for " door[header] " alone"
        bad = 1
    }
    if (header !~ /^(services|auth)\//) next
    theirs = floor_of(header)
    if (!(theirs in rank)) {
        if (mine != theirs) {
            print FILENAME ":" FNR ": " header " belongs to another program"
            bad = 1
        }
    } else if (mine in rank && rank[theirs] > rank[mine]) {
        print FILENAME ":" FNR ": " header " is a floor above"
        bad = 1
    } else if (mine in rank && rank[theirs] == rank[mine] && theirs != mine) {
        print FILENAME ":" FNR ": " header " is another house on the same floor"
        bad = 1
    }
}
END { exit bad }
