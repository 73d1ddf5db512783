import Mocha from 'mocha';
import { grep, load } from 'host-tests';
import { reporterClass } from './reporter';
import { describeWholeRun } from './wholeRun';

/** Entry of the suite inside a desktop or remote extension host: runs mocha, rejects when a test fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: reporterClass,
    timeout: 120_000,
    forbidOnly: true,
    ...(grep === null ? {} : { grep: new RegExp(grep, 'u') }),
  });
  // The tests are one bundle, so the interface is set up by hand instead of per file.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  describeWholeRun();
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) =>
      failures === 0 ? resolve() : reject(new Error(`${failures} host tests failed`)),
    );
  });
}
