import assert from 'node:assert/strict';
import { otlpText } from '../../../../src/core/export/otlp/document';
import { createRedactor } from '../../../../src/core/export/redact';
import { sessionRedactions } from '../../../../src/core/export/session/document';
import { reasoningText } from '../../../../src/core/model/trace';
import { SessionTaker } from '../../../../src/core/session/taker';
import { NO_LABELS } from '../../../../src/core/steps/corrections/beside';
import { relabelledBeside } from '../steps/corrections/besideFile';
import { analyse } from '../../../../src/core/steps/analyse';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';
import { ClaudeLog, say, use } from '../session/claudeLog';
import { PRICE, sessionOf } from '../session/sessionFixture';

const KEY = `sk-ant-api03-${'Ab3'.repeat(31)}AA`;
const THOUGHT = `First I read the total.\n\nWait, is ${KEY} right?\n\nSo the answer is 7.`;

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[];
  readonly events?: readonly { name: string; attributes: Span['attributes'] }[];
  readonly status?: { code: number };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function source(text: string) {
  const taker = new SessionTaker(() => PRICE);
  const traces = await openTraceFile(memorySource('log.jsonl', bytes(text)), { taker });
  assert.ok(!('error' in traces));
  const session = taker.build()!;
  return { session, read: (trace: number) => traces.read(trace), labels: NO_LABELS };
}

const log = new ClaudeLog()
  .user('Fix the total')
  .assistant(
    'm1',
    [{ type: 'thinking', thinking: THOUGHT }, use('a', 'Bash', { command: 'npm test' })],
    { input_tokens: 100, cache_read_input_tokens: 900, output_tokens: 60 },
  )
  .result('a', `broken ${KEY}`, {}, true)
  .assistant('m2', [say('Fixed it.')])
  .text();

const options = { redactor: createRedactor(), structureOnly: false };
const spansOf = (text: string): readonly Span[] =>
  (JSON.parse(text) as { resourceSpans: [{ scopeSpans: [{ spans: Span[] }] }] }).resourceSpans[0]
    .scopeSpans[0].spans;
const attribute = ({ attributes }: Pick<Span, 'attributes'>, key: string): unknown =>
  Object.values(attributes.find((a) => a.key === key)?.value ?? {})[0];

describe('a session as OpenTelemetry spans', () => {
  it('is one trace of agent, generations and tools by the names of the conventions', async () => {
    const spans = spansOf(await otlpText(await source(log), options));
    assert.deepEqual(
      spans.map(({ name, kind }) => `${name} ${kind}`),
      [
        'invoke_agent Claude Code session 1',
        'chat claude-sonnet-4-5 3',
        'execute_tool Bash 1',
        'chat claude-sonnet-4-5 3',
      ],
    );
    const [agent, chat, tool] = spans;
    assert.equal(new Set(spans.map(({ traceId }) => traceId)).size, 1);
    assert.match(agent!.traceId, /^[0-9a-f]{32}$/);
    assert.match(agent!.spanId, /^[0-9a-f]{16}$/);
    assert.equal(new Set(spans.map((s) => s.spanId)).size, spans.length);
    assert.equal(chat!.parentSpanId, agent!.spanId);
    assert.equal(tool!.parentSpanId, chat!.spanId);
    assert.match(chat!.startTimeUnixNano, /^\d{19}$/);
    assert.equal(attribute(chat!, 'gen_ai.operation.name'), 'chat');
    assert.equal(attribute(chat!, 'gen_ai.usage.input_tokens'), '1000');
    assert.equal(attribute(chat!, 'gen_ai.usage.cache_read.input_tokens'), '900');
    assert.equal(attribute(tool!, 'gen_ai.tool.name'), 'Bash');
    assert.equal(attribute(tool!, 'error.type'), 'tool_error');
    assert.equal(tool!.status?.code, 2);
  });

  it('has an event for each step of the reasoning', async () => {
    const own = await source(log);
    const { steps } = analyse(await own.read(0));
    const [, chat] = spansOf(await otlpText(own, options));
    assert.deepEqual(
      chat!.events!.map((event) => [event.name, attribute(event, 'lrm_lens.step.kind')]),
      steps.map(({ kind }) => ['lrm_lens.reasoning.step', kind]),
    );
  });

  it('has the labels beside the log, and whose they are', async () => {
    const own = await source(log);
    const labels = await relabelledBeside(await own.read(0), 'check');
    const [, chat] = spansOf(await otlpText({ ...own, labels }, options));
    const [first] = chat!.events!;
    assert.equal(attribute(first!, 'lrm_lens.step.kind'), 'check');
    assert.equal(attribute(first!, 'lrm_lens.step.labelled_by'), 'a person');
    assert.equal(attribute(first!, 'lrm_lens.step.confidence'), undefined);
  });

  it('is read back with the same reasoning, answers, tools and counts', async () => {
    const own = await source(log);
    const back = await source(await otlpText(own, { ...options, redactor: null }));
    const again = await sessionOf(await otlpText(own, { ...options, redactor: null }), 'o.json');
    assert.match(again.format, /^otel/);
    assert.equal(again.calls.length, own.session.calls.length);
    for (const [i, call] of own.session.calls.entries()) {
      const [a, b] = [await own.read(i), await back.read(i)];
      assert.equal(reasoningText(b), reasoningText(a));
      assert.equal(b.model, a.model);
      assert.equal(b.timing.startedAt, a.timing.startedAt);
      assert.equal(b.usage.inputTokens, a.usage.inputTokens);
      assert.equal(b.usage.outputTokens, a.usage.outputTokens);
      assert.equal(again.calls[i]!.said, call.said);
      assert.equal(again.calls[i]!.tools.length, call.tools.length);
    }
    assert.equal(again.turns[0]!.prompt, 'Fix the total');
  });

  it('blacks out credentials everywhere, and has no text at all where only structure is wanted', async () => {
    const text = await otlpText(await source(log), options);
    assert.ok(!text.includes(KEY) && text.includes('[Anthropic API key #1]'));
    const bare = await otlpText(await source(log), { ...options, structureOnly: true });
    assert.ok(!/Fix the total|First I read|npm test|Fixed it|broken/.test(bare));
    assert.match(bare, /lrm_lens\.step\.kind/);
  });

  it('keeps what a review kept and nothing else, though it meets texts in another order and the log grew', async () => {
    const made = new ClaudeLog()
      .user('Go on')
      .assistant('m1', [say(`The key is ${KEY}.`)])
      .user('Write to ada.b@example.org');
    const found = await sessionRedactions(await source(made.text()));
    const keep = found.filter(({ optional }) => optional).map(({ key }) => key);
    assert.equal(keep.length, 1);
    const later = `sk-ant-api03-${'Zx9'.repeat(31)}AA`;
    const grown = made.assistant('m2', [say(`Now ${later}.`)]).text();
    const redactor = createRedactor(new Set(keep), 'all');
    const text = await otlpText(await source(grown), { redactor, structureOnly: false });
    assert.ok(text.includes('ada.b@example.org'));
    assert.ok(!text.includes(KEY) && !text.includes(later));
  });

  it('leaves no piece of a credential that crosses steps, and none in the name of an agent', async () => {
    const frame = (end: string): string => `-----${end} PRIVATE KEY-----`;
    const rows = Array.from({ length: 12 }, (_, i) => `${'MIIEvQ'.repeat(10)}${i}`);
    const key = [frame('BEGIN'), ...rows, frame('END')].join('\n\n');
    const made = new ClaudeLog()
      .user('Use it')
      .assistant('m1', [{ type: 'thinking', thinking: `I look.\n\n${key}\n\nSo it is done.` }]);
    const own = await source(made.text());
    assert.ok(analyse(await own.read(0)).steps.length > 1);
    const agents = [...own.session.agents, { ...own.session.agents[0]!, name: `use ${KEY}` }];
    const text = await otlpText({ ...own, session: { ...own.session, agents } }, options);
    assert.ok(!text.includes('MIIEvQ') && !text.includes(KEY));
    assert.match(text, /"invoke_agent use \[Anthropic/);
  });

  it('keeps one type for each key, also where a sum is whole', async () => {
    const own = await source(log);
    const money = { ...own.session.calls[0]!.money, usd: 2 };
    const calls = own.session.calls.map((call) => ({ ...call, money }));
    const spans = spansOf(await otlpText({ ...own, session: { ...own.session, calls } }, options));
    const cost = spans[1]!.attributes.find(({ key }) => key === 'lrm_lens.cost.usd');
    assert.deepEqual(cost?.value, { doubleValue: 2 });
  });

  it('has the same ids when the log grows', async () => {
    const [before] = spansOf(await otlpText(await source(log), options));
    const more = new ClaudeLog().assistant('m3', [say('And more.')]).text();
    const [after] = spansOf(await otlpText(await source(log + more), options));
    assert.equal(after!.traceId, before!.traceId);
  });
});
