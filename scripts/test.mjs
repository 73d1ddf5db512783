// The whole test run: build, type check, lint, unit and property tests, host tests in both extension hosts, the package,
// and end-to-end tests. Installs what is missing. Ends with `N passed, N failed` alone on a line.
import { spawn } from 'node:child_process';
import { ensureChromium, ensureDependencies, ensureVsCode, root } from './vscode/provision.mjs';

const started = Date.now();
ensureDependencies();
ensureVsCode('current');
ensureChromium();

/** Stages in order; a stage that reports no tests of its own counts as one. */
const stages = [
  ['build', ['esbuild.mjs', '--production']],
  ['type check', ['node_modules/typescript/bin/tsc', '-b']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn']],
  ['spelling', ['node_modules/cspell/bin.mjs', '--no-progress', '--no-summary']],
  ['unit and property tests', ['scripts/run-unit.mjs']],
  ['host tests', ['scripts/run-host.mjs', '--no-build']],
  // What takes long or needs the machine for itself holds in one mode as in the other.
  [
    'host tests, Restricted Mode',
    ['scripts/run-host.mjs', '--no-build', '--restricted', '--except', 'Load'],
  ],
  ['host tests, web', ['scripts/run-host.mjs', '--no-build', '--web']],
  ['end-to-end tests', ['scripts/run-e2e.mjs', '--no-build']],
];

let passed = 0;
let failed = 0;

/** Runs one stage with its output shown, and adds up mocha's closing lines. */
function run([name, args]) {
  return new Promise((resolve) => {
    const t0 = Date.now();
    process.stdout.write(`\n--- ${name}\n`);
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      process.stdout.write(chunk);
    });
    child.once('close', (code) => {
      const sum = (word) =>
        [...text.matchAll(new RegExp(`^ {2}(\\d+) ${word}\\b`, 'gm'))].reduce(
          (n, m) => n + Number(m[1]),
          0,
        );
      const [ok, bad] = [sum('passing'), sum('failing')];
      if (ok + bad === 0) code === 0 ? passed++ : failed++;
      else {
        passed += ok;
        // A suite that dies without counting its failure has failed all the same.
        failed += code !== 0 && bad === 0 ? 1 : bad;
      }
      process.stdout.write(
        `--- ${name}: ${code === 0 ? 'good' : 'FAILED'}, ${((Date.now() - t0) / 1000).toFixed(0)} s\n`,
      );
      resolve(code === 0);
    });
  });
}

for (const stage of stages) {
  const good = await run(stage);
  if (!good && stage[0] === 'build') break;
}
process.stdout.write(
  `\nin ${((Date.now() - started) / 1000).toFixed(0)} s\n${passed} passed, ${failed} failed\n`,
);
process.exit(failed === 0 ? 0 : 1);
