import assert from 'node:assert/strict';
import { sideOf, stanceOf } from '../../../../../src/core/steps/answer/stance';
import { trackAnswer } from '../../../../../src/core/steps/answer/track';
import { analyseText } from '../../../../../src/core/steps/analyse';

const sides: readonly [string, string | null][] = [
  ['I agree that the ban should go.', 'for'],
  ['Position: Disagree with the ban.', 'against'],
  ['I do not agree with it.', 'against'],
  ['I can’t disagree with that.', 'for'],
  ['Agreement with the statement: it should be done.', 'for'],
  ['I am in favor of legalizing it, with rules.', 'for'],
  ['We oppose it.', 'against'],
  ['Considering this, I lean towards supporting the idea of ending it.', 'for'],
  ['I am leaning against a full ban.', 'against'],
  ['Do you agree or disagree?', null],
  ['I have to agree or disagree.', null],
  ['Some critics disagree with this.', null],
  ['If I disagree, I need other reasons.', null],
  ['Here are the arguments for and against it.', null],
];

describe('the side that a sentence takes', () => {
  for (const [sentence, side] of sides) {
    it(`of “${sentence}”`, () => assert.equal(sideOf(sentence), side));
  }
});

describe('the side that an answer takes', () => {
  it('is what its beginning says, else its end', () => {
    const long = 'There are many reasons on each side of this. '.repeat(40);
    assert.equal(stanceOf(`**Position:** I disagree.\n\n${long}`)?.side, 'against');
    assert.equal(stanceOf(`${long}\n\nSo my position is that I agree with it.`)?.side, 'for');
    assert.equal(stanceOf(long), null);
  });
});

describe('an answer that is for or against something', () => {
  const tracked = (sentences: readonly string[], answer: string) => {
    const text = sentences.join('\n\n');
    const { steps } = analyseText(text);
    const at = (step: number | null): string | null =>
      step === null ? null : text.slice(steps[step]!.start, steps[step]!.end).trim();
    const found = trackAnswer(text, steps, answer);
    return [at(found.firstMentioned), at(found.firstConcluded), found.source];
  };
  const answer = '**Position:** I disagree with a ban, since rules work better.\n\n1. Rules exist.';
  const opening = [
    'The user asks whether child actors should be banned: do I agree or disagree?',
    'Some people would agree with a ban, because children are exploited in many places.',
    'If I agree, I have to show that the existing rules fail in most of the cases.',
  ];
  const lean = 'Hmm, I think I am leaning towards disagreeing with the ban.';
  const takes = 'So I disagree with the ban, and better rules are what is needed.';

  it('is concluded where the side is taken for good, and mentioned where the text leans to it', () => {
    assert.deepEqual(tracked([...opening, lean, takes], answer), [lean, takes, 'claim']);
  });

  it('is concluded where the text leans to it last when it never says more', () => {
    assert.deepEqual(tracked([...opening, lean], answer), [lean, lean, 'claim']);
  });

  it('is not found where only the other side is taken', () => {
    const other = 'So I agree with the ban, since children cannot protect themselves at work.';
    assert.deepEqual(tracked([...opening, other], answer), [null, null, null]);
  });

  it('is the side that the text ends with where no answer was saved', () => {
    assert.deepEqual(tracked([...opening, takes], ''), [takes, takes, 'claim']);
  });
});
