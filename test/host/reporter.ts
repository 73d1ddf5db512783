/** Mark by which the launcher tells the suite's lines from the host's own. */
const MARK = '[mocha]';

/**
 * Prints like mocha's spec reporter, through `console.log` alone: the one thing both extension hosts pass on to the
 * launcher.
 */
function LineReporter(runner: Mocha.Runner): void {
  const print = (line = ''): void => console.log(`${MARK}${line}`);
  const failures: { test: Mocha.Test; error: Error }[] = [];
  let depth = 0;
  let passes = 0;
  let pending = 0;
  const indent = (): string => '  '.repeat(depth);
  runner
    .on('suite', (suite) => {
      if (!suite.root) print(`${indent()}${suite.title}`);
      depth++;
    })
    .on('suite end', () => depth--)
    .on('pass', (test) => {
      passes++;
      const slow = (test.duration ?? 0) > 75 ? ` (${test.duration ?? 0} ms)` : '';
      print(`${indent()}✔ ${test.title}${slow}`);
    })
    .on('pending', (test) => {
      pending++;
      print(`${indent()}- ${test.title}`);
    })
    .on('fail', (test, error: Error) => {
      failures.push({ test, error });
      print(`${indent()}${failures.length}) ${test.title}`);
    })
    .on('end', () => {
      print();
      print(`  ${passes} passing`);
      if (pending > 0) print(`  ${pending} pending`);
      if (failures.length > 0) print(`  ${failures.length} failing`);
      for (const [i, { test, error }] of failures.entries()) {
        print();
        // The outermost suite on a line of its own, like mocha: it can be run again by itself.
        const [suite = '', ...rest] = test.titlePath();
        print(`  ${i + 1}) ${suite}`);
        print(`       ${rest.join(' ')}:`);
        for (const line of (error.stack ?? error.message).split('\n')) print(`     ${line}`);
      }
    });
}

/** As mocha wants it: it only ever calls `new reporter(runner)`. */
export const reporterClass = LineReporter as unknown as Mocha.ReporterConstructor;
