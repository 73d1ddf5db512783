// cspell:ignore metas
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

interface Metafile {
  inputs: Record<string, { imports: { path: string; kind: string; external?: boolean }[] }>;
  outputs: Record<
    string,
    {
      bytes: number;
      entryPoint?: string;
      imports: { path: string; kind: string }[];
      inputs: Record<string, { bytesInOutput: number }>;
    }
  >;
}
// Written by the build, which every full test run does first.
const metas = JSON.parse(readFileSync('dist/meta.json', 'utf8')) as Record<string, Metafile>;

/** Layer of a source file: its first folder under src. */
const layer = (file: string): string | null => /^src\/([a-z]+)\//.exec(file)?.[1] ?? null;

/** What each layer may import of src. */
const allowed: Record<string, readonly string[]> = {
  core: ['core'],
  protocol: ['protocol', 'core'],
  worker: ['worker', 'protocol', 'core'],
  // Of the worker only what each platform has its own of: git, programs, locks (lint says so).
  cli: ['cli', 'worker', 'core'],
  tools: ['tools', 'protocol', 'core'],
  mcp: ['mcp', 'cli', 'tools', 'worker', 'protocol', 'core'],
  webview: ['webview', 'protocol', 'core'],
  host: ['host', 'tools', 'worker', 'protocol', 'core'],
};

/** Bytes that load before the first lazy import: an entry and the chunks it imports statically. */
function eagerBytes(meta: Metafile, entry: string): number {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !(file in meta.outputs)) return;
    seen.add(file);
    for (const i of meta.outputs[file]!.imports) if (i.kind === 'import-statement') visit(i.path);
  };
  visit(entry);
  return [...seen]
    .filter((f) => /\.m?js$/.test(f))
    .reduce((sum, f) => sum + meta.outputs[f]!.bytes, 0);
}

describe('what the engine loads in a browser', () => {
  for (const name of ['engine', 'tokenizer', 'prices'] as const) {
    it(`requires nothing of Node: ${name}`, () => {
      const [file] = Object.keys(metas[name]!.outputs).filter((output) => output.endsWith('.js'));
      const program = readFileSync(file!, 'utf8');
      const required = [...program.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, id]) => id!);
      assert.deepEqual(
        required.filter((id) => !/^\.\/\w+\.lazy\.js$/.test(id)),
        [],
      );
    });
  }
});

describe('the layers, in what was really bundled', () => {
  for (const [name, meta] of Object.entries(metas)) {
    it(`hold in the ${name} bundle`, () => {
      const wrong: string[] = [];
      for (const [file, { imports }] of Object.entries(meta.inputs)) {
        const from = layer(file);
        if (from === null) continue;
        for (const { path, external } of imports) {
          const to = layer(path);
          if (to !== null && !allowed[from]!.includes(to)) wrong.push(`${file} -> ${path}`);
          const pure = from === 'core' || from === 'protocol' || from === 'webview';
          if (pure && external === true && (path === 'vscode' || path.startsWith('node:')))
            wrong.push(`${file} -> ${path}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('leave the web extension with nothing to require but vscode', () => {
    const out = metas['webHost']!.outputs['dist/web/extension.js']!;
    assert.deepEqual(
      [...new Set(out.imports.map((i) => i.path))].filter((p) => p !== 'vscode'),
      [],
    );
  });
});

describe('the size budgets', () => {
  const kB = 1000;
  it('keep what the host loads at once within 127 kB', () => {
    const bytes = eagerBytes(metas['host']!, 'dist/extension.mjs');
    assert.ok(bytes <= 127 * kB, `${(bytes / kB).toFixed(1)} kB`);
  });

  for (const [file, out] of Object.entries(metas['webview']?.outputs ?? {})) {
    // A chunk that is loaded on demand names its module as entry point too.
    if (!(out.entryPoint ?? '').endsWith('/main.tsx')) continue;
    it(`keep ${file} with its static chunks within 150 kB`, () => {
      const bytes = eagerBytes(metas['webview']!, file);
      assert.ok(bytes <= 150 * kB, `${(bytes / kB).toFixed(1)} kB`);
    });
  }

  it('are measured on a production build', () => {
    assert.ok(!existsSync('dist/extension.js.map'), 'build with --production first');
  });
});
