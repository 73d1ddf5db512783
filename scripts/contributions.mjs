// Makes the commands, keybindings, menus and settings of package.json and their words in package.nls.json of the tables of all
// features: src/host/*/contributions.ts, for what a trace page does src/host/traces/commands.ts and src/protocol/traceActions.ts,
// and for the endings of its editor src/core/trace/files.ts. All else of the two files stays as it is.
// `--check` only tells whether the files are current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { contributed } from './lib/contributed.mjs';

const tables = readdirSync('src/host', { recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /^[^/]+\/contributions\.ts$/.test(path) && !path.startsWith('shared/'))
  .sort();
const { outputFiles } = await esbuild.build({
  stdin: {
    contents: [
      ...tables.map((path, i) => `export * as feature${i} from './src/host/${path}';`),
      `export * from './src/host/traces/commands'; export * from './src/protocol/traceActions';`,
      `export { TRACE_ENDINGS } from './src/core/trace/files';`,
    ].join('\n'),
    resolveDir: '.',
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const made = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
);
const features = tables.map((_, i) => made[`feature${i}`]);
const { manifest, strings } = contributed(
  { ...made, features },
  JSON.parse(readFileSync('package.json', 'utf8')),
  JSON.parse(readFileSync('package.nls.json', 'utf8')),
);

const write = (file, value) => {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const current = readFileSync(file, 'utf8') === text;
  if (process.argv.includes('--check')) {
    if (!current) process.exitCode = 1;
    console.log(`${file}: ${current ? 'current' : 'stale, run node scripts/contributions.mjs'}`);
  } else if (!current) {
    writeFileSync(file, text);
    console.log(`wrote ${file}`);
  }
};
write('package.json', manifest);
write('package.nls.json', strings);
