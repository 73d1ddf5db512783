import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createGrouper } from '../../../../src/core/trace/assemble';
import type { FileRecord, Format } from '../../../../src/core/trace/format';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { ProblemList } from '../../../../src/core/trace/reader/problems';

/** Keys and words of all formats, so that arbitrary JSON gets past the first test of each. */
const KEYS = [
  'type',
  'role',
  'content',
  'message',
  'messages',
  'parts',
  'text',
  'thinking',
  'reasoning',
  'usage',
  'payload',
  'item',
  'info',
  'tokens',
  'data',
  'event',
  'events',
  'output',
  'outputs',
  'inputs',
  'choices',
  'delta',
  'tool_calls',
  'toolCalls',
  'function',
  'arguments',
  'summary',
  'sessionId',
  'session_id',
  'uuid',
  'id',
  'model',
  'timestamp',
  'requests',
  'response',
  'request',
  'kind',
  'k',
  'v',
  'i',
  'value',
  'eval',
  'samples',
  'status',
  'epoch',
  'attachments',
  'results',
  'llm',
  'prompt',
  'doc_id',
  'resps',
  'resourceSpans',
  'scopeSpans',
  'spans',
  'attributes',
  'key',
  'spanId',
  'post',
  'patch',
  'run_type',
  'generations',
  'mapping',
  'current_node',
  'parent',
  'children',
  'author',
  'chat_messages',
  'sender',
  'conversations',
  'from',
  'steps',
  'source',
  'step_id',
  'thoughts',
  '$set',
  '$rewindTo',
  'projectHash',
  'loglines',
  'say',
  'ts',
  'interactions',
  'body',
  'string',
  'parsed_body',
  'answer',
  'candidates',
  'observations',
  'metrics',
  'state',
  'messageID',
  'sessionID',
  'time',
  '__proto__',
  'constructor',
  'toString',
  'length',
  '0',
];
const WORDS = [
  'assistant',
  'user',
  'system',
  'tool',
  'model',
  'gemini',
  'reasoning',
  'thinking',
  'redacted_thinking',
  'text',
  'tool_use',
  'tool_result',
  'message',
  'response_item',
  'event_msg',
  'session_meta',
  'turn_context',
  'token_count',
  'item.completed',
  'turn.completed',
  'context.append_loop_event',
  'content.part',
  'step.begin',
  'step.end',
  'assistant.message',
  'user.message',
  'PLANNER_RESPONSE',
  'say',
  'api_req_started',
  'GENERATION',
  'llm',
  'thoughts',
  'agent',
  'human',
  'gpt',
  'chat.completion',
  'response',
  'message_start',
  'content_block_delta',
  '<think>a</think>b',
  '{"a":',
  '[1',
  'data: {}',
  '2026-01-01T00:00:00Z',
  '',
  'x',
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    fc.constantFrom(...WORDS),
    fc.constantFrom(null, true, 0, -1, 1.5, Number.MAX_VALUE, 1_760_000_000),
    fc.string({ maxLength: 6 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 8 }).map(parsedObject),
  ),
}));

/** An object as `JSON.parse` makes it, with `__proto__` as a key of its own. */
function parsedObject(entries: readonly (readonly [string, unknown])[]): unknown {
  const members = entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`);
  return JSON.parse(`{${members.join(',')}}`) as unknown;
}

function run(format: Format, values: readonly unknown[]): void {
  const records: FileRecord[] = values.map((v, record) => ({
    value: v,
    range: { record, start: record * 10, end: record * 10 + 9 },
    name: record === 0 ? null : 'samples/1_epoch_1.json',
  }));
  format.detect({ fileName: 'x.json', container: 'ndjson', text: '', records });
  const grouper = createGrouper(format, new ProblemList());
  const groups = [...records.flatMap((r) => grouper.push(r)), ...grouper.end()];
  for (const group of groups) {
    const { traces } = format.parse(group, { fileName: 'x.json' });
    for (const trace of traces) {
      assert.equal(typeof trace.id, 'string');
      assert.ok(trace.usage.outputTokens === null || trace.usage.outputTokens >= 0);
      assert.ok(trace.segments.every((s) => s.kind !== 'reasoning' || typeof s.text === 'string'));
    }
  }
}

describe('every format of the table', () => {
  for (const format of FORMATS) {
    it(`reads any JSON without throwing: ${format.id}`, () => {
      fc.assert(
        fc.property(fc.array(value, { maxLength: 6 }), (values) => run(format, values)),
        { numRuns: 300 },
      );
    });
  }

  it('leaves the prototypes of objects alone', () => {
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    const patch = { kind: 1, k: ['__proto__', 'polluted'], v: true };
    const first = { kind: 0, v: { requests: [], __proto__: {} } };
    for (const format of FORMATS) run(format, [first, patch]);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });
});
