import 'mocha/mocha.js';
import { grep, load } from 'host-tests';
import { reporterClass } from './reporter';
import { describeWholeRun } from './wholeRun';

/** Entry of the suite inside the web extension host (a Web Worker), with mocha's browser build. */
export async function run(): Promise<void> {
  mocha.setup({ ui: 'bdd', timeout: 120_000, forbidOnly: true });
  if (grep !== null) mocha.grep(new RegExp(grep, 'u'));
  mocha.reporter(reporterClass);
  load();
  describeWholeRun();
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) =>
      failures === 0 ? resolve() : reject(new Error(`${failures} host tests failed`)),
    );
  });
}

// For the launcher's footer, see scripts/vscode/hostSuite.mjs.
Object.assign(globalThis, { lrmLensHostTests: run });
