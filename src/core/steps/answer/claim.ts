import type { Span, Step } from '../model';

/** What an answer in free text says first, as the words that make it this claim and no other. */
export interface AnswerClaim {
  readonly sentence: string;
  readonly words: ReadonlySet<string>;
}

/** Fewer words of its own say too little to be found again. */
const LEAST_WORDS = 3;
const MOST_WORDS = 24;
/** A sentence that has this share of a claim's words says it. */
export const SAYS_IT = 0.6;
/** How much of an answer, and of a sentence, is looked at. UTF-16 units. */
const WINDOW = 2_000;
const SENTENCE = 600;

const COMMON = new Set(
  'about after also although another because been before being between both case could does during each either from given have having here hers however into itself likely many more most much must need needs only other over same should since some such than that their them then there these they thing this those through under until very well were what when where which while will with within would your based described scenario question answer option correct most'.split(
    ' ',
  ),
);

/**
 * The claim of a longer answer: its first sentence that says something the task did not. `task` are the words of the
 * prompt and of what the reasoning restates. `null` where no sentence has enough words of its own.
 */
export function claimOf(answerPart: string, task: ReadonlySet<string>): AnswerClaim | null {
  // `ask_human` keeps its underscore, `_so_` is emphasis.
  const text = answerPart
    .slice(0, WINDOW)
    .replace(/[*`#>]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, ' ');
  for (const sentence of text.split(/(?<=[.!?。！？])\s+|\n+/u)) {
    const words = [...wordsOf(sentence)].filter((word) => !task.has(word)).slice(0, MOST_WORDS);
    if (words.length >= LEAST_WORDS)
      return { sentence: sentence.trim().replace(/ (?=[.!?]$)/u, ''), words: new Set(words) };
  }
  return null;
}

/** Words of four letters and more without the commonest, cut to their stem; pairs of characters where there are no spaces. */
export function wordsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [word] of text
    .slice(0, WINDOW)
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]{2,}/gu)) {
    if (/[\u3040-\u30ff\u4e00-\u9fff]/u.test(word)) {
      for (let i = 0; i + 1 < word.length; i++) found.add(word.slice(i, i + 2));
    } else if (word.length >= 4 && !COMMON.has(word)) found.add(word.slice(0, 7));
  }
  return found;
}

/** The share of a claim's words that a sentence has. */
export function shareOf(claim: AnswerClaim, sentence: string): number {
  const words = wordsOf(sentence.slice(0, SENTENCE));
  let shared = 0;
  for (const word of claim.words) shared += Number(words.has(word));
  return shared / claim.words.size;
}

/** The words of the task: those of the spans that restate it. */
export function taskWords(text: string, steps: readonly Step[]): ReadonlySet<string> {
  const restated: Span[] = steps
    .slice(0, 8)
    .flatMap((s) => s.spans.filter((x) => x.kind === 'setup'));
  const found = new Set<string>();
  for (const span of restated)
    for (const w of wordsOf(text.slice(span.start, span.end))) found.add(w);
  return found;
}
