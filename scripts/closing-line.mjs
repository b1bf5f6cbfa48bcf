// A vitest reporter that closes with one line in plain words, whoever reads
// the log: "N passed, N failed, N skipped".
export default class ClosingLine {
  onTestRunEnd(modules, errors) {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      // A file that could not even be collected has no tests to fail.
      if (module.state() === "failed" && module.children.size === 0)
        count.failed++;
      for (const test of module.children.allTests())
        count[test.result().state]++;
    }
    const failed = count.failed + count.pending;
    console.log(
      `${count.passed} passed, ${failed} failed, ${count.skipped} skipped`,
    );
  }
}
