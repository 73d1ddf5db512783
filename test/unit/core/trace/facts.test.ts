import assert from 'node:assert/strict';
import { digestOf } from '../../../../src/core/session/digest';
import { corpusRow, pricedRow } from '../../../../src/core/corpus/row';
import { openTraceFile } from '../../../../src/core/trace/open';
import { traceFacts } from '../../../../src/core/trace/facts';
import { ownWords, promptKey, wholePrompt } from '../../../../src/core/trace/prompt';
import { readLessons } from '../../../../src/core/corpus/lessons';
import { promptFacts } from '../../../../src/core/estimate/calibration';
import { memorySource } from '../../../../src/core/trace/source';

const price = {
  input: 1e-6,
  cachedInput: 1e-7,
  cacheWrite: 1.25e-6,
  cacheWrite1h: 2e-6,
  output: 1e-5,
  asOf: '2026-11-01',
};

const QUESTION = `Which of these is prime? ${'Look at each of them with care. '.repeat(30)}`;

const call = {
  request: {
    model: 'm',
    messages: [
      { role: 'system', content: 'Answer in one word.' },
      { role: 'user', content: QUESTION },
    ],
  },
  response: {
    id: 'a',
    object: 'chat.completion',
    created: 1_791_797_460,
    model: 'm',
    choices: [
      { index: 0, message: { role: 'assistant', reasoning_content: 'Seven is.', content: '7' } },
    ],
    usage: {
      prompt_tokens: 200,
      completion_tokens: 30,
      completion_tokens_details: { reasoning_tokens: 20 },
    },
  },
};

async function opened() {
  const bytes = new TextEncoder().encode(JSON.stringify(call));
  const file = await openTraceFile(memorySource('call.json', bytes));
  assert.ok(!('error' in file));
  return { file, bytes, trace: await file.read(0) };
}

describe('the facts of a trace', () => {
  it('are the same of a trace and of its summary', async () => {
    const { file, trace } = await opened();
    assert.deepEqual(traceFacts(trace, price), traceFacts(file.summaries[0]!, price));
  });

  it('are what the saved traces and a corpus say', async () => {
    const { trace } = await opened();
    const facts = traceFacts(trace, price);
    const { totals } = digestOf([facts]);
    const row = pricedRow(corpusRow('call.json', trace), () => price);
    const usd = facts.cost.figure?.value;
    assert.equal(usd?.toFixed(9), (200e-6 + 30e-5).toFixed(9));
    assert.deepEqual([totals.costUsd, row.costUsd], [usd, usd]);
    assert.deepEqual([totals.reasoningTokens, row.reasoningTokens], [20, 20]);
    assert.equal(row.promptHash, promptKey(trace));
  });

  it('have no cost without a price, and say why', async () => {
    const { trace } = await opened();
    const { cost } = traceFacts(trace, null);
    assert.deepEqual([cost.figure, cost.missing, cost.bound], [null, 'no-price', 'unknown']);
  });
});

describe('what is learnt from a trace', () => {
  it('comes from its whole prompt, not from how it begins', async () => {
    const { bytes, trace } = await opened();
    const [lesson] = await readLessons(memorySource('call.json', bytes));
    const whole = wholePrompt(trace);
    assert.ok(whole !== null && whole.length > 900);
    assert.deepEqual(lesson?.prompt, promptFacts(whole));
  });

  it('comes from a benchmark of a router and from results of promptfoo, too', async () => {
    const learnt = async (name: string, text: string) =>
      (await readLessons(memorySource(name, new TextEncoder().encode(text)))).map(
        ({ model, reasoningTokens, prompt }) => [model, reasoningTokens, prompt?.chars],
      );
    const table = 'prompt,model,reasoning_tokens\nSort it,o4-mini,340\nSort it,gpt-5,90\n';
    assert.deepEqual(await learnt('router.csv', table), [
      ['o4-mini', 340, 7],
      ['gpt-5', 90, 7],
    ]);
    const result = {
      prompt: { raw: 'Sort it' },
      provider: { id: 'openai:o4-mini' },
      vars: {},
      success: true,
      response: {
        output: 'a, b',
        tokenUsage: { prompt: 9, completion: 80, completionDetails: { reasoning: 64 } },
      },
    };
    assert.deepEqual(await learnt('results.json', JSON.stringify({ results: [result] })), [
      ['o4-mini', 64, 7],
    ]);
  });
});

describe('the own words of a prompt', () => {
  const of = (text: string): string | null => ownWords({ prompt: [{ role: 'user', text }] });

  it('begin after the blocks that an agent puts before them', () => {
    const text = '<system-reminder>\nBe brief.\n</system-reminder>\n\nFix the test.';
    assert.equal(of(text), 'Fix the test.');
  });

  it('are the whole message when it holds nothing else, or a block has no end', () => {
    const only = '<system-reminder>Be brief.</system-reminder>';
    assert.equal(of(only), only);
    assert.equal(of('<system-reminder>Be brief.'), '<system-reminder>Be brief.');
  });

  it('are the same for two messages that differ in white space', () => {
    const key = (text: string): string | null => promptKey({ prompt: [{ role: 'user', text }] });
    assert.equal(key('Why  is\nthat?'), key(' Why is that? '));
    assert.notEqual(key('Why is that?'), key('Why is this?'));
  });
});
