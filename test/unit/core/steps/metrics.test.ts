import assert from 'node:assert/strict';
import {
  backtracks,
  kindShares,
  leavesIn,
  loopStart,
  measure,
} from '../../../../src/core/steps/metrics';
import { factsOf, stepsOf } from './steps';

const { steps } = stepsOf([
  ['plan', 'Add them.'],
  ['reason', '1 + 1 = 2.'],
  ['rethink', 'Wait.'],
  ['rethink', 'No.'],
  ['check', '2 - 1 = 1.'],
  ['rethink', 'Hmm.'],
  ['answer', 'It is 2.'],
  ['other', '---'],
]);
const fresh = factsOf();
const repeat = factsOf({ repeatedGrams: 20 });
const alike = factsOf({ repeatedGrams: 18 });
const item = factsOf({ grams: 10, repeatedGrams: 10 });
const short = factsOf({ grams: 2, repeatedGrams: 2 });

describe('metrics', () => {
  it('counts kinds by tokens', () => {
    const shares = kindShares(steps);
    assert.equal(shares.rethink, 3 / 8);
    assert.equal(shares.plan, 1 / 8);
    assert.equal(shares.setup, 0);
  });

  it('counts runs of rethinking that leave something as turns back', () => {
    assert.equal(
      backtracks(
        steps,
        steps.map(() => true),
      ),
      2,
    );
    assert.equal(
      backtracks(
        steps,
        steps.map(() => false),
      ),
      0,
    );
  });

  it('takes a doubt that leaves nothing for no turn back', () => {
    const turns = (...lines: readonly string[]) => {
      const { steps: own, text } = stepsOf(lines.map((line) => ['rethink', line] as const));
      return backtracks(
        own,
        leavesIn(
          text,
          own,
          own.map(() => factsOf({})),
        ),
      );
    };
    assert.equal(turns('Wait, is that so?'), 0);
    assert.equal(turns('I should consider handling no-match exits.'), 0);
    assert.equal(turns('Wait, that is wrong: the sign is off.'), 1);
    assert.equal(turns('等等，这样不对。'), 1);
    assert.equal(turns('Alternatively, take the product.'), 0);
  });

  it('gives the share of checking tokens and the number of thought switches', () => {
    const facts = steps.map((_, i) => factsOf({ switches: i === 2 || i === 5 }));
    const metrics = measure(
      steps,
      facts,
      steps.map(() => true),
    );
    assert.equal(metrics.kindShares.check, 1 / 8);
    assert.equal(metrics.thoughtSwitches, 2);
  });

  const loops: readonly {
    readonly what: string;
    readonly facts: readonly (typeof fresh)[];
    readonly start: number | null;
  }[] = [
    { what: 'a repeated tail', facts: [fresh, fresh, repeat, repeat, repeat], start: 2 },
    { what: 'two repeats only', facts: [fresh, repeat, repeat, fresh], start: null },
    {
      what: 'repeats with short steps between',
      facts: [fresh, repeat, short, repeat, repeat],
      start: 1,
    },
    {
      what: 'a short list given twice',
      facts: [fresh, item, item, item, fresh],
      start: null,
    },
    {
      what: 'cases gone through in the same words',
      facts: [fresh, alike, alike, alike, alike],
      start: null,
    },
    { what: 'short steps alone', facts: [fresh, short, short, short, short], start: null },
    {
      what: 'repeats broken by something new',
      facts: [repeat, repeat, fresh, repeat, repeat],
      start: null,
    },
  ];
  for (const { what, facts, start } of loops) {
    it(`${start === null ? 'sees no loop' : 'finds the loop'} in ${what}`, () => {
      assert.equal(loopStart(facts), start);
    });
  }
});
