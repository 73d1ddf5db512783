import { reasoningText } from '../model/trace';
import { analyse } from '../steps/analyse';
import { firstLine } from '../text/firstLine';
import { capturedTrace } from './run/ask';

/** How one call came to its answer. */
export interface CameTo {
  /** Steps of its reasoning; 0: it answers at once, or its reasoning is not shown. */
  readonly steps: number;
  /** The step, from 1, that first concludes the answer, else the one that first names it; `null` where none does. */
  readonly step: number | null;
  /** The first sentence of that step that is worth reading, cut short; `null` without one. */
  readonly quote: string | null;
}

/** Characters of a quote. */
const QUOTED = 160;

/** Where a call came to its answer, from the text of its capture file; `null` where no answer began. Says nothing of right or wrong. */
export function cameTo(captured: string): CameTo | null {
  const trace = capturedTrace(captured);
  if (trace === null) return null;
  const { steps, answer } = analyse(trace);
  const at = answer.firstConcluded ?? answer.firstMentioned;
  const found = at === null ? undefined : steps[at];
  return {
    steps: steps.length,
    step: at === null ? null : at + 1,
    quote: found === undefined ? null : sentenceWith(reasoningText(trace), found, answer.answer),
  };
}

/** The sentence of a step that holds the answer; its first one where the answer stands there in other words. */
function sentenceWith(
  text: string,
  { spans }: { readonly spans: readonly { readonly start: number; readonly end: number }[] },
  answer: string | null,
): string | null {
  const sentences = spans.map(({ start, end }) => text.slice(start, end));
  const named = answer === null ? undefined : sentences.find((s) => s.includes(answer));
  const sentence = named ?? sentences[0];
  return sentence === undefined ? null : firstLine(sentence, QUOTED);
}
