import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pairCalls, type CallAt } from '../../../../src/core/check/pairCalls';
import { increaseOf, reviewCalls } from '../../../../src/core/check/review';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';
import { findPrompts } from '../../../../src/core/prompt/find';

const facts = {
  ...{ catalogue: makeCatalogue(), prices: libraryPrices, countTokens },
  now: new Date('2026-11-29T12:00:00Z'),
};

/** The calls of a Python file that asks each of these. */
function calls(...asked: readonly (readonly [model: string, prompt: string])[]): readonly CallAt[] {
  const document = [
    'from openai import OpenAI\nclient = OpenAI()\n',
    ...asked.map(
      ([model, prompt]) =>
        `client.chat.completions.create(model=${JSON.stringify(model)}, messages=[{"role": "user", "content": ${JSON.stringify(prompt)}}])\n`,
    ),
  ].join('');
  const found = findPrompts({ text: document, languageId: 'python', fileName: 'a.py' });
  assert.equal(found.length, asked.length);
  return found.map((one, line) => ({ file: 'a.py', line, found: one, document }));
}

const models = (pairs: ReturnType<typeof pairCalls>) =>
  pairs.map(({ before, after }) => [before?.found.model ?? null, after?.found.model ?? null]);

describe('the calls that differ between two states', () => {
  const letter = 'Summarise this letter in three sentences.';
  const mood = 'Say positive or negative, nothing else.';

  it('leave out what only moved', () => {
    const before = calls(['gpt-5.1', letter], ['gpt-4o', mood]);
    const after = calls(['gpt-4o', mood], ['gpt-5.1', letter]);
    assert.deepEqual(pairCalls(before, after), []);
  });

  it('pair a call with the one that is most like it', () => {
    const before = calls(['gpt-5.1', letter], ['gpt-4o', mood]);
    const after = calls(['gpt-5.2', mood], ['gpt-5.2', letter]);
    assert.deepEqual(models(pairCalls(before, after)), [
      ['gpt-4o', 'gpt-5.2'],
      ['gpt-5.1', 'gpt-5.2'],
    ]);
  });

  it('tell another call from a changed one', () => {
    const gone = calls(['gpt-5.1', letter])[0]!;
    const other = { ...gone.found, model: 'claude-sonnet-5', call: null, messages: [] };
    const pairs = pairCalls([gone], [{ ...gone, found: other }]);
    assert.deepEqual(models(pairs).sort(), [
      [null, 'claude-sonnet-5'],
      ['gpt-5.1', null],
    ]);
  });

  it('hold every call at most once, whatever changed', () => {
    const call = fc.tuple(
      fc.constantFrom('gpt-5.1', 'gpt-4o'),
      fc.constantFrom(letter, mood, 'Hi'),
    );
    const state = fc.array(call, { maxLength: 6 });
    fc.assert(
      fc.property(state, state, (a, b) => {
        const [before, after] = [calls(...a), calls(...b)];
        const pairs = pairCalls(before, after);
        const olds = pairs.flatMap((pair) => pair.before ?? []);
        const news = pairs.flatMap((pair) => pair.after ?? []);
        assert.equal(new Set(olds).size, olds.length);
        assert.equal(new Set(news).size, news.length);
        assert.equal(before.length - olds.length, after.length - news.length, 'the same ones left');
      }),
      { numRuns: 60 },
    );
  });

  it('are estimated before and after, and summed', () => {
    const pairs = pairCalls(calls(['gpt-5.1', letter]), calls(['gpt-5.2', letter]));
    const reviewed = reviewCalls(pairs, facts, 1000)[0]!;
    assert.deepEqual(reviewed.what, ['model']);
    const cost = reviewed.after?.callUsd?.mean ?? 0;
    const { usd, of, unpriced } = increaseOf([reviewed], false);
    assert.deepEqual([of, unpriced], ['call', 0]);
    assert.ok(
      usd !== null && Math.abs(usd - (cost - (reviewed.before?.callUsd?.mean ?? 0))) < 1e-12,
    );
    assert.ok(increaseOf([reviewed], true).usd! > 900 * usd, 'of a month');
  });

  it('leave out of the sum both sides of what has no price on one', () => {
    const priced = pairCalls(calls(['gpt-5.1', letter]), calls(['gpt-5.2', letter]));
    const half = pairCalls(calls(['nobody-knows-1', letter]), calls(['gpt-5.2', letter]));
    const sum = increaseOf(reviewCalls(priced, facts, null), false).usd;
    const both = increaseOf(reviewCalls([...priced, ...half], facts, null), false);
    assert.deepEqual([both.usd, both.unpriced], [sum, 1]);
    assert.equal(increaseOf(reviewCalls(half, facts, null), false).usd, null, 'unknown, not 0');
    assert.equal(increaseOf([], false).usd, 0);
  });

  it('count what has no price, and say what is wrong with a call', () => {
    const pairs = pairCalls([], calls(['nobody-knows-1', letter], ['o4-mini', letter]));
    const reviewed = reviewCalls(pairs, facts, null);
    assert.equal(increaseOf(reviewed, false).unpriced, 1);
    assert.deepEqual(
      reviewed.flatMap(({ problems }) => problems.map(({ level, code }) => [level, code])),
      [['error', 'retired']],
    );
  });

  /** The one call of a Python file, estimated, with the codes of what is wrong with it. */
  const reviewed = (document: string) => {
    const [found, ...rest] = findPrompts({
      text: document,
      languageId: 'python',
      fileName: 'a.py',
    });
    assert.ok(found !== undefined && rest.length === 0);
    const pairs = pairCalls([], [{ file: 'a.py', line: 0, found, document }]);
    const [call] = reviewCalls(pairs, facts, null);
    return { usd: call!.after!.callUsd!.mean, codes: call!.problems.map((p) => p.code) };
  };
  const claude = (model: string, rest: string) =>
    reviewed(`from anthropic import Anthropic
r = Anthropic().messages.create(model="${model}", max_tokens=4000, ${rest}
    messages=[{"role": "user", "content": "${letter}"}])`);

  it('are not taken to think where nothing asks the model to', () => {
    const plain = claude('claude-sonnet-4-6', 'temperature=0.2,');
    assert.deepEqual(plain.codes, [], 'neither a budget nor a temperature is wrong');
    const thinks = claude(
      'claude-sonnet-4-6',
      'thinking={"type": "enabled", "budget_tokens": 2048},',
    );
    assert.ok(plain.usd < 0.8 * thinks.usd, `${plain.usd} of ${thinks.usd}`);
  });

  it('are told to be cut short at a cap where nothing is thought, not to come back empty', () => {
    const words = (model: string): readonly string[] => {
      const document = `from openai import OpenAI
r = OpenAI().chat.completions.create(model="${model}", max_completion_tokens=60,
    messages=[{"role": "user", "content": "${letter}"}])`;
      const [found] = findPrompts({ text: document, languageId: 'python', fileName: 'a.py' });
      const pairs = pairCalls([], [{ file: 'a.py', line: 0, found: found!, document }]);
      return reviewCalls(pairs, facts, null).flatMap(({ problems }) =>
        problems.filter((p) => p.code === 'cap-hit').map((p) => JSON.stringify(p.message)),
      );
    };
    assert.match(words('gpt-4o')[0] ?? '', /cut short/);
    assert.match(words('gpt-5')[0] ?? '', /empty, billed/);
  });

  it('tell what a model refuses also while it does not think', () => {
    assert.deepEqual(claude('claude-opus-4-7', 'temperature=0.2,').codes, [
      'unsupported-parameter',
    ]);
    const openai = reviewed(`from openai import OpenAI
r = OpenAI().chat.completions.create(model="gpt-5.1", max_tokens=4000, temperature=0.2,
    messages=[{"role": "user", "content": "${letter}"}])`);
    assert.deepEqual(openai.codes, ['retires-soon', 'rename-max-tokens']);
  });
});
