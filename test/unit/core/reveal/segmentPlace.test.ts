import assert from 'node:assert/strict';
import { segmentPlaces } from '../../../../src/core/reveal/segmentPlace';
import { reasoningText, type Segment } from '../../../../src/core/model/trace';

const place = { source: null, at: null, durationMs: null };
const segments: readonly Segment[] = [
  { kind: 'reasoning', text: 'First block.', fidelity: 'raw', tokens: null, ...place },
  { kind: 'toolCall', name: 'add', input: '{}', callId: null, ...place },
  { kind: 'reasoning', text: '', fidelity: 'hidden', tokens: 12, ...place },
  { kind: 'reasoning', text: 'Second.', fidelity: 'raw', tokens: null, ...place },
];

describe('segmentPlaces', () => {
  const text = reasoningText({ segments });

  it('finds a step in the segment it comes from', () => {
    const start = text.indexOf('Second');
    assert.deepEqual(
      segmentPlaces({ segments }, start, start + 6).map(({ index, start, end }) => [
        index,
        start,
        end,
      ]),
      [[3, 0, 6]],
    );
  });

  it('splits a stretch over two blocks and leaves the joint out', () => {
    assert.deepEqual(
      segmentPlaces({ segments }, 6, text.length).map((p) => p.segment.text.slice(p.start, p.end)),
      ['block.', 'Second.'],
    );
  });

  it('finds nothing in the joint or beyond the end', () => {
    assert.deepEqual(segmentPlaces({ segments }, 12, 14), []);
    assert.deepEqual(segmentPlaces({ segments }, 500, 600), []);
  });
});
