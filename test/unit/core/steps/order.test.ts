import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Segment } from '../../../../src/core/model/trace';
import { inOrder } from '../../../../src/core/steps/order';
import { itemsOf } from '../../../../src/worker/view/items';
import { exportDocument } from '../../../../src/core/export/document';
import { analyse } from '../../../../src/core/steps/analyse';
import { reasoningText } from '../../../../src/core/model/trace';
import { tokenFacts } from '../../../../src/core/trace/summary';
import { openJson } from '../trace/openFixture';

const place = { source: null, at: null, durationMs: null };
const thought = (text: string): Segment => ({
  kind: 'reasoning',
  text,
  fidelity: 'raw',
  tokens: null,
  ...place,
});
const call: Segment = { kind: 'toolCall', name: 'ls', input: '{}', callId: null, ...place };
const answer = (text: string): Segment => ({ kind: 'answer', text, ...place });

const stepsAt = (starts: readonly number[]) =>
  starts.map((start, i) => ({ start, end: starts[i + 1] ?? Infinity }));

const shown = (segments: readonly Segment[], starts: readonly number[]) =>
  inOrder({ segments }, stepsAt(starts)).map((p) => (p.kind === 'step' ? p.step : p.segment.kind));

describe('the order of a trace', () => {
  it('has steps where their reasoning stands, and empty answers nowhere', () => {
    const segments = [thought('One. Two.'), call, answer(''), thought('Three.'), answer('3')];
    assert.deepEqual(shown(segments, [0, 5, 11]), [0, 1, 'toolCall', 2, 'answer']);
  });

  it('puts a step that begins with a blank thought where its words are', () => {
    const segments = [thought('\n'), call, thought('Now I know.'), answer('ok')];
    assert.deepEqual(shown(segments, [0]), ['toolCall', 0, 'answer']);
  });

  it('is the same on the page and in an export', async () => {
    const { traces } = await openJson({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-opus-4-5',
      content: [
        { type: 'thinking', thinking: '\n', signature: 'a' },
        { type: 'tool_use', id: 't1', name: 'ls', input: {} },
        { type: 'thinking', thinking: 'There are two files, so I am done.', signature: 'b' },
        { type: 'text', text: 'Two.' },
      ],
      stop_reason: 'end_turn',
    });
    const trace = traces[0]!;
    const text = reasoningText(trace);
    const analysis = analyse(trace);
    const items = itemsOf(trace, analysis.steps, tokenFacts(trace), null);
    assert.deepEqual(
      items.map((i) => [i.kind, i.before]),
      [
        ['toolCall', 0],
        ['answer', 1],
      ],
    );
    const document = exportDocument(
      {
        ...{ title: 't', exportedAt: '', facts: [], costs: null, seconds: null },
        trace,
        text,
        analysis,
        tell: inEnglish,
      },
      { redactor: null, structureOnly: false },
    );
    assert.deepEqual(
      document.items.map((i) => i.type),
      ['toolCall', 'step', 'answer'],
    );
  });

  it('loses no step and no segment, and keeps both in order', () => {
    const segment = fc.oneof(
      fc.constantFrom('', '\n', 'Hm.', 'A longer thought. With two.').map(thought),
      fc.constant(call),
      fc.constantFrom('', 'yes').map(answer),
    );
    fc.assert(
      fc.property(fc.array(segment), fc.array(fc.nat(60)), (segments, starts) => {
        const placed = inOrder({ segments }, stepsAt(starts.sort((a, b) => a - b)));
        const steps = placed.flatMap((p) => (p.kind === 'step' ? [p.step] : []));
        assert.deepEqual(steps, [...starts.keys()]);
        const others = placed.flatMap((p) => (p.kind === 'segment' ? [p.source] : []));
        const expected = [...segments.entries()].filter(
          ([, s]) =>
            (s.kind !== 'reasoning' || s.text === '') && (s.kind !== 'answer' || s.text !== ''),
        );
        assert.deepEqual(
          others,
          expected.map(([i]) => i),
        );
      }),
    );
  });
});
