import assert from 'node:assert/strict';
import { analyseText } from '../../../../src/core/steps/analyse';
import { stepFacts } from '../../../../src/core/steps/facts';
import { loopStart } from '../../../../src/core/steps/metrics';

function factsOf(text: string): ReturnType<typeof stepFacts> {
  return stepFacts(text, analyseText(text).steps);
}

describe('the facts of steps', () => {
  it('count 5-grams across sentence ends, and those seen before', () => {
    const facts = factsOf('One two three. Four five six.\n\nOne two three. Four five six.');
    assert.equal(
      facts.reduce((n, f) => n + f.grams, 0),
      12,
    );
    assert.equal(
      facts.reduce((n, f) => n + f.repeatedGrams, 0),
      4,
    );
  });

  it('take numbers as written, so that a table of steps is no repetition', () => {
    const facts = factsOf('Add 17 to get 23 here.\n\nAdd 18 to get 24 here.');
    assert.equal(
      facts.reduce((n, f) => n + f.repeatedGrams, 0),
      0,
    );
  });

  const switches: readonly (readonly [string, boolean])[] = [
    ['Alternatively, use the cosine rule.', true],
    ['Hmm, but maybe another approach would be to use vectors.', true],
    ["Let's try a different approach.", true],
    ['Wait, that is wrong.', false],
    ['The alternative is worse.', false],
    ['So the other way round works.', false],
  ];
  for (const [sentence, turns] of switches) {
    it(`${turns ? 'see' : 'see no'} change of approach in "${sentence}"`, () => {
      assert.equal(factsOf(sentence)[0]?.switches, turns);
    });
  }

  it('agree with those of the analysis on headings', () => {
    const facts = factsOf('**Adding up**\n\nWe add them.\n\n## Checking\n\nIt fits.');
    assert.equal(facts.filter((f) => f.heading).length, 2);
  });

  it('show where a model began to loop', () => {
    const start = 'We need to find the sum of the two numbers that the task gives us. ';
    const loop = 'I should check that once more, because the first digit may be wrong after all. ';
    const { steps, metrics } = analyseText(`${start.repeat(1)}\n\n${`${loop}\n\n`.repeat(30)}`);
    assert.ok(metrics.loopStart !== null && metrics.loopStart <= 3);
    assert.equal(
      loopStart(steps.map(() => ({ grams: 9, repeatedGrams: 0, switches: false, heading: false }))),
      null,
    );
  });

  it('mark headings and numbered parts, at which phases start', () => {
    const text = 'Step 1: add the two.\n\n## Check\nIt fits.\n\nThe step is done.';
    const { steps } = analyseText(text);
    const marked = steps.filter((_, i) => stepFacts(text, steps)[i]?.heading === true);
    assert.deepEqual(
      marked.map((s) => text.slice(s.start, s.start + 6)),
      ['Step 1', '## Che'],
    );
  });
});
