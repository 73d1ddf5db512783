import type { ModelChoice } from '../estimate/model';
import type { PromptMessage } from '../model/trace';
import { textHash } from '../text/hash';
import { choiceText } from '../trial/candidate';
import { expected, plannedModel, thinks, worstUsd, type ModelPlace } from '../trial/expected';
import type { EstimateFacts } from '../estimate/estimate';
import type { PlannedCall, PlannedModel } from '../trial/planModel';
import type { Rates } from '../model/rates';

/** Questions as they will be sent, with what they may cost: what the user is told before anything leaves the machine. */
export interface PlannedLabels {
  /** One a question, in their order. */
  readonly calls: readonly PlannedCall[];
  /** Cost, time, place and payment of all of them. */
  readonly model: PlannedModel;
  /** What they can cost at most, all together. */
  readonly worstUsd: number;
  readonly rates: Rates | null;
  readonly thinks: boolean;
}

/** What is asked, of whom, and where it answers. */
export interface LabelsToPlan {
  readonly questions: readonly (readonly PromptMessage[])[];
  readonly choice: ModelChoice;
  readonly place: ModelPlace;
}

/** Plans the calls as a trial plans its own; sends nothing. */
export function planLabels(
  { questions, choice, place }: LabelsToPlan,
  facts: EstimateFacts,
): PlannedLabels {
  const texts = questions.map((messages) => messages.map((m) => m.text).join('\n\n'));
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  const typical = [...texts].sort((a, b) => a.length - b.length)[texts.length >> 1] ?? '';
  const model = { ...choice, endpoint: place.endpoint };
  const known = expected(model, { maxOutputTokens: null }, typical, {
    ...facts,
    placeOf: () => place,
  });
  const size = Math.max(1, typical.length);
  const calls = questions.map((messages, i): PlannedCall => {
    const candidate = choiceText(model);
    return {
      key: textHash(JSON.stringify([messages, candidate])),
      kind: 'answer',
      case: String(i),
      model: 0,
      candidate,
      repeat: 0,
      messages,
      choice,
      cap: known.cap,
      worstUsd: worstUsd(known, texts[i]!.length / size),
    };
  });
  const count = Math.max(1, questions.length);
  return {
    calls,
    model: plannedModel(known, model, questions.length, chars / count / size),
    worstUsd: calls.reduce((sum, call) => sum + call.worstUsd, 0),
    rates: known.rates,
    thinks: thinks(known.candidate),
  };
}
