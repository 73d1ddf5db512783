import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { afterTokens, firstAnswerToken, speedOf } from '../../../../src/core/estimate/latency';

const catalogue = makeCatalogue();
const one = (n: number) => ({ p10: n, p50: n, p90: n });

describe('latency', () => {
  // Recorded calls (zoonk evaluation, 2026): median tokens -> median seconds of the call, by model.
  const recorded: readonly (readonly [string, number, number])[] = [
    ['gpt-5.5', 840, 16.1],
    ['claude-opus-4.8', 822, 14.5],
    ['claude-sonnet-5', 747, 11.8],
    ['gemini-3.1-pro-preview', 1852, 16.2],
    ['gemini-3.5-flash', 1358, 7.7],
    ['claude-sonnet-4.6', 190, 6.3],
  ];
  for (const [id, tokens, seconds] of recorded) {
    it(`is within 15 % of the recorded median of ${id}`, () => {
      const { speed, basis } = speedOf(catalogue.find(id));
      assert.ok(speed);
      assert.equal(basis.kind, 'measured');
      const { p50 } = afterTokens(speed, one(tokens));
      assert.ok(Math.abs(p50 / seconds - 1) < 0.15, `${p50} s`);
    });
  }

  it('is TTFT + tokens / speed', () => {
    const speed = { firstToken: one(2), tokensPerSecond: one(50) };
    assert.deepEqual(firstAnswerToken(speed, one(500)), one(12));
  });

  it('says unknown where nothing was recorded', () => {
    const { speed, basis } = speedOf(catalogue.find('glm-z1-32b'));
    assert.equal(speed, null);
    assert.equal(basis.kind, 'unknown');
  });

  it('is wide and called extrapolated for open weights on another host than was recorded', () => {
    const listed = speedOf(catalogue.find('openrouter/openai/gpt-oss-120b'));
    const groq = speedOf(catalogue.find('groq/openai/gpt-oss-120b'));
    assert.equal(listed.basis.kind, 'estimated');
    assert.equal(groq.basis.kind, 'extrapolated');
    const { p10, p50, p90 } = groq.speed!.tokensPerSecond;
    assert.ok(p50 / p10 >= 3 && p90 / p50 >= 3, `${p10} to ${p90}`);
    assert.match(inEnglish(groq.basis.text), /groq/);
  });

  it('is unknown on one’s own machine, and of a bigger sibling that nobody timed', () => {
    for (const id of ['ollama/gpt-oss:120b', 'gpt-5-pro']) {
      const { speed, basis } = speedOf(catalogue.find(id));
      assert.equal(speed, null, id);
      assert.equal(basis.kind, 'unknown', id);
    }
  });

  it('holds what each source recorded of a model that two have timed', () => {
    // o3: 52.6 tokens a second over whole games of chess, 57 to 72 over calls.
    const { p10, p90 } = speedOf(catalogue.find('o3')).speed!.tokensPerSecond;
    assert.ok(p10 < 52.6 && p90 > 72, `${p10} to ${p90}`);
  });

  it('says extrapolated where only the lab’s other models were recorded', () => {
    assert.equal(speedOf(catalogue.find('gpt-4.1')).basis.kind, 'extrapolated');
  });
});
