import assert from 'node:assert/strict';
import { blockBorders, reasoningBlocks } from '../../../../../src/core/steps/segment/blocks';
import type { Segment } from '../../../../../src/core/model/trace';

const nothing = { source: null, at: null, durationMs: null };

function reasoning(text: string, durationMs: number | null = null, at: number | null = null) {
  const facts = { fidelity: 'summary', tokens: null, ...nothing } as const;
  return { kind: 'reasoning', text, ...facts, durationMs, at } as const;
}
const call: Segment = { kind: 'toolCall', name: 'ls', input: '{}', callId: null, ...nothing };
const answer = (text: string): Segment => ({ kind: 'answer', text, ...nothing });

const cases: readonly {
  readonly what: string;
  readonly segments: readonly Segment[];
  readonly blocks: readonly (readonly [start: number, end: number, ms: number | null])[];
}[] = [
  { what: 'no block without reasoning', segments: [call, reasoning('')], blocks: [] },
  {
    what: 'blocks apart where a tool call stands between',
    segments: [reasoning('One.'), call, reasoning('Two.')],
    blocks: [
      [0, 4, null],
      [6, 10, null],
    ],
  },
  {
    what: 'blocks apart where hidden reasoning stands between',
    segments: [reasoning('One.'), reasoning(''), reasoning('Two.')],
    blocks: [
      [0, 4, null],
      [6, 10, null],
    ],
  },
  {
    what: 'parts of a summary together',
    segments: [reasoning('One.'), reasoning('Two.'), reasoning('Three.')],
    blocks: [[0, 18, null]],
  },
  {
    what: 'parts together around an empty answer',
    segments: [reasoning('One.'), answer(''), reasoning('Two.')],
    blocks: [[0, 10, null]],
  },
  {
    what: 'parts together that share one recorded time, which counts once',
    segments: [reasoning('One.', 900, 5), reasoning('Two.', 900, 5)],
    blocks: [[0, 10, 900]],
  },
  {
    what: 'parts apart that were timed apart',
    segments: [reasoning('One.', 900, 5), reasoning('Two.', 900, 905)],
    blocks: [
      [0, 4, 900],
      [6, 10, 900],
    ],
  },
  {
    what: 'blank reasoning in the block before it',
    segments: [reasoning('One.', 10), call, reasoning('\n', 5), call, reasoning('Two.', 20)],
    blocks: [
      [0, 7, 15],
      [9, 13, 20],
    ],
  },
  {
    what: 'blank reasoning at the start in the first block with words',
    segments: [reasoning('\n'), call, reasoning('One.', 7), call, reasoning('Two.', 8)],
    blocks: [
      [0, 7, 7],
      [9, 13, 8],
    ],
  },
];

describe('the blocks of reasoning', () => {
  for (const { what, segments, blocks } of cases) {
    it(`keep ${what}`, () => {
      const found = reasoningBlocks({ segments });
      assert.deepEqual(
        found.map((b) => [b.start, b.end, b.durationMs]),
        blocks,
      );
      assert.deepEqual(
        blockBorders({ segments }),
        blocks.slice(1).map(([start]) => start),
      );
    });
  }
});
