// A second opinion on the sums of Claude Code sessions: tokens and money by ccusage and by `inspect --session`.
// `node scripts/compare-ccusage.mjs FOLDER [--ccusage "npx ccusage"]`, FOLDER holds `projects/*/*.jsonl`. Outputs may differ
// upwards: a generation logs growing counts on several lines, of which the last is taken here and the first there.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const [folder, flag, command = 'npx ccusage'] = process.argv.slice(2);
if (folder === undefined || (flag !== undefined && flag !== '--ccusage')) {
  console.error('usage: node scripts/compare-ccusage.mjs FOLDER [--ccusage "npx ccusage"]');
  process.exit(2);
}

const run = (line, args, env = {}) => {
  const [program, ...before] = line.split(' ');
  const done = spawnSync(program, [...before, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  if (done.status !== 0) {
    console.error(`${line}: ${done.error?.message ?? done.stderr.trim()}`);
    process.exit(1);
  }
  return done.stdout;
};

const files = readdirSync(join(folder, 'projects'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
  .map((entry) => join(entry.parentPath, entry.name));
const theirs = JSON.parse(
  run(command, ['session', '--json', '--offline'], { CLAUDE_CONFIG_DIR: folder }),
).totals;
const sessions = run(process.execPath, ['dist/cli.js', 'inspect', ...files, '--session', '--json'])
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .filter((session) => session.error === undefined);
const sum = (valueOf) => sessions.reduce((total, session) => total + (valueOf(session) ?? 0), 0);
const ours = {
  inputTokens: sum(
    ({ usage: u }) => u.inputTokens - (u.cachedInputTokens ?? 0) - (u.cacheWriteTokens ?? 0),
  ),
  cacheReadTokens: sum(({ usage }) => usage.cachedInputTokens),
  cacheCreationTokens: sum(({ usage }) => usage.cacheWriteTokens),
  outputTokens: sum(({ usage }) => usage.outputTokens),
  totalCost: sum(({ costUsd }) => costUsd),
};
console.log(`${sessions.length} sessions`);
for (const [name, value] of Object.entries(ours)) {
  const other = theirs[name];
  const off = other === 0 ? '' : `  ${(((value - other) / other) * 100).toFixed(2)} %`;
  console.log(`${name.padEnd(20)} ${value}  ccusage ${other}${off}`);
}
