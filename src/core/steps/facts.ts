import cues from './cues.data.json';
import { SeenSet } from './classifier/seenSet';
import { chain, hashText, TokenBuffer } from './classifier/tokens';
import type { Step } from './model';
import { NEWLINE } from './segment/characters';
import { shapeOf } from './segment/shape';

/** What is counted for one step beside its kind; sums of its spans. */
export interface StepFacts {
  /** 5-grams of tokens that start in the step, and how many of them occurred earlier in the trace. */
  readonly grams: number;
  readonly repeatedGrams: number;
  /** Opens with a cue of another idea ("alternatively"). */
  readonly switches: boolean;
  /** Starts with a Markdown heading or a line of bold text. */
  readonly heading: boolean;
}

const GRAM = 5;
const LONGEST_LEAD = 6;
const LONGEST_CUE = 4;

function hashPhrase(phrase: string): number {
  return hashText(phrase).reduce(chain, 0);
}

const LEAD: ReadonlySet<number> = new Set(cues.lead.flatMap(hashText));
const SWITCH: ReadonlySet<number> = new Set(cues.switch.map(hashPhrase));

/** Reads what the metrics need from the tokens of each span, in order. */
export class TextFacts {
  private readonly seen = new SeenSet();
  /** The last tokens before the span, so that 5-grams run across sentence ends. */
  private readonly before = new Int32Array(GRAM - 1);
  private known = 0;

  read(tokens: TokenBuffer): { grams: number; repeatedGrams: number; switches: boolean } {
    let grams = 0;
    let repeatedGrams = 0;
    const { before, seen } = this;
    for (let i = 0; i < tokens.count; i++) {
      const token = tokens.exact[i]!;
      if (this.known === GRAM - 1) {
        grams++;
        const gram = chain(
          chain(chain(chain(before[0]!, before[1]!), before[2]!), before[3]!),
          token,
        );
        if (seen.has(gram)) repeatedGrams++;
        else seen.add(gram);
      } else this.known++;
      before[0] = before[1]!;
      before[1] = before[2]!;
      before[2] = before[3]!;
      before[3] = token;
    }
    return { grams, repeatedGrams, switches: opensWithSwitch(tokens) };
  }
}

/** The facts of steps that were cut already, read anew from their text. */
export function stepFacts(text: string, steps: readonly Step[]): StepFacts[] {
  const tokens = new TokenBuffer();
  const reader = new TextFacts();
  return steps.map(({ start, end, spans }) => {
    let grams = 0;
    let repeatedGrams = 0;
    let switches = false;
    for (const span of spans) {
      tokens.read(text, span.start, span.end);
      const facts = reader.read(tokens);
      grams += facts.grams;
      repeatedGrams += facts.repeatedGrams;
      switches ||= facts.switches;
    }
    const breaksBefore = start === 0 || text.charCodeAt(start - 1) === NEWLINE ? 1 : 0;
    const { heading } = shapeOf(text, start, spans[0]?.end ?? end, 'prose', breaksBefore);
    return { grams, repeatedGrams, switches, heading };
  });
}

function opensWithSwitch(tokens: TokenBuffer): boolean {
  let at = 0;
  while (at < LONGEST_LEAD && at < tokens.count && LEAD.has(tokens.exact[at]!)) at++;
  let hash = 0;
  for (let i = at; i < at + LONGEST_CUE && i < tokens.count; i++) {
    hash = chain(hash, tokens.exact[i]!);
    if (SWITCH.has(hash)) return true;
  }
  return false;
}

/**
 * Tokens that a current byte-pair tokenizer would make of the span, estimated from counts: coefficients fitted to
 * o200k_base on English reasoning text (2026-11-23, median error of a sentence about 10 %).
 */
export function estimateTokens(tokens: TokenBuffer): number {
  const { words, longWordChars, digits, signs, wide } = tokens;
  return words * 1.05 + longWordChars * 0.12 + digits * 0.4 + signs * 0.75 + wide * 1.1;
}
