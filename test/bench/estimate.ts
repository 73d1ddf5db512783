import { countTokens as libraryCount } from 'gpt-tokenizer/encoding/o200k_base';
import { Tiktoken } from 'js-tiktoken/lite';
import tiktokenRanks from 'js-tiktoken/ranks/o200k_base';
import { makeCatalogue } from '../../src/core/estimate/catalogue';
import { parseChoice } from '../../src/core/estimate/effort';
import { prepare } from '../../src/core/estimate/estimate';
import { libraryPrices } from '../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS } from '../../src/core/estimate/controls';
import { countTokens } from '../../src/core/estimate/tokenizer.lazy';
import { recompute } from '../../src/core/estimate/whatIf';
import { medianMs, type BenchRow } from './bench';

export const name = 'estimate';

const CANDIDATES = [
  'o3-mini:low',
  'o3-mini:high',
  'o4-mini:low',
  'o4-mini:medium',
  'o4-mini:high',
  'gpt-5:low',
  'gpt-5:high',
  'gpt-5.5:medium',
  'gpt-6-astra:high',
  'claude-sonnet-4',
  'claude-opus-4-8:high',
  'claude-sonnet-5:max',
  'gemini-2.5-pro',
  'gemini-2.5-flash:8000',
  'gemini-3.5-flash:high',
  'deepseek-r1',
  'deepseek-v4-pro',
  'grok-4-0709',
  'qwen3-235b-a22b',
  'magistral-medium-2506',
].map(parseChoice);

const SENTENCES = [
  'The scheduler keeps a queue of jobs and a map from worker to the jobs it may run. ',
  'Explain why two workers can take the same job, and what it costs to prevent that. ',
  'Nobody may wait longer than 30 seconds; retries count as new jobs (see table 4). ',
];
const prose = (chars: number): string =>
  Array.from({ length: Math.ceil(chars / 80) }, (_, i) => `${i}. ${SENTENCES[i % 3] ?? ''}`)
    .join('')
    .slice(0, chars);

function row(
  what: string,
  value: number,
  against: string | null,
  other: number | null,
  goal: string,
  limit: number,
): BenchRow {
  const ratio = other === null ? null : value / other;
  return { name: what, value, unit: 'ms', against, ratio, goal, met: (ratio ?? value) <= limit };
}

/** Speed of an estimate, of a keystroke in the report, and of counting tokens. */
export async function run(): Promise<readonly BenchRow[]> {
  const prompt = prose(4_000);
  const facts = { catalogue: makeCatalogue(), prices: libraryPrices, countTokens, now: new Date() };
  const request = { prompt, from: parseChoice('gpt-4o'), to: CANDIDATES };
  const model = prepare(request, facts);
  const whole = await medianMs(() => recompute(prepare(request, facts), DEFAULT_CONTROLS), 31);
  const keystroke = await medianMs(
    () => recompute(model, { ...DEFAULT_CONTROLS, capTokens: 9_000 }),
    31,
  );
  const text = prose(200_000);
  const ours = await medianMs(() => countTokens(text), 9);
  const theirs = await medianMs(() => libraryCount(text), 9);
  const tiktoken = new Tiktoken(tiktokenRanks);
  const tiktokenMs = await medianMs(() => tiktoken.encode(text), 5);
  const letters = 'a'.repeat(1_000_000);
  const hostile = await medianMs(() => countTokens(letters), 3);
  return [
    row('estimate, 4 kB prompt, 20 candidates, warm', whole, null, null, '<= 5 ms', 5),
    row('report recomputed, 20 candidates', keystroke, null, null, '<= 5 ms', 5),
    row('count 200 kB of prose', ours, 'gpt-tokenizer alone', theirs, '<= 1.2x', 1.2),
    row('count 200 kB of prose', ours, 'js-tiktoken', tiktokenMs, '<= 1x', 1),
    row('count 1 MB of one letter', hostile, null, null, '<= 1,000 ms', 1000),
  ];
}
