// The whole test run: build, type check, lint, unit and property tests, page tests, host tests in both extension hosts, the
// package, and end-to-end tests. Installs what is missing. What failed is told again where the run ends, which is with `N passed, N failed`
// alone on a line. Nothing is tried twice.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { coreOfLanes } from './lib/cores.mjs';
import { failuresOf } from './lib/failures.mjs';
import { ensureChromium, ensureDependencies, ensureVsCode, root } from './vscode/provision.mjs';

const started = Date.now();
ensureDependencies();
ensureVsCode('current');
ensureVsCode('floor');
ensureChromium();

/**
 * Stages, group after group; those of a group run side by side, as many as the machine has cores for, the longest first:
 * none measures the clock. A stage that reports no tests of its own counts as one.
 */
const groups = [
  [['build', ['esbuild.mjs', '--production', '--maps']]],
  [
    ['end-to-end tests', ['scripts/run-e2e.mjs', '--no-build']],
    ['page tests', ['scripts/run-page.mjs', '--no-build', '--workers', '1', '--coverage']],
    // Long files hold up either host alike: they are opened in one.
    ['host tests, web', ['scripts/run-host.mjs', '--no-build', '--web', '--except', 'Load']],
    ['host tests', ['scripts/run-host.mjs', '--no-build']],
    ['unit and property tests', ['scripts/run-unit.mjs', '--coverage']],
    // What needs no trust anywhere (indexes, sidecars, faults of disks, other file systems) holds in one mode as in the other.
    [
      'host tests, Restricted Mode',
      [
        'scripts/run-host.mjs',
        '--no-build',
        '--restricted',
        '--except',
        'Load,corpus,sidecar,faults,virtual',
      ],
    ],
    // The oldest VS Code that the manifest allows: what another API could break.
    [
      'host tests, oldest VS Code',
      [
        'scripts/run-host.mjs',
        '--no-build',
        '--floor',
        '--except',
        'Load,corpus,sidecar,faults,virtual,liveRun,keys',
      ],
    ],
    ['lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings']],
    ['type check', ['node_modules/typescript-native/bin/tsc', '-b']],
    ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn']],
    ['spelling', ['node_modules/cspell/bin.mjs', '--no-progress', '--no-summary']],
    ['unused code', ['node_modules/knip/bin/knip.js']],
  ],
];
const lanes = Math.max(1, Math.min(2, availableParallelism()));

let passed = 0;
let failed = 0;
/** Failures of stages, with what they printed. */
const failures = [];

/** Runs a script, with the words `before` it; its output is shown as it comes where `live`. */
function execute(args, live, before = []) {
  return new Promise((resolve) => {
    let text = '';
    const take = (chunk) => {
      text += String(chunk);
      if (live) process.stdout.write(chunk);
    };
    const [program, ...words] = [...before, process.execPath, ...args];
    const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('close', (code) => resolve({ code, text }));
  });
}

/** Runs one stage and adds up the closing lines of mocha and Playwright. Its output is shown at once, or as a whole when others run beside it. */
async function run([name, args], alone, before) {
  const t0 = Date.now();
  if (alone) process.stdout.write(`\n--- ${name}\n`);
  const { code, text } = await execute(args, alone, before);
  if (!alone) process.stdout.write(`\n--- ${name}\n${text}`);
  const sum = (word) =>
    [...text.matchAll(new RegExp(`^ {2}(\\d+) ${word}\\b`, 'gm'))].reduce(
      (n, m) => n + Number(m[1]),
      0,
    );
  const ok = sum('passing') + sum('passed');
  const bad = sum('failing') + sum('failed');
  passed += ok + bad === 0 && code === 0 ? 1 : ok;
  // A suite that dies without counting its failure has failed all the same.
  failed += code !== 0 && bad === 0 ? 1 : bad;
  if (code !== 0) failures.push({ name, listed: failuresOf(text), tail: text.slice(-4000) });
  process.stdout.write(
    `--- ${name}: ${code === 0 ? 'good' : 'FAILED'}, ${((Date.now() - t0) / 1000).toFixed(0)} s\n`,
  );
  return code === 0;
}

/** Runs the stages of a group; whether all were good. */
async function runGroup(group) {
  const waiting = [...group];
  const alone = group.length === 1;
  const lane = async (before) => {
    let good = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      good = (await run(next, alone, alone ? [] : before)) && good;
    }
    return good;
  };
  return (await Promise.all(coreOfLanes(lanes).map(lane))).every(Boolean);
}

for (const [i, group] of groups.entries()) {
  const good = await runGroup(group);
  // Nothing can be tested of what was not built.
  if (!good && i === 0) break;
}

for (const { name, listed, tail } of failures) {
  process.stdout.write(`\n=== ${name}: FAILED\n`);
  process.stdout.write(`${listed.length > 0 ? listed.join('\n\n') : tail}\n`);
}
process.stdout.write(
  `\nin ${((Date.now() - started) / 1000).toFixed(0)} s\n${passed} passed, ${failed} failed\n`,
);
process.exit(failed === 0 ? 0 : 1);
