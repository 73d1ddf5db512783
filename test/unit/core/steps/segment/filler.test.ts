import assert from 'node:assert/strict';
import { analyseText } from '../../../../../src/core/steps/analyse';
import { fillerOf } from '../../../../../src/core/steps/segment/filler';

const fillers: readonly (readonly [string, string | null])[] = [
  ['Thinking...', 'placeholder'],
  ['*Thinking…*\n', 'placeholder'],
  ['**Still thinking...**', 'placeholder'],
  ['Working on it...', 'placeholder'],
  ['思考中…', 'placeholder'],
  ['Ok.\n', 'nod'],
  ['Okay', 'nod'],
  ['All right!', 'nod'],
  ['好的。', 'nod'],
  ['Thinking about the sum... it is 7.', null],
  ['Thinking.', null],
  ['Right angle.', null],
  ['Okay, so x = 3.', null],
  ['...', null],
];

describe('a sentence that says nothing', () => {
  for (const [text, filler] of fillers) {
    it(`is ${filler ?? 'not'} “${text.trim()}”`, () =>
      assert.equal(fillerOf(text, 0, text.length), filler));
  }
});

describe('the steps of a text with such a sentence', () => {
  const kinds = (text: string): readonly (readonly string[])[] =>
    analyseText(text).steps.map((step) => [step.kind, ...step.spans.map((span) => span.kind)]);

  it('are no check where all of it is a placeholder', () => {
    assert.deepEqual(kinds('Thinking...'), [['other', 'other']]);
    assert.deepEqual(new Set(kinds('Thinking...\n\nThinking...').flat()), new Set(['other']));
  });

  it('are named by what is said beside a placeholder', () => {
    const [step] = kinds('Let me look at the file. Thinking...');
    assert.deepEqual(step, ['plan', 'plan', 'other']);
  });

  it('end with no answer where the text ends with a nod', () => {
    const text =
      'The train covers 60 km in one hour.\n\nSo after 2.5 hours it has covered 150 km.\n\nOk.';
    const all = kinds(text);
    assert.ok(!all.flat().includes('answer'));
    assert.equal(all.at(-1)!.at(-1), 'other');
    assert.ok(all.at(-1)!.length > 2, 'it belongs to the step before it');
  });

  it('keep an answer before a nod', () => {
    const text = 'We need 7*6. 7*6 = 42. So the answer is 42.\n\nOk.';
    assert.deepEqual(kinds(text).at(-1)!.slice(-2), ['answer', 'other']);
  });
});
