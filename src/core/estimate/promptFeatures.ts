import { textNumber } from '../text/hash';
import { partsOf } from './promptParts';

/** Only this much of a prompt's start and end is read; the question stands at one of them. */
const HEAD = 6000;
const TAIL = 3000;
/** Words of the instruction that count, from its start and from its end. */
const FIRST_WORDS = 120;
const LAST_WORDS = 60;
/** Pairs of neighbours are taken from this many words of the start. */
const PAIRED = 40;
/** Characters of scripts without spaces that count. */
const DENSE_CHARS = 300;
/** Letters of a longer word that stand for all its forms. */
const STEM = 5;

/** Buckets that features are hashed into. */
export const FEATURE_BUCKETS = 65_536;

const WORD = /[\p{L}\p{N}]{1,40}/gu;
const DENSE = /[\u3040-\u30ff\u3400-\u9fff]/gu;

export function excerpt(prompt: string): string {
  return prompt.length <= HEAD + TAIL ? prompt : `${prompt.slice(0, HEAD)}\n${prompt.slice(-TAIL)}`;
}

const step = (n: number, steps: readonly number[]): number => steps.filter((s) => n >= s).length;

function count(text: string, pattern: RegExp): number {
  let n = 0;
  for (const _ of text.matchAll(pattern)) n++;
  return n;
}

/** What the prompt looks like, whatever its language. */
function looks(prompt: string, text: string): readonly string[] {
  const parts = partsOf(text);
  const { instruction } = parts;
  const digits = count(text, /\p{N}/gu) / Math.max(1, text.length);
  return [
    `chars ${step(prompt.length, [30, 60, 100, 160, 250, 400, 800, 1600, 4000, 12000])}`,
    `asks ${step(instruction.length, [30, 60, 100, 160, 250, 400, 800, 1600])}`,
    `lines ${step(count(text, /\n/g), [1, 2, 4, 8, 16, 40])}`,
    `digits ${step(digits, [0.005, 0.02, 0.05, 0.1, 0.2])}`,
    `questions ${step(count(instruction, /[?？]/g), [1, 2, 4])}`,
    `holes ${step(count(text, /\{\{?[^{}\n]{1,60}\}\}?/g), [1, 2, 4])}`,
    `choices ${step(count(text, /^\s{0,8}(?:\(?[A-Ea-e1-5][).]|[-*]) /gmu), [1, 2, 4])}`,
    `signs ${step(count(text, /[=+^×÷√∑∫≤≥]|\\[a-z]{2,12}/g), [1, 3, 8])}`,
    `brackets ${step(count(text, /[{}();]/g), [2, 8, 20])}`,
    ...(parts.fencedCode ? ['fenced code'] : []),
    ...(parts.material ? ['material'] : []),
    ...(/[?？]\s*$/u.test(text) ? ['ends asking'] : []),
    ...(/[:：]\s*$/u.test(text) ? ['ends open'] : []),
    ...(/\$[^$\n]{1,80}\$|\\\(|\\\[/.test(text) ? ['tex'] : []),
  ];
}

/** Words that say what is asked: of the instruction, as a set, with pairs at the start and stems for inflected languages. */
function words(instruction: string): readonly string[] {
  const all = Array.from(instruction.toLowerCase().matchAll(WORD), (m) => m[0]);
  const near =
    all.length <= FIRST_WORDS + LAST_WORDS
      ? all
      : [...all.slice(0, FIRST_WORDS), ...all.slice(-LAST_WORDS)];
  const plain = near.map((w) => (/^\p{N}/u.test(w) ? '0' : w));
  return [
    ...plain.map((w) => `w ${w}`),
    ...plain.filter((w) => w.length > STEM).map((w) => `s ${w.slice(0, STEM)}`),
    ...plain.slice(0, PAIRED).map((w, i) => `p ${w} ${plain[i + 1] ?? ''}`),
    `first ${plain[0] ?? ''}`,
    `last ${plain.at(-1) ?? ''}`,
  ];
}

/** Characters and pairs of them where words are not set apart. */
function dense(instruction: string): readonly string[] {
  const chars = Array.from(instruction.matchAll(DENSE), (m) => m[0]).slice(0, DENSE_CHARS);
  return [...chars.map((c) => `c ${c}`), ...chars.map((c, i) => `d ${c}${chars[i + 1] ?? ''}`)];
}

/** Cue words and looks count so many times as much as a plain word: they were chosen for what they say. */
const STRONG = 3;

/** Features of a prompt: buckets, each once, and how much each counts (their squares sum to about 1). */
export interface PromptFeatures {
  readonly buckets: readonly number[];
  readonly values: readonly number[];
}

/** Linear: reads the first and last characters only. `cues`: what the cue words of the prompt speak for. */
export function promptFeatures(prompt: string, cues: readonly string[]): PromptFeatures {
  const text = excerpt(prompt);
  const { instruction } = partsOf(text);
  const values = new Map<number, number>();
  const put = (names: readonly string[], value: number) => {
    for (const name of names) values.set(textNumber(name) % FEATURE_BUCKETS, value);
  };
  put([...words(instruction), ...dense(instruction)], 1);
  put([...looks(prompt, text), ...cues.map((c) => `cue ${c}`)], STRONG);
  const length = Math.sqrt([...values.values()].reduce((s, v) => s + v * v, 0)) || 1;
  return { buckets: [...values.keys()], values: [...values.values()].map((v) => v / length) };
}
