import assert from 'node:assert/strict';
import {
  confidenceSequence,
  decide,
  eValue,
  moreCases,
  signFlip,
  tally,
} from '../../../../src/core/trial/statistics/evidence';
import {
  bootstrap,
  meanOf,
  newcombePaired,
  normalQuantile,
  wilson,
} from '../../../../src/core/trial/statistics/intervals';
import { seeded, shuffled, type Random } from '../../../../src/core/trial/statistics/random';

const near = (actual: number, expected: number, within = 5e-5): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

const differences = (gained: number, lost: number, same = 0): number[] => [
  ...Array.from({ length: gained }, () => 1),
  ...Array.from({ length: lost }, () => -1),
  ...Array.from({ length: same }, () => 0),
];

describe('the interval of paired differences', () => {
  // Both right, only one, only the other, neither. Airway hyper-responsiveness and complete response: Fagerland, Lydersen
  // and Laake, Statistical Analysis of Contingency Tables, 2017, chapter 8 (R package contingencytables). Table 6.2:
  // Altman, Machin, Bryant and Gardner, Statistics with Confidence, 2000, page 52.
  const published: readonly (readonly [readonly number[], number, number, number])[] = [
    [[59, 6, 16, 80], -0.0621, -0.1186, -0.0046],
    [[1, 1, 7, 12], -0.2857, -0.507, -0.026],
    [[14, 5, 0, 22], 0.122, 0.011, 0.226],
  ];
  for (const [[both, gained, lost, neither], value, low, high] of published) {
    it(`is the published one for ${both}, ${gained}, ${lost}, ${neither}`, () => {
      const found = newcombePaired({
        both: both!,
        gained: gained!,
        lost: lost!,
        neither: neither!,
      });
      assert.ok(found !== null);
      // As printed: four digits, or three.
      near(found.value, value, 5e-5);
      near(found.low, low, 5e-4);
      near(found.high, high, 5e-4);
    });
  }

  it('is none without pairs', () => {
    assert.equal(newcombePaired({ both: 0, gained: 0, lost: 0, neither: 0 }), null);
  });
});

describe('the interval of a share', () => {
  // Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 3: score without correction.
  for (const [right, n, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    it(`is the published one for ${right} of ${n}`, () => {
      const found = wilson(right, n);
      near(found!.low, low);
      near(found!.high, high);
    });
  }

  it('uses quantiles of the normal as printed in tables', () => {
    near(normalQuantile(0.975), 1.959964, 1e-6);
    near(normalQuantile(0.95), 1.644854, 1e-6);
    near(normalQuantile(0.005), -2.575829, 1e-6);
    near(normalQuantile(0.5), 0, 1e-9);
  });
});

describe('the exact test of paired differences', () => {
  /** Binomial two-sided p-value of McNemar's exact test, by another way: Pascal's triangle. */
  const mcNemar = (b: number, c: number): number => {
    const n = b + c;
    let row = [1];
    for (let i = 0; i < n; i++) row = [1, ...row.slice(1).map((x, k) => x + row[k]!), 1];
    const tail = row.slice(0, Math.min(b, c) + 1).reduce((a, x) => a + x, 0);
    return Math.min(1, (2 * tail) / 2 ** n);
  };

  it('is the exact test of McNemar with one call a case', () => {
    for (let b = 0; b <= 14; b++) {
      for (let c = 0; c <= 14; c++) {
        near(signFlip(tally(differences(b, c, 7)), 1), mcNemar(b, c), 1e-12);
      }
    }
    // Fleiss: 10 and 1 of 11 that differ; Conover: 14 and 5 of 19.
    near(signFlip(tally(differences(10, 1)), 1), 0.01172, 1e-5);
    near(signFlip(tally(differences(14, 5)), 1), 0.06357, 1e-5);
  });

  it('counts every flip of signs with several calls a case', () => {
    const random = seeded(5);
    for (let round = 0; round < 20; round++) {
      const all = Array.from({ length: 9 }, () => Math.floor(random() * 7) / 3 - 1);
      const observed = Math.abs(all.reduce((a, x) => a + x, 0));
      let extreme = 0;
      for (let flips = 0; flips < 2 ** all.length; flips++) {
        const sum = all.reduce((a, x, i) => a + ((flips >> i) & 1 ? x : -x), 0);
        if (Math.abs(sum) >= observed - 1e-9) extreme += 1;
      }
      near(signFlip(tally(all), 3), extreme / 2 ** all.length, 1e-9);
    }
  });
});

describe('the sequential stop', () => {
  const sample = (random: Random, gained: number, lost: number): number => {
    const u = random();
    return u < gained ? 1 : u < gained + lost ? -1 : 0;
  };
  const question = { repeats: 1, planned: 40, errorRate: 0.05, useful: 0.1, seed: 1 };

  /** Share of trials that were decided falsely, when somebody looks after every case. */
  const falseAlarms = (trials: number, cases: number, each: number): number => {
    const random = seeded(20_260_101);
    let wrong = 0;
    for (let i = 0; i < trials; i++) {
      const all = Array.from({ length: cases }, () => sample(random, each, each));
      const { kind } = decide(all, { ...question, forecast: false });
      if (kind === 'better' || kind === 'worse') wrong += 1;
    }
    return wrong / trials;
  };

  for (const each of [0.02, 0.15, 0.4]) {
    it(`errs in fewer than 5 of 100 trials where the models are alike (${200 * each} of 100 cases differ)`, () => {
      const rate = falseAlarms(1_000, 120, each);
      assert.ok(rate < 0.05, `${rate}`);
    });
  }

  it('finds a clear difference before the planned end, in most trials', () => {
    const random = seeded(7);
    let found = 0;
    let cases = 0;
    for (let i = 0; i < 300; i++) {
      const all: number[] = [];
      let kind = 'open';
      while (kind === 'open' && all.length < 60) {
        all.push(sample(random, 0.45, 0.05));
        ({ kind } = decide(all, { ...question, planned: 60, forecast: false }));
      }
      if (kind === 'better') found += 1;
      cases += all.length;
    }
    assert.ok(found / 300 > 0.95, `${found}`);
    assert.ok(cases / 300 < 40, `${cases / 300}`);
  });

  it('makes its planned test although some calls failed, and spends half on it', () => {
    // 9 and 1 of 39: too few for the e-process; p = 0.021 is below 3 in 100, and 10 and 1 below half of it.
    const of = (gained: number) => shuffled(differences(gained, 1, 38 - gained), seeded(8));
    const ask = (gained: number, attempted: number) =>
      decide(of(gained), { ...question, attempted, forecast: false });
    assert.equal(ask(9, 39).kind, 'open', '39 of 40 were asked: not yet');
    assert.equal(ask(9, 40).kind, 'open');
    assert.deepEqual(ask(10, 40), { kind: 'better', by: 'planned-look', moreCases: null });
    assert.equal(decide([...of(9), 0], { ...question, forecast: false }).by, 'planned-look');
  });

  it('takes back nothing when calls that were under way point the other way', () => {
    const won = differences(12, 0);
    assert.equal(decide(won, question).kind, 'better');
    assert.equal(decide([...won, ...differences(0, 12)], question).kind, 'better');
  });

  it('says that there is no useful difference only when it is bounded', () => {
    assert.equal(decide(differences(0, 0, 30), { ...question, useful: 0.1 }).kind, 'open');
    assert.equal(decide(differences(0, 0, 80), { ...question, useful: 0.1 }).kind, 'same');
    const mixed = shuffled(differences(20, 20, 40), seeded(2));
    assert.equal(decide(mixed, { ...question, useful: 0.1 }).kind, 'open');
  });

  it('covers the true difference all the time in at least 95 of 100 trials', () => {
    const random = seeded(99);
    let missed = 0;
    for (let i = 0; i < 200; i++) {
      const seen = new Map<number, number>();
      let isIn = true;
      for (let n = 1; n <= 100 && isIn; n++) {
        const d = sample(random, 0.3, 0.1);
        seen.set(d, (seen.get(d) ?? 0) + 1);
        if (n % 10 !== 0) continue;
        const { low, high } = confidenceSequence(seen, 0.95);
        isIn = low <= 0.2 && 0.2 <= high;
      }
      if (!isIn) missed += 1;
    }
    assert.ok(missed / 200 < 0.05, `${missed} of 200`);
  });

  it('bets nothing before the first case, and its expectation under no difference is 1', () => {
    near(eValue(new Map()), 1, 1e-12);
    // All outcomes of six fair cases, weighed by their chance.
    let sum = 0;
    for (let i = 0; i < 3 ** 6; i++) {
      const all = Array.from({ length: 6 }, (_, k) => (Math.floor(i / 3 ** k) % 3) - 1);
      sum += eValue(tally(all)) / 3 ** 6;
    }
    near(sum, 1, 1e-9);
  });

  it('asks for more cases when the difference is smaller, for none when it cannot be told', () => {
    const clear = moreCases(tally(differences(8, 1, 10)), 50, 1);
    const small = moreCases(tally(differences(8, 3, 20)), 50, 1);
    assert.ok(clear !== null && small !== null && clear < small, `${clear} and ${small}`);
    assert.equal(moreCases(tally(differences(5, 5, 5)), 50, 1), null);
    assert.equal(moreCases(new Map(), 50, 1), null);
  });
});

describe('the bootstrap', () => {
  it('is near the interval of the normal for a mean of many', () => {
    const random = seeded(3);
    const values = Array.from({ length: 400 }, () => random() + random());
    const found = bootstrap(values, meanOf, 1);
    const half = 1.96 * Math.sqrt(1 / 6 / 400);
    near(found!.low, found!.value - half, 0.006);
    near(found!.high, found!.value + half, 0.006);
  });

  it('is the same each time, and none of one', () => {
    const values = Array.from({ length: 12 }, (_, i) => i ** 1.5);
    assert.deepEqual(bootstrap(values, meanOf, 9), bootstrap(values, meanOf, 9));
    assert.notDeepEqual(bootstrap(values, meanOf, 9), bootstrap(values, meanOf, 10));
    assert.equal(bootstrap([1], meanOf, 9), null);
  });
});

describe('an order by seed', () => {
  it('holds every item once, and depends on the seed alone', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const once = shuffled(items, seeded(4));
    assert.deepEqual(
      [...once].sort((a, b) => a - b),
      items,
    );
    assert.deepEqual(once, shuffled(items, seeded(4)));
    assert.notDeepEqual(once, shuffled(items, seeded(5)));
  });
});
