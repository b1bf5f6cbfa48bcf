// Nothing: a package with an assembly file may declare functions without a
// body, as the benchmark does with rueidis's reader.
