import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import type { thinkBlocks } from '../../../../src/core/text/thinkBlocks';
import type { openTraceFile } from '../../../../src/core/trace/open';
import type { memorySource } from '../../../../src/core/trace/source';

const TABLE = 'src/core/text/reasoningTags.ts';
const OPEN = '<|daydream|>';
const CLOSE = '<|/daydream|>';
/** The table with a tag that no model writes. */
const table = readFileSync(TABLE, 'utf8').replace(
  'export const REASONING_TAGS: readonly ReasoningTag[] = [',
  `$&
  {
    family: 'daydream',
    open: '${OPEN}',
    close: '${CLOSE}',
    trust: 'document',
    closesAlone: true,
    source: 'nobody',
  },`,
);
const THOUGHT = 'Six sevens are 42.';
const tagged = `${OPEN}\n${THOUGHT}\n${CLOSE}\nIt is 42.`;

/** What of the product reads tags, as it would be with that table. */
interface Readers {
  readonly openTraceFile: typeof openTraceFile;
  readonly memorySource: typeof memorySource;
  readonly thinkBlocks: typeof thinkBlocks;
}

async function readersOf(source: string): Promise<Readers> {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { openTraceFile } from './src/core/trace/open';
        export { memorySource } from './src/core/trace/source';
        export { thinkBlocks } from './src/core/text/thinkBlocks';`,
      resolveDir: resolve('.'),
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    plugins: [
      {
        name: 'table',
        setup(build) {
          build.onLoad({ filter: /reasoningTags\.ts$/ }, () => ({
            contents: source,
            loader: 'ts',
          }));
        },
      },
    ],
  });
  const code = Buffer.from(outputFiles[0]!.text).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as Readers;
}

const asked = { role: 'user', content: 'What is 6 * 7?' };
const completion = {
  id: 'a',
  object: 'chat.completion',
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: tagged }, finish_reason: 'stop' }],
};
/** Files in which a tag parts the reasoning from the answer. */
const FILES: Readonly<Record<string, readonly [name: string, content: string]>> = {
  'an output as text': ['out.txt', tagged],
  'an output whose opening tag stood in the prompt': ['out.txt', `${THOUGHT}\n${CLOSE}\nIt is 42.`],
  'a chat as text': ['chat.txt', `User: What is 6 * 7?\n\nAssistant: ${tagged}\n`],
  'the content of an answer': ['answer.json', JSON.stringify(completion)],
  'a column of a data set': [
    'rows.jsonl',
    `${JSON.stringify({ question: asked.content, generation: tagged })}\n`.repeat(2),
  ],
  'the messages of a data set': [
    'messages.jsonl',
    `${JSON.stringify({ messages: [asked, { role: 'assistant', content: tagged }] })}\n`.repeat(2),
  ],
};

describe('a tag that is new in the table', () => {
  let readers: Readers;
  before(async () => (readers = await readersOf(table)));

  const thoughtIn = async (
    { openTraceFile: open, memorySource: source }: Readers,
    file: string,
  ) => {
    const [name, content] = FILES[file]!;
    const traces = await open(source(name, new TextEncoder().encode(content)));
    if ('error' in traces) return null;
    const { segments } = await traces.read(0);
    return segments.flatMap((s) => (s.kind === 'reasoning' ? s.text.trim() : []))[0] ?? null;
  };

  for (const file of Object.keys(FILES))
    it(`is read in ${file}`, async () => {
      assert.equal(await thoughtIn(readers, file), THOUGHT);
    });

  it('is read in none of them by the table as it is', async () => {
    const now = await readersOf(readFileSync(TABLE, 'utf8'));
    for (const file of Object.keys(FILES)) assert.equal(await thoughtIn(now, file), null, file);
  });

  it('marks a block in a document', () => {
    const [block, ...others] = readers.thinkBlocks(`# Notes\n\n${tagged}`);
    assert.equal(block?.tag, OPEN);
    assert.equal(others.length, 0);
  });

  it('stands in the grammars and in the first line of the language', () => {
    const root = mkdtempSync(join(tmpdir(), 'tags-'));
    try {
      mkdirSync(join(root, 'src/core/text'), { recursive: true });
      writeFileSync(join(root, TABLE), table);
      cpSync('syntaxes', join(root, 'syntaxes'), { recursive: true });
      cpSync('package.json', join(root, 'package.json'));
      const script = resolve('scripts/grammar.mjs');
      const { status, stderr } = spawnSync(process.execPath, [script], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      for (const file of [
        'syntaxes/lrm-reasoning.tmLanguage.json',
        'syntaxes/think-block.injection.tmLanguage.json',
        'package.json',
      ])
        assert.ok(readFileSync(join(root, file), 'utf8').includes('daydream'), file);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
