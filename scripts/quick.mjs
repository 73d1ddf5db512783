// `npm run test:quick`: what to run while one writes: types, lint and format of the files that differ from the main branch, and all
// unit and property tests. Ends with `N passed, N failed`, like the whole run.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const git = (...args) =>
  spawnSync('git', args, { cwd: root, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((file) => file !== '');

/** Files that were changed since the main branch, with those that git does not know yet. */
function changedFiles() {
  const base = git('merge-base', 'HEAD', 'main')[0] ?? 'HEAD';
  const files = [
    ...git('diff', '--name-only', base),
    ...git('ls-files', '--others', '--exclude-standard'),
  ];
  return [...new Set(files)].filter((file) => existsSync(`${root}/${file}`));
}

const changed = changedFiles();
const code = changed.filter((file) => /\.(?:tsx?|mjs)$/.test(file));
const stages = [
  ['types', ['node_modules/typescript-native/bin/tsc', '-b']],
  ...(code.length === 0
    ? []
    : [['lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...code]]]),
  ...(changed.length === 0
    ? []
    : [
        [
          'format',
          [
            'node_modules/prettier/bin/prettier.cjs',
            ...['--check', '--ignore-unknown', '--log-level', 'warn'],
            ...changed,
          ],
        ],
      ]),
  [
    'unit and property tests',
    [
      'scripts/run-unit.mjs',
      ...['--reporter', 'dot', '--parallel'],
      // Left to itself mocha keeps a core free, and on two cores runs one file after the other.
      ...['--jobs', String(availableParallelism())],
    ],
  ],
];

const started = Date.now();
const run = ([name, args]) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root });
    let text = '';
    child.stdout.on('data', (chunk) => (text += String(chunk)));
    child.stderr.on('data', (chunk) => (text += String(chunk)));
    child.once('close', (status) => {
      const good = status === 0;
      const tests = name.startsWith('unit');
      process.stdout.write(`--- ${name}: ${good ? 'good' : 'FAILED'}\n`);
      if (!good || tests) process.stdout.write(text);
      const count = (word) => Number(new RegExp(`^ {2}(\\d+) ${word}`, 'm').exec(text)?.[1] ?? 0);
      const failed = count('failing');
      resolve(
        tests && (good || failed > 0)
          ? { passed: count('passing'), failed }
          : { passed: good ? 1 : 0, failed: good ? 0 : 1 },
      );
    });
  });

// The tests take the longest, by themselves on all cores; the others one after the other beside them.
const beside = stages
  .slice(0, -1)
  .reduce(async (before, stage) => [...(await before), await run(stage)], Promise.resolve([]));
const results = [...(await Promise.all([beside, run(stages.at(-1))]))].flat();
const sum = (what) => results.reduce((n, result) => n + result[what], 0);
process.stdout.write(
  `\nin ${((Date.now() - started) / 1000).toFixed(0)} s\n${sum('passed')} passed, ${sum('failed')} failed\n`,
);
process.exit(sum('failed') === 0 ? 0 : 1);
