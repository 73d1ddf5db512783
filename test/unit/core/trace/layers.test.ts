import assert from 'node:assert/strict';
import { gzipSync, zipSync } from 'fflate';
import { reasoningText, answerText } from '../../../../src/core/model/trace';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { sniffFile } from '../../../../src/core/trace/sniff';
import { open } from './openFixture';
import { zstdStored } from './reader/layers/packedFixture';

const encode = (text: string) => new TextEncoder().encode(text);
const REASONING = 'Seven boxes of 6 eggs: 7 times 6 is 42. It fits.';

const response = {
  id: 'c1',
  object: 'chat.completion',
  model: 'm',
  choices: [{ message: { role: 'assistant', reasoning_content: REASONING, content: '42 eggs.' } }],
  usage: { prompt_tokens: 24, completion_tokens: 52 },
};
const LINE = `${JSON.stringify(response)}\n`;
const PRETTY = JSON.stringify(response, null, 2);
const TAGGED = `"<think>\n${REASONING}\n</think>\n42 eggs."`;
const docker = (log: string) => `${JSON.stringify({ log, stream: 'stdout', time: 'now' })}\n`;

const files: readonly (readonly [what: string, name: string, bytes: Uint8Array])[] = [
  ['packed lines', 'x.jsonl.gz', gzipSync(encode(LINE))],
  ['a packed document', 'x.json.zst', zstdStored(encode(PRETTY))],
  ['a packed table', 'x.csv.gz', gzipSync(encode(`q,response\nHow?,${TAGGED}\n`))],
  ['layers in layers', 'x.gz', gzipSync(zstdStored(encode(docker(`x: ${LINE}`))))],
  ['lines of a log', 'app.log', encode(`2026-01-01 10:00:00 INFO got ${LINE}`)],
  [
    'a server log',
    's.log',
    encode(`[2026-01-01 10:00:00][INFO] Generated prediction: ${PRETTY}\n`),
  ],
  ['JSON with comments', 'x.jsonc', encode(`// mine\n${PRETTY.replace('"id"', '/* x */ "id"')}`)],
  ['a printed dict', 'x.txt', encode(LINE.replaceAll('"', "'"))],
  ['a quoted document', 'x.txt', encode(`${JSON.stringify(JSON.stringify(response))}\n`)],
  ['a code block', 'x.md', encode(`# Bug\n\nIt says:\n\n\`\`\`json\n${PRETTY}\n\`\`\`\n`)],
  ['printed bytes', 'x.txt', encode(`b'data: ${LINE.trim()}'\nb''\nb'data: [DONE]'\n`)],
  ['a table', 'x.csv', encode(`prompt,response,model\nHow?,${TAGGED},m\n`)],
  [
    'a table with tabs',
    'x.tsv',
    encode(`prompt\treasoning\tresponse\nHow?\t${REASONING}\t42 eggs.\n`),
  ],
  ['lines in an archive', 'x.zip', zipSync({ 'a/x.jsonl': encode(LINE), 'b.txt': encode('x') })],
  ['packed lines in an archive', 'x.zip', zipSync({ 'x.jsonl.gz': gzipSync(encode(LINE)) })],
  [
    'the output of a notebook',
    'x.ipynb',
    encode(
      JSON.stringify({
        cells: [
          {
            cell_type: 'code',
            outputs: [{ output_type: 'stream', text: TAGGED.slice(1, -1).split(/(?<=\n)/) }],
          },
        ],
        nbformat: 4,
      }),
    ),
  ],
  [
    'Markdown that a notebook shows',
    'x.ipynb',
    encode(
      JSON.stringify({
        cells: [
          {
            cell_type: 'code',
            outputs: [
              {
                output_type: 'display_data',
                data: {
                  'text/markdown': TAGGED.slice(1, -1).split(/(?<=\n)/),
                  'text/plain': ['<IPython.core.display.Markdown object>'],
                },
              },
            ],
          },
        ],
        nbformat: 4,
      }),
    ),
  ],
  ['a table under another name', 'x.txt', encode(`prompt,response\nHow?,${TAGGED}\n`)],
];

describe('a trace inside layers', () => {
  for (const [what, name, bytes] of files) {
    it(`opens from ${what}`, async () => {
      const { traces } = await open(name, bytes);
      assert.deepEqual(
        traces.map((t) => [reasoningText(t).trim(), answerText(t).trim(), t.truncated]),
        [[REASONING, '42 eggs.', false]],
      );
      // The guess looks at the head alone, an archive has its directory at the end.
      const guess = await sniffFile(memorySource(name, bytes), FORMATS);
      assert.equal(guess !== null, !name.endsWith('.zip'));
    });
  }

  for (const [what, text] of [
    ['on one line', LINE],
    ['with indents', PRETTY],
    ['in a log', `2026-01-01 10:00:00 got ${PRETTY}`],
    ['as a Python dict', LINE.replaceAll('"', "'")],
  ] as const) {
    it(`is read as far as it goes when it is cut off ${what}`, async () => {
      const cut = text.slice(0, text.indexOf('It fits') + 4);
      const { traces, problems } = await open('x', cut);
      assert.equal(traces.length, 1);
      assert.equal(reasoningText(traces[0]!), REASONING.slice(0, -4));
      assert.equal(traces[0]!.truncated, true);
      for (const list of [traces[0]!.problems, problems]) {
        const end = list.find((p) => p.code === 'truncated');
        assert.equal(end?.at?.offset, cut.length);
      }
    });
  }

  it('never makes one text of a table', async () => {
    const file = await openTraceFile(memorySource('x.csv', encode('a,b\n1,"words"\n')));
    assert.equal('error' in file && file.error.code, 'unrecognised');
    const tags = await open('x.csv', encode(`prompt,response\nOne?,${TAGGED}\nTwo?,${TAGGED}\n`));
    assert.deepEqual(
      tags.traces.map((t) => t.prompt?.[0]?.text),
      ['One?', 'Two?'],
    );
  });

  it('is not there in prose, programs and templates that only mention one', async () => {
    for (const [name, text] of [
      ['notes.txt', 'Models write <think> and {"reasoning": "..."} now.\n'],
      ['x.py', `EXAMPLE = {\n  "reasoning_content": "${REASONING}"\n}\n`],
      ['client.ts', `const reply = ${PRETTY};\n`],
      ['post.md', '# Post\n\n```js\nconst x = {"content": "y"}\n```\n'],
      ['chat.jinja', '{% if add %}<think>\n{% endif %}{{ x }}'],
      ['settings.jsonc', '// mine\n{ "a": 1, "thinking": "off", }\n'],
      ['people.csv', 'name,thoughts\nAnn,none\n'],
    ] as const) {
      const file = await openTraceFile(memorySource(name, encode(text)));
      assert.ok('error' in file, name);
    }
  });
});
