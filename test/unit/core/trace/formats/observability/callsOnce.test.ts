import assert from 'node:assert/strict';
import { CallGrouper } from '../../../../../../src/core/trace/formats/observability/callGrouper';
import { openTraceFile } from '../../../../../../src/core/trace/open';
import { memorySource } from '../../../../../../src/core/trace/source';
import { assertLinear } from '../../../../growth';
import { openJson, openLines, outline } from '../../openFixture';

/** A call as a library of OpenInference's traces it. */
const traced = (span_id: string, parent_id: string | null, said: string, trace_id = 't') => ({
  name: 'ChatCompletion',
  context: { trace_id, span_id },
  parent_id,
  start_time: '2026-01-01T00:00:00Z',
  end_time: '2026-01-01T00:00:02Z',
  attributes: {
    'openinference.span.kind': 'LLM',
    'llm.model_name': 'gpt-4o',
    'llm.output_messages.0.message.role': 'assistant',
    'llm.output_messages.0.message.content': said,
    'llm.token_count.completion': 5,
  },
});

const words = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const CALL = [words('gen_ai.operation.name', 'chat'), words('gen_ai.request.model', 'gpt-4o')];

const SPAN = {
  traceId: 't',
  spanId: 's',
  parentSpanId: 'r',
  name: 'chat gpt-4o',
  startTimeUnixNano: '1767225600000000000',
  endTimeUnixNano: '1767225602000000000',
  attributes: [...CALL, { key: 'gen_ai.usage.output_tokens', value: { intValue: '5' } }],
};

const spansOf = (...spans: readonly object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

const logOf = (said: string | null, time = '1767225602000000000', spanId = 's') => {
  const message = [{ role: 'assistant', parts: [{ type: 'text', content: said }] }];
  const output = words('gen_ai.output.messages', JSON.stringify(message));
  const attributes = said === null ? CALL : [...CALL, output];
  const record = { timeUnixNano: time, traceId: 't', spanId, attributes };
  return { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] };
};

describe('a call that is recorded more than once', () => {
  it('is one where two libraries trace it, in lines or in a list, whichever comes first', async () => {
    const [outer, inner] = [traced('a', null, 'Hello'), traced('b', 'a', 'Hello')];
    const other = traced('a', null, 'Another trace.', 'u');
    for (const spans of [
      [outer, inner, other],
      [other, inner, outer],
    ]) {
      const found = [await openLines(...spans), await openJson(spans)];
      for (const { traces } of found) {
        assert.deepEqual(traces.map(outline).flat().toSorted(), [
          'answer: Another trace.',
          'answer: Hello',
        ]);
      }
    }
  });

  it('is one as a span and the log record of it, with what each knows', async () => {
    const [span, log] = [spansOf(SPAN), logOf('Hello')];
    for (const lines of [
      [span, log],
      [log, span],
      [span, log, span],
    ]) {
      const { format, traces } = await openLines(...lines);
      assert.equal(format, 'otel');
      assert.deepEqual(traces.map(outline), [['answer: Hello']]);
      assert.deepEqual(
        [traces[0]?.usage.outputTokens, traces[0]?.timing.durationMs, traces[0]?.timing.startedAt],
        [5, 2000, 1_767_225_600_000],
      );
    }
  });

  it('is one in the run of an agent, too', async () => {
    const agent = {
      ...SPAN,
      spanId: 'r',
      parentSpanId: '',
      attributes: [words('gen_ai.operation.name', 'invoke_agent')],
    };
    const { format, traces } = await openLines(spansOf(SPAN), logOf('Hello'), spansOf(agent));
    assert.equal(format, 'otel-agent');
    assert.deepEqual(traces.map(outline), [['answer: Hello']]);
    assert.equal(traces[0]?.usage.outputTokens, 5);
  });

  it('is not another one whose log is under the same span', async () => {
    const { traces } = await openLines(logOf('One.'), logOf('Two.', '1767225605000000000'));
    assert.deepEqual(traces.map(outline), [['answer: One.'], ['answer: Two.']]);
  });
});

describe('a long log of spans', () => {
  const WORDS = 'A word of padding. '.repeat(1500);
  const line = (span: object) => `${JSON.stringify(span)}\n`;

  /** Sizes of what was found with each progress, and the traces. */
  async function openInSteps(content: string) {
    const steps: number[] = [];
    const file = await openTraceFile(
      memorySource('spans.jsonl', new TextEncoder().encode(content)),
      { onProgress: ({ found }) => void steps.push(found.length) },
    );
    assert.ok('summaries' in file);
    return { steps, file };
  }

  it('gives its calls while it is read, in their order, those that are together once', async () => {
    const lines: string[] = [];
    for (let i = 0; i < 200; i++) {
      lines.push(line(traced(`i${i}`, `o${i}`, `${i} ${WORDS}`)));
      if (i > 0) lines.push(line(traced(`o${i - 1}`, 'root', `${i - 1} ${WORDS}`)));
    }
    const { steps, file } = await openInSteps(lines.join(''));
    assert.deepEqual(
      file.summaries.map(({ id }) => id),
      Array.from({ length: 200 }, (_, i) => `i${i}`),
    );
    assert.ok(steps.slice(0, -1).some((found) => found > 0));
    const last = await file.read(199);
    assert.ok(outline(last)[0]?.startsWith('answer: 199 '));
  });

  it('is held back in time in line with the spans, however they hang together', () => {
    assertLinear('a chain of spans, there and back', 1_000, (n) => {
      const chain = Array.from({ length: n }, (_, i) => traced(`${i}`, `${i + 1}`, 'x'));
      const grouper = new CallGrouper(() => true);
      const early = [...chain, ...chain.toReversed()].flatMap((value, nth) =>
        grouper.push({
          value,
          range: { record: nth, start: 100 * nth, end: 100 * nth + 100 },
          name: null,
        }),
      );
      assert.deepEqual(
        [...early, ...grouper.end()].map((group) => group.length),
        [2 * n],
      );
    });
  });

  it('may be one of more spans than a call of a function takes', () => {
    const grouper = new CallGrouper(() => true);
    for (let nth = 0; nth < 130_000; nth++) {
      const value = traced(`${nth}`, 'root', '');
      grouper.push({
        value,
        range: { record: nth, start: 60 * nth, end: 60 * nth + 60 },
        name: null,
      });
    }
    grouper.push({
      value: traced('root', null, ''),
      range: { record: 130_000, start: 0, end: 60 },
      name: null,
    });
    assert.equal(grouper.end()[0]?.length, 130_001);
  });
});
