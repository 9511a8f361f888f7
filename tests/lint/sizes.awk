# Files of at most 600 lines; functions of at most 100; nine of ten functions under 50. Relies on
# clang-format: a function's body begins with "{" and ends with "}" in the first column.
FNR == 1 { check_file(); file = FILENAME; lines = 0; start = 0 }
{ lines++ }
/^{/ { start = FNR }
/^}/ && start {
    n = FNR - start - 1
    functions++
    if (n >= 50) long_ones[++long_n] = sprintf("%s:%d: %d lines", FILENAME, start, n)
    if (n > 100) { print FILENAME ":" start ": function of " n " lines, at most 100"; bad = 1 }
    start = 0
}
function check_file() {
    if (file != "" && lines > 600) { print file ": " lines " lines, at most 600"; bad = 1 }
}
END {
    check_file()
    if (functions && long_n / functions > 0.1) {
        print long_n " of " functions " functions have 50 lines or more, at most a tenth may:"
        for (i = 1; i <= long_n; i++) print "  " long_ones[i]
        bad = 1
    }
    printf "%d functions, %d of 50 lines or more\n", functions, long_n
    exit bad
}
