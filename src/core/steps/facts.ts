import cues from './cues.data.json';
import { SeenSet } from './classifier/seenSet';
import { chain, hashText, TokenBuffer } from './classifier/tokens';
import type { Step } from './model';
import { NEWLINE } from './segment/characters';
import { shapeOf, TEXT_START } from './segment/shape';

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

/** The same for one span, with its tokens (estimated). */
export interface SpanFacts extends Omit<StepFacts, 'heading'> {
  readonly tokens: number;
}

/** Reads what the metrics need from the tokens of each span, in order. */
export class SpanFactReader {
  private readonly seen = new SeenSet();
  /** The last tokens before the span, so that 5-grams run across sentence ends. */
  private readonly before = new Int32Array(GRAM - 1);
  private known = 0;

  read(tokens: TokenBuffer): SpanFacts {
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
    const switches = opensWithSwitch(tokens);
    return { grams, repeatedGrams, switches, tokens: estimateTokens(tokens) };
  }
}

/** The facts of steps that were cut already, read anew from their text. */
export function stepFacts(text: string, steps: readonly Step[]): StepFacts[] {
  const tokens = new TokenBuffer();
  const reader = new SpanFactReader();
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
    const breaksAfter = start === 0 || text.charCodeAt(start - 1) === NEWLINE ? 1 : 0;
    const previous = { ...TEXT_START, breaksAfter };
    const { heading } = shapeOf(text, start, spans[0]?.end ?? end, 'prose', previous);
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
 * Tokens that a byte-pair tokenizer makes of the span, estimated from counts. Fitted by least squares to o200k_base on
 * 200 English reasoning traces (2026-11-23): median error 8 % a sentence, 5 % a trace.
 */
function estimateTokens({ words, longWordChars, digits, signs, wide }: TokenBuffer): number {
  return words * 1.14 + longWordChars * 0.2 + digits * 0.82 + signs * 0.81 + wide * 1.28;
}
