// Runs every bench of test/bench (files that export `name` and `run`) one after another and prints one table.
// `--only TEXT` picks benches; `--write` puts the table with machine and date into test/bench/RESULTS.md.
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildProject, bundleTests } from './lib/builtTests.mjs';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const { launchBrowser } = await import('./vscode/browser.mjs');
const { startServer } = await import('./vscode/server.mjs');
const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : '';

buildProject();
const { out, files } = await bundleTests('bench', '.ts', only);

// What opens a real workbench, see test/e2e/workbench.ts; the browser is launched by the first bench that does.
let browser;
const machine = {
  startServer,
  browser: {
    newContext: async (options) => (await (browser ??= launchBrowser())).newContext(options),
  },
};
const rows = [];
for (const file of files) {
  const bench = await import(pathToFileURL(join(out, file)).href);
  const { name, run } = bench.default ?? bench;
  // What benches share.
  if (run === undefined) continue;
  process.stderr.write(`${name} ...\n`);
  for (const row of await run(machine)) rows.push({ bench: name, ...row });
}
await (await browser)?.close();
const number = (v) =>
  v === null ? 'unknown' : v >= 100 ? v.toFixed(0) : v >= 1 ? v.toFixed(2) : v.toPrecision(2);
const cells = rows.map((r) => [
  r.bench,
  r.name,
  `${number(r.value)} ${r.unit}`,
  r.against ?? '',
  r.ratio === null || r.ratio === undefined ? '' : `${number(r.ratio)}x`,
  r.goal ?? '',
  r.met === null || r.met === undefined ? '' : r.met ? 'yes' : 'NO',
]);
const head = ['bench', 'what', 'value', 'against, same run', 'ratio', 'goal', 'met'];
const widths = head.map((h, i) => Math.max(h.length, ...cells.map((c) => c[i].length)));
const line = (c) => `| ${c.map((x, i) => x.padEnd(widths[i])).join(' | ')} |`;
const table = [line(head), line(widths.map((w) => '-'.repeat(w))), ...cells.map(line)].join('\n');
process.stdout.write(`${table}\n`);
if (args.includes('--write')) {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`;
  writeFileSync(
    join(root, 'test/bench/RESULTS.md'),
    `# Bench results\n\nMade by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}: ${machine}. Times are noisy; ratios stand beside a named alternative measured in the same run.\n\n${table}\n`,
  );
}
