import assert from 'node:assert/strict';
import { NO_LABELS } from '../../../../../src/core/steps/corrections/beside';
import {
  exportedSession,
  sessionRedactions,
} from '../../../../../src/core/export/session/document';
import { renderSession } from '../../../../../src/core/export/session/render';
import { createRedactor } from '../../../../../src/core/export/redact';
import type { ExportForm } from '../../../../../src/core/export/forms';
import { filled } from '../../../../../src/core/model/sentence';
import { SessionTaker } from '../../../../../src/core/session/taker';
import { english } from '../../../../../src/core/text/voice';
import { openTraceFile } from '../../../../../src/core/trace/open';
import { memorySource } from '../../../../../src/core/trace/source';
import { ClaudeLog, say, use } from '../../session/claudeLog';
import { PRICE } from '../../session/sessionFixture';

const KEY = `sk-ant-api03-${'Ab3'.repeat(31)}AA`;
const THOUGHT = 'First I read the total. '.repeat(4) + 'Wait, let me check the rounding again.';
const exportedAt = '2026-03-02T00:00:00.000Z';

/** A credential in the user's words, in a command far from its start, in an answer, and in what a tool said. */
function log(): ClaudeLog {
  const long = 'x'.repeat(195);
  const made = new ClaudeLog()
    .user(`Deploy with ${KEY}`)
    .assistant('m1', [
      { type: 'thinking', thinking: `${THOUGHT} The key is ${KEY}.` },
      use('a', 'Bash', { command: `echo ${long} ${KEY}` }),
    ])
    .result('a', `Exit code 1 ${'y'.repeat(220)} ${KEY}`, {}, true)
    .assistant('m2', [say(`Used <b>${KEY}</b>`)], { output_tokens: 32_000 });
  const last = made.lines.at(-1) as { message: { stop_reason: string } };
  last.message.stop_reason = 'max_tokens';
  return made;
}

async function source(made = log()) {
  const taker = new SessionTaker(() => PRICE);
  const traces = await openTraceFile(
    memorySource('log.jsonl', new TextEncoder().encode(made.text())),
    { taker },
  );
  assert.ok(!('error' in traces));
  const session = taker.build();
  assert.ok(session !== null);
  return { session, read: (trace: number) => traces.read(trace), labels: NO_LABELS };
}

const t = (message: string, ...args: readonly string[]): string => filled(message, args);
const speaker = { language: 'en', t, voice: english };

async function exported(form: ExportForm, more: object = {}): Promise<string> {
  const options = { redactor: createRedactor(), structureOnly: false, exportedAt, ...more };
  return renderSession(await exportedSession(await source(), options), form, speaker);
}

describe('a bug report of a session', () => {
  /** Forty calls of which one fails in the middle. */
  const long = (): ClaudeLog => {
    const made = new ClaudeLog().user(`Deploy with ${KEY}`);
    for (let i = 0; i < 40; i++) {
      made.assistant(`m${i}`, [use(`t${i}`, 'Bash', { command: `step ${i}` })]);
      made.result(`t${i}`, i === 20 ? `broken ${KEY}` : `fine ${i}`, {}, i === 20);
    }
    return made;
  };
  const report = async (form: ExportForm): Promise<string> => {
    const options = { redactor: createRedactor(), structureOnly: false, essentialOnly: true };
    const document = await exportedSession(await source(long()), { ...options, exportedAt });
    return renderSession(document, form, speaker);
  };

  it('has the words it began with, what failed and how it ended, with credentials blacked out', async () => {
    const text = await report('md');
    assert.match(text, /For a bug report: 4 of 40 calls/);
    assert.deepEqual(
      [...text.matchAll(/^### Call (\d+)/gm)].map(([, n]) => n),
      ['21', '38', '39', '40'],
    );
    assert.match(text, /Deploy with/);
    assert.match(text, /step 20, 1\.0 s \(failed\): broken/);
    assert.ok(!text.includes(KEY));
  });

  it('tells sums of the whole session, and is one HTML file without a script', async () => {
    const html = await report('html');
    assert.match(html, /<dt>Calls<\/dt><dd>40<\/dd>/);
    assert.ok(!/<script/i.test(html) && !html.includes(KEY));
  });
});

describe('export of a session', () => {
  for (const form of ['md', 'html', 'json', 'csv'] as const) {
    it(`blacks out credentials in ${form}, also where a preview would cut them in two`, async () => {
      const text = await exported(form);
      // Not even the beginning of the key is left.
      assert.ok(!text.includes(KEY.slice(0, 24)), text.slice(0, 2000));
      assert.match(text, /Anthropic/);
    });
  }

  it('blacks out a credential in the name of a sub-agent', async () => {
    const { session, read } = await source();
    const [main] = session.agents;
    const agents = [main!, { ...main!, name: `use ${KEY}` }];
    const calls = session.calls.map((call) => ({ ...call, agent: 1 }));
    const options = { redactor: createRedactor(), structureOnly: false, exportedAt };
    const document = await exportedSession(
      { session: { ...session, agents, calls }, read, labels: NO_LABELS },
      options,
    );
    const text = renderSession(document, 'md', speaker);
    assert.ok(
      !text.includes(KEY) && text.includes('use \\[Anthropic API key'),
      text.slice(0, 2000),
    );
  });

  it('reviews what the export will black out, by the same keys', async () => {
    const found = await sessionRedactions(await source());
    assert.deepEqual(
      found.map((r) => [r.id, r.optional, r.occurrences > 1]),
      [[1, false, true]],
    );
    const kept = await exported('md', {
      redactor: createRedactor(new Set([found[0]!.key]), 'all'),
    });
    assert.ok(kept.includes(KEY));
  });

  it('tells what a tool was asked by its summary, however long its arguments are', async () => {
    const made = log().assistant('m3', [
      use('b', 'Write', { content: `${'x'.repeat(9_000)} ${KEY}`, file_path: '/home/dev/a.ts' }),
      use('c', 'Bash', { description: 'd'.repeat(9_000), command: `echo ${KEY}` }),
    ]);
    const options = { redactor: createRedactor(), structureOnly: false, exportedAt };
    const { turns } = await exportedSession(await source(made), options);
    const tools = turns.flatMap(({ items }) =>
      items.flatMap((item) => (item.type === 'call' ? item.tools : [])),
    );
    assert.deepEqual(
      tools.slice(-2).map(({ asked }) => asked),
      ['/home/dev/a.ts', 'echo [Anthropic API key #1]'],
    );
  });

  it('has findings, phases and the kinds by the names of the page', async () => {
    const text = await exported('md');
    assert.match(text, /^## Findings$/m);
    assert.match(text, /^- Phase: /m);
    assert.match(text, /Reasoning \(summary\): .*(?:work|check|rethink|plan) \d+ %/);
    const found = JSON.parse(await exported('json')) as { findings: { text: string }[] };
    assert.ok(found.findings.every(({ text: told }) => told.length > 0));
  });

  it('counts the calls of a turn in its heading, one as one', async () => {
    const made = log()
      .user('Once more.')
      .assistant('m3', [say('Done.')]);
    const options = { redactor: createRedactor(), structureOnly: false, exportedAt };
    const document = await exportedSession(await source(made), options);
    const headings = renderSession(document, 'md', speaker).match(/^## Turn .*$/gm);
    assert.deepEqual(
      headings?.map((heading) => heading.split(' · ').at(-1)),
      ['2 calls', '1 call'],
    );
  });

  it('rounds money and times, and leaves what is unknown empty', async () => {
    const [head = '', first = ''] = (await exported('csv')).split('\r\n');
    const cells = first.split(',');
    const at = (name: string): string => cells[head.split(',').indexOf(name)] ?? '?';
    assert.match(at('cost_usd'), /^0\.\d{1,6}$/);
    assert.equal(at('reasoning_tokens'), '');
    assert.equal(at('failed_tools'), '1');
    assert.equal(head.split(',').filter((name) => name.startsWith('share_')).length, 7);
  });

  it('has one line a call in CSV and escapes what HTML would read', async () => {
    assert.equal((await exported('csv')).trimEnd().split('\r\n').length, 3);
    const html = await exported('html');
    assert.ok(!html.includes('<b>'), 'recorded markup is text');
    assert.match(html, /default-src 'none'/);
  });

  it('leaves out every text in "structure only", files and names too', async () => {
    for (const form of ['md', 'html', 'json', 'csv'] as const) {
      const text = await exported(form, { structureOnly: true });
      for (const word of ['Deploy', 'echo', 'rounding', 'Exit code']) {
        assert.ok(!text.includes(word), `${form}: ${word}`);
      }
      assert.match(text, /32[,.]?0[02]0/);
    }
  });
});
