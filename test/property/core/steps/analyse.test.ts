import assert from 'node:assert/strict';
import { assertLinearIn } from '../../../unit/growth';
import fc from 'fast-check';
import { analyseText } from '../../../../src/core/steps/analyse';
import { StepAnalyser } from '../../../../src/core/steps/analyser';
import type { Step } from '../../../../src/core/steps/model';
import { MAX_SPAN } from '../../../../src/core/steps/segment/segment';

const piece = fc.constantFrom(
  'Wait, that is wrong. ',
  'So x = 3.5 + 2! ',
  '\n',
  '\n\n',
  '```js\n',
  '```\n',
  '\\[',
  '\\]\n',
  '$$',
  '- item\n',
  '1. ',
  '| a | b |\n',
  '**Title**\n',
  '答案是四。',
  '¿Sí? ',
  '... ',
  '!?)"',
  'e.g. ',
  '\\boxed{4}',
  '😀',
  '\ud800',
  '\u0000',
);
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 30 })), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));

function inPieces(whole: string, cuts: readonly number[]): readonly Step[] {
  const analyser = new StepAnalyser();
  let at = 0;
  for (const cut of [...cuts].map((c) => c % (whole.length + 1)).sort((a, b) => a - b)) {
    analyser.append(whole.slice(at, cut));
    at = cut;
  }
  analyser.append(whole.slice(at));
  analyser.finish();
  return analyser.steps;
}

describe('step analysis', () => {
  it('covers every character once, in order, in steps as in spans', () => {
    fc.assert(
      fc.property(text, (t) => {
        let at = 0;
        for (const step of analyseText(t).steps) {
          assert.equal(step.start, at);
          for (const span of step.spans) {
            assert.equal(span.start, at);
            assert.ok(span.end > at && span.end - at <= MAX_SPAN);
            assert.ok(span.confidence >= 0 && span.confidence <= 1);
            at = span.end;
          }
          assert.equal(step.end, at);
        }
        assert.equal(at, t.length);
      }),
    );
  });

  it('gives the same steps however the text arrives', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (t, cuts) => {
        assert.deepEqual(inPieces(t, cuts), inPieces(t, []));
      }),
    );
  });

  it('gives the same steps of a text of many blocks however it arrives', () => {
    const sentences = [
      'So it is 4. ',
      'Wait, is it? ',
      'Let me check: 2 + 2 = 4. ',
      'Good.\n\n',
      '- one\n',
    ];
    const long = fc
      .array(fc.constantFrom(...sentences), { minLength: 150, maxLength: 200 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(long, fc.array(fc.nat(), { maxLength: 4 }), (t, cuts) => {
        assert.deepEqual(inPieces(t, cuts), inPieces(t, []));
      }),
      { numRuns: 20 },
    );
  });

  it('says from which step on an append changed anything', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const analyser = new StepAnalyser();
        analyser.append(a);
        const before = [...analyser.steps];
        const from = analyser.append(b);
        assert.deepEqual(analyser.steps.slice(0, from), before.slice(0, from));
      }),
    );
  });

  it('reads hostile text in time that grows with its length', () => {
    const parts = [
      '.',
      ' ',
      '\n',
      '`',
      '$$',
      '\\[',
      '. \n',
      '!?',
      'a.',
      '*',
      '|',
      '1.',
      '-\n',
      '。',
      '"',
      ')',
      '[',
    ];
    for (const part of parts) assertLinearIn(part, 12_000, analyseText);
  });
});
