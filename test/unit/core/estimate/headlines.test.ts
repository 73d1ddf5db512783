import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { prepare } from '../../../../src/core/estimate/estimate';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';
import { recompute } from '../../../../src/core/estimate/whatIf';
import { inEnglish } from '../../../../src/core/text/voice';

/** Three prompts of each of ten kinds. */
const PROMPTS: readonly string[] = [
  'Summarise the incident report below for the customer in five sentences.\n\n{{report}}',
  'Summarize this thread and list the open questions.\n\n<thread>{{thread}}</thread>',
  'Give me a TL;DR of the release notes above.',
  'Extract vendor, date and total from the receipt and answer as JSON.\n\n{{receipt}}',
  'List every person and organisation named in the text below.\n\n{{text}}',
  'Pull the dose, the drug and the interval out of this discharge letter: {{letter}}',
  'Classify this ticket as billing, bug or other. Answer with the label only.\n\n{{ticket}}',
  'Is this review positive or negative? {{review}}',
  'Choose a title of at most six words for this article: {{article}}',
  'Translate the interface strings below into German; keep the placeholders.\n\n{{strings}}',
  'Translate this contract clause into French: {{clause}}',
  // cspell:disable-next-line
  'Traduce el siguiente correo al inglés: {{correo}}',
  'Write a Python function that merges overlapping intervals and explain its complexity.',
  'Fix this TypeScript error: TS2345 Argument of type string is not assignable to number.',
  'Review the diff below for race conditions.\n\n```diff\n+ let n = 0;\n```',
  'How many ways are there to seat 7 people around a table if two of them must not sit together?',
  'Solve x^2 - 5x + 6 = 0 and check the result.',
  'Prove that the sum of two odd numbers is even.',
  'Write a friendly email that declines the meeting and offers two other dates.',
  'Write a product description for a bamboo toothbrush, 80 words, playful tone.',
  'Write a short story about a lighthouse keeper.',
  'Should we move our monolith to microservices? We are five developers.',
  'How should our support team handle refunds after the deadline?',
  'Explain vector clocks to a junior developer.',
  'What is the capital of Mongolia?',
  'Who wrote The Master and Margarita?',
  'Which year did the Berlin Wall fall?',
  'You are an agent with the tools search and read_file. Decide on the next step for: {{goal}}',
  'Given the plan and the results so far, choose the next tool call.\n\n{{state}}',
  'Three boxes hold apples, oranges and both; every label is wrong. How do you find out with one fruit?',
];
const facts = {
  catalogue: makeCatalogue(),
  prices: libraryPrices,
  countTokens,
  now: new Date('2026-11-29'),
};
const headline = (prompt: string): string => {
  const request = {
    prompt,
    from: parseChoice('gpt-5.4:low'),
    to: ['gpt-5.4:high', 'claude-opus-4-6'].map(parseChoice),
  };
  return inEnglish(recompute(prepare(request, facts), DEFAULT_CONTROLS).decision.sentence);
};

describe('headlines over thirty prompts of ten kinds', () => {
  it('say what to do, with a price where something must be tried first', () => {
    const said = PROMPTS.map(headline);
    const toAct = said.filter((s) =>
      /^(?:Switch to|Stay with|Replace|Try .* cases for about \$|Raise the cap|Shorten)/.test(s),
    );
    assert.ok(toAct.length >= 20, said.join('\n'));
    for (const s of said) assert.doesNotMatch(s, /^Measure/);
  });
});
