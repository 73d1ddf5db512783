import assert from 'node:assert/strict';
import { answerText, reasoningText, type Segment } from '../../../../src/core/model/trace';

const place = { source: null, at: null, durationMs: null };
const segments: readonly Segment[] = [
  { kind: 'reasoning', text: ' One.\n', fidelity: 'raw', tokens: null, ...place },
  { kind: 'toolCall', name: 'add', input: '{}', callId: null, ...place },
  { kind: 'reasoning', text: '', fidelity: 'hidden', tokens: 12, ...place },
  { kind: 'reasoning', text: 'Two.', fidelity: 'raw', tokens: null, ...place },
  { kind: 'answer', text: '4', ...place },
];

describe('reasoningText', () => {
  it('joins the reasoning blocks untrimmed by a blank line and leaves hidden ones out', () => {
    assert.equal(reasoningText({ segments }), ' One.\n\n\nTwo.');
  });
});

describe('answerText', () => {
  it('takes only the answer', () => {
    assert.equal(answerText({ segments }), '4');
  });
});
