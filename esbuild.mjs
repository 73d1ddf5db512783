// Builds every bundle into dist/. `--watch` rebuilds on change, `--production` minifies and drops source maps; with `--maps` those
// of the pages stand beside them, for the coverage of page tests.
// Writes dist/meta.json (esbuild's metafile of all bundles), which the layer and size tests read.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { buildConcepts } from './scripts/concepts.mjs';
import { packedRanks } from './scripts/lib/packedRanks.mjs';
import { pageChunks } from './scripts/lib/pageChunks.mjs';
import { platformFiles } from './scripts/lib/platformFiles.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const maps = process.argv.includes('--maps');

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  target: 'es2022',
  minify: production,
  sourcemap: !production,
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
  charset: 'utf8',
  define: { 'process.env.NODE_ENV': '"production"' },
};

const pages = readdirSync('src/webview', { withFileTypes: true })
  .filter((d) => d.isDirectory() && existsSync(`src/webview/${d.name}/main.tsx`))
  .map((d) => d.name);

const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
const web = { ...common, platform: 'browser', format: 'cjs' };

/** Modules loaded only when first used: a file of their own beside the bundle that asks for them. */
const lazy = (names) => ({
  name: 'lazy-modules',
  setup(build) {
    build.onResolve({ filter: /\.lazy$/ }, (args) => {
      const name = args.path.split('/').pop();
      return names.includes(name) ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
});

/** The server checks no answers of users, see server.ts: the checker that its library brings for that stays out. */
const withoutAjv = {
  name: 'without-ajv',
  setup(build) {
    build.onLoad({ filter: /sdk[\\/]dist[\\/].*ajv-provider\.js$/ }, () => ({
      contents: 'export class AjvJsonSchemaValidator {}',
    }));
  },
};

/** Big libraries behind one small module each; the terminal twin loads them beside itself. */
const lazyModules = ['tokenizer.lazy', 'prices.lazy'];

/** @type {Record<string, esbuild.BuildOptions>} */
const bundles = {
  host: {
    ...node,
    // VS Code loads ES modules since 1.100, our floor: what is imported dynamically becomes a chunk of its own.
    format: 'esm',
    splitting: true,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'host-[name]-[hash]',
    external: ['vscode'],
    plugins: [platformFiles('node')],
  },
  webHost: {
    ...web,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/web/extension.js',
    external: ['vscode'],
    plugins: [platformFiles('web')],
  },
  cli: {
    ...node,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [platformFiles('node'), lazy(lazyModules)],
  },
  webview: {
    ...common,
    platform: 'browser',
    format: 'esm',
    splitting: true,
    entryPoints: Object.fromEntries(pages.map((p) => [p, `src/webview/${p}/main.tsx`])),
    outdir: 'dist/webview',
    chunkNames: 'chunk-[name]-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: production ? maps && 'external' : true,
    loader: { '.css': 'css' },
  },
};
const optional = {
  tokenizer: {
    entry: 'src/core/estimate/tokenizer.lazy.ts',
    options: {
      ...node,
      outfile: 'dist/tokenizer.lazy.js',
      // Packing takes seconds; while one writes code the lists are taken as they are.
      plugins: production ? [packedRanks()] : [],
    },
  },
  prices: {
    entry: 'src/core/estimate/prices.lazy.ts',
    options: { ...node, outfile: 'dist/prices.lazy.js' },
  },
  mcp: {
    entry: 'src/mcp/main.ts',
    options: {
      ...node,
      outfile: 'dist/mcp.js',
      plugins: [platformFiles('node'), withoutAjv],
    },
  },
  engine: {
    entry: 'src/worker/main.ts',
    options: {
      ...web,
      outfile: 'dist/engine.js',
      // The worker is given its modules by a `require`: Node's own, or that of spawn.web.ts.
      supported: { 'dynamic-import': false },
      plugins: [lazy(lazyModules)],
    },
  },
};
for (const [name, { entry, options }] of Object.entries(optional)) {
  if (existsSync(entry)) bundles[name] = { ...options, entryPoints: [entry] };
}

if (!watch) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
const build = async ([name, options]) => {
  const context = await esbuild.context(options);
  return [name, context, (await context.rebuild()).metafile];
};
const { webview, ...others } = bundles;
const pagesBuilt = await build(['webview', webview]);
// The names change with the content, so a watched host knows none.
const chunks = JSON.stringify(watch ? {} : pageChunks(pagesBuilt[2]));
for (const name of ['host', 'webHost']) {
  others[name].define = { ...others[name].define, PAGE_CHUNKS: chunks };
}
const built = [pagesBuilt, ...(await Promise.all(Object.entries(others).map(build)))];
const contexts = built.map(([name, context]) => [name, context]);
const results = built.map(([name, , metafile]) => [name, metafile]);
await buildConcepts('media/concepts', 'dist/concepts.json');
writeFileSync('dist/meta.json', JSON.stringify(Object.fromEntries(results)));
if (watch) {
  await Promise.all(contexts.map(([, c]) => c.watch()));
  console.log('watching');
} else {
  await Promise.all(contexts.map(([, c]) => c.dispose()));
  for (const [, meta] of results) {
    for (const [file, out] of Object.entries(meta.outputs)) {
      if (!file.endsWith('.map'))
        console.log(`${(out.bytes / 1000).toFixed(1).padStart(8)} kB  ${file}`);
    }
  }
}
