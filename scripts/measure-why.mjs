// Plays scripted histories of real git repositories (agents that write logs in the shapes of Claude Code, Codex, Gemini CLI and
// opencode; people who edit, format, move, copy, rename and revert) and counts for every line whether the right edit is named.
// `--stories N` (60); `--write` puts the figures into test/bench/WHY.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const esbuild = await import('esbuild');
const args = process.argv.slice(2);
const stories = args.includes('--stories') ? Number(args[args.indexOf('--stories') + 1]) : 60;
const out = join(root, 'dist-test/measure-why.js');
mkdirSync(join(root, 'dist-test'), { recursive: true });
await esbuild.build({
  entryPoints: [join(root, 'test/bench/why.ts')],
  outfile: out,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  logLevel: 'warning',
});
const bench = await import(pathToFileURL(out).href);
const { figures } = bench.default ?? bench;
const table = await figures(stories, (n) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${n} of ${stories}`);
});
process.stdout.write(`${table}\n`);
if (args.includes('--write')) {
  const file = join(root, 'test/bench/WHY.md');
  const [start, end] = ['<!-- figures -->', '<!-- end -->'];
  const text = readFileSync(file, 'utf8');
  const head = text.slice(0, text.indexOf(start) + start.length);
  const made = `${stories} stories, ${new Date().toISOString().slice(0, 10)}.`;
  writeFileSync(file, `${head}\n\n${made}\n\n${table}\n\n${text.slice(text.indexOf(end))}`);
}
