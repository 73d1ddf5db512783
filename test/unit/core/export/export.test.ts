import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { renderCsv } from '../../../../src/core/export/csv';
import { exportDocument } from '../../../../src/core/export/document';
import { renderHtml } from '../../../../src/core/export/html';
import { renderJson } from '../../../../src/core/export/json';
import { renderMarkdown } from '../../../../src/core/export/markdown';
import { createRedactor } from '../../../../src/core/export/redact';
import { sampleInput } from './sampleExport';

const plain = { redactor: null, structureOnly: false };
const key = `sk-ant-${'aB3_'.repeat(20)}`;

describe('exportDocument', () => {
  it('keeps the order of prompt, steps, tool calls and answer', () => {
    const { items } = exportDocument(sampleInput(['One.', 'Two.'], '4'), plain);
    assert.deepEqual(
      items.map((i) => (i.type === 'step' ? `step ${i.number}: ${i.text ?? ''}` : i.type)),
      ['prompt', 'step 1: One.', 'toolCall', 'toolResult', 'step 2: Two.', 'answer'],
    );
  });

  it('blacks out credentials everywhere and lists them once', () => {
    const input = sampleInput([`use ${key}`, `again ${key}`], `it is ${key}`);
    const document = exportDocument(input, { redactor: createRedactor(), structureOnly: false });
    for (const render of [renderHtml, renderMarkdown, renderJson, renderCsv]) {
      assert.ok(!render(document).includes(key), render.name);
    }
    assert.deepEqual(
      document.redactions.map((r) => r.occurrences),
      [3],
    );
  });

  it('tells the length of every item as recorded, whatever is blacked out or left out', () => {
    const texts = [`use ${key}`, 'Two.'] as const;
    const input = sampleInput(texts, '4');
    for (const structureOnly of [false, true]) {
      const document = exportDocument(input, { redactor: createRedactor(), structureOnly });
      const steps = document.items.filter((item) => item.type === 'step');
      assert.deepEqual(
        steps.map(({ chars }) => chars),
        texts.map((text) => text.length),
      );
      const [head = '', , row = ''] = renderCsv(document).split('\r\n');
      const at = head.split(',').indexOf('chars');
      assert.equal(row.split(',')[at], String(texts[0].length));
    }
  });

  it('leaves out every text in "structure only", also names of tools, notes and the title', () => {
    const input = sampleInput(['Alpha beta.', 'Gamma delta.'], 'Epsilon');
    const json = renderJson(exportDocument(input, { redactor: null, structureOnly: true }));
    for (const word of ['Alpha', 'Gamma', 'Epsilon', 'How many', 'see *me*', '"add"', 'no such']) {
      assert.ok(!json.includes(word), word);
    }
    assert.match(json, /"tokens": 20/);
  });
});

describe('labels of a language model in an export', () => {
  const input = sampleInput(['Alpha beta.', 'Gamma delta.'], 'Epsilon');
  const mark = { model: 'm<2>', at: '2026-11-30T10:00:00.000Z' };
  const [first, second] = input.analysis.steps;
  const labelling = {
    ...mark,
    by: 'm<2>, 2026-11-30',
    via: 'h',
    costUsd: null,
    ...{ steps: 1, sentences: 3, same: 0, sameShown: 1, phases: 1 },
    starts: { model: 4, own: 5, both: 2 },
  };
  const title = 'A <title>';
  const steps = [{ ...first!, confidence: 1, labelled: mark, title }, second!];
  const phases = [
    {
      first: 0,
      last: 1,
      title: 'All *of* it',
      summary: 'It is <b>',
      labelled: mark,
      depth: 0,
      deadEnd: false,
    },
  ];
  const analysis = { ...input.analysis, steps, phases, labellings: [labelling] };
  const document = exportDocument({ ...input, analysis }, plain);

  it('are told with their run, and with no certainty of their own', () => {
    const [step] = document.items.filter((i) => i.type === 'step');
    assert.deepEqual([step?.labelledBy, step?.confidence], ['m<2>, 2026-11-30', null]);
    assert.match(renderMarkdown(document), /· plan \(label by m\\<2\\>, 2026-11-30\) ·/);
    assert.match(renderHtml(document), /\(label by m&#60;2&#62;, 2026-11-30\)/);
    const [head, , line] = renderCsv(document).split('\r\n');
    assert.match(head!, /^item,number,kind,confidence,corrected,labelled_by,/);
    assert.match(line!, /^step,1,plan,,false,"m<2>, 2026-11-30",/);
  });

  it('come with titles and phases, as text and no markup', () => {
    assert.match(renderMarkdown(document), /^## Step 1: A \\<title\\> · plan/m);
    assert.match(
      renderMarkdown(document),
      /## Phases\n\n- All \\\*of\\\* it · steps 1–2 \(label by m\\<2\\>, 2026-11-30\): It is \\<b\\>\n/,
    );
    assert.match(
      renderHtml(document),
      /<li>All \*of\* it · steps 1–2 [^\n]*: It is &#60;b&#62;<\/li>/,
    );
    assert.match(renderCsv(document), /^step,1,[^\r]*,A <title>,/m);
    const bare = exportDocument({ ...input, analysis }, { ...plain, structureOnly: true });
    assert.ok(!/of\*? it|It is|A <title>/.test(renderJson(bare)));
  });

  it('has no title of a text in which something was blacked out, but of what is left', () => {
    const secret = 'sk-ant-api03-QqWwEeRrTtYyUuIiOoPpAaSsDdFfGgHhJjKkLlZzXxCcVvBbNnMm1234567890';
    const leak = sampleInput([`The key is ${secret} and we use it.`, 'Gamma delta.'], 'Epsilon');
    const phase = {
      first: 0,
      last: 1,
      title: `Key ${secret.slice(0, 40)}…`,
      depth: 0,
      deadEnd: false,
    };
    const redacted = exportDocument(
      { ...leak, analysis: { ...leak.analysis, phases: [phase] } },
      { ...plain, redactor: createRedactor() },
    );
    assert.ok(!renderJson(redacted).includes(secret.slice(0, 20)));
    assert.match(redacted.phases[0]!.title!, /The key is/);
  });

  it('are told once as a whole: whose, how many, how far LRM Lens agrees, what they cost', () => {
    for (const render of [renderHtml, renderMarkdown, renderJson]) {
      const text = render(document);
      assert.match(
        text,
        /1 of 2 steps are cut and labelled by m[^ ]+, asked at h on 2026-11-30, with 1 phases/,
      );
      assert.match(
        text,
        /LRM Lens gives 0 of their 3 sentences the same kind, 1 the same of the kinds shown\. Of 4 places where the model starts a step and 5 where LRM Lens does, 2 are the same/,
      );
      assert.match(
        text,
        /insights follow these labels; how often they are right then was not measured/,
      );
      assert.match(text, /What the labels cost is not known\./);
    }
  });

  it('are in no export of a trace that has none', () => {
    const own = exportDocument(input, plain);
    assert.deepEqual(own.labels, []);
    assert.ok(!renderMarkdown(own).includes('label by'));
  });
});

const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</pre></section><style>*{display:none}</style>',
  '</title><meta http-equiv=refresh content=0>',
  '```\n# not a heading\n````\n<b>x</b>',
];

describe('renderHtml', () => {
  it('makes no element, attribute or rule of recorded text', () => {
    for (const payload of payloads) {
      const input = { ...sampleInput([payload, payload], payload), title: payload };
      const html = renderHtml(exportDocument(input, plain));
      const own = renderHtml(
        exportDocument({ ...sampleInput(['a', 'b'], 'c'), title: 'd' }, plain),
      );
      const tags = (text: string): string[] => text.match(/<[/a-z!][^>]*>/gi) ?? [];
      assert.deepEqual(tags(html).length, tags(own).length, payload);
      assert.ok(!html.includes(payload));
    }
  });

  it('forbids scripts and everything remote, and refers to nothing outside', () => {
    const html = renderHtml(exportDocument(sampleInput(['a', 'b'], 'c'), plain));
    assert.match(
      html,
      /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'/,
    );
    assert.doesNotMatch(html, /<script|https?:|src=|url\(/);
  });
});

describe('renderMarkdown', () => {
  it('fences recorded text with more backticks than it has', () => {
    for (const payload of payloads) {
      const markdown = renderMarkdown(exportDocument(sampleInput([payload, 'b'], 'c'), plain));
      const fence = /^(`{3,})text$/m.exec(markdown.slice(markdown.indexOf('Step 1')))![1]!;
      assert.ok(!payload.includes(fence), payload);
      assert.ok(markdown.includes(`${fence}text\n${payload}\n${fence}`), payload);
    }
  });

  it('escapes markup in notes and problems', () => {
    const markdown = renderMarkdown(exportDocument(sampleInput(['a', 'b'], 'c'), plain));
    assert.match(markdown, /see \\\*me\\\*/);
    assert.match(markdown, /A block \\<b\\> is unknown/);
  });
});

describe('renderCsv', () => {
  it('keeps spreadsheets from running text as a formula', () => {
    const csv = renderCsv(exportDocument(sampleInput(['=1+1', '@SUM(A1)'], '-2'), plain));
    assert.match(csv, /,'=1\+1\r\n/);
    assert.match(csv, /,'@SUM\(A1\)\r\n/);
    assert.match(csv, /,'-2\r\n/);
  });

  it('gives back every text unchanged to a reader of RFC 4180', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(!/^[=+\-@\t\r]/.test(text));
        const csv = renderCsv(exportDocument(sampleInput([text, 'b'], 'c'), plain));
        assert.equal(readCsv(csv)[2]?.at(-1), text);
      }),
    );
  });
});

/** The smallest reader of RFC 4180. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let m = cell.exec(csv); m; m = cell.exec(csv)) {
    row.push(m[1] === undefined ? m[2]! : m[1].replaceAll('""', '"'));
    if (m[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
