import { promptFacts, type CalibrationTrace } from '../estimate/calibration';
import { filledMessages } from './holes';
import type { TrialFile } from './model';
import type { Journal } from './run/journal';
import { choiceText } from './candidate';

/** What the calls of a trial teach the estimate: reasoning lengths of the user's own prompts, as saved traces do. */
export function trialLessons(
  trial: TrialFile,
  journal: Journal,
  keys: ReadonlySet<string>,
): readonly CalibrationTrace[] {
  const cases = new Map(trial.cases.map((c) => [c.id, c]));
  const models = new Map(trial.models.map((m) => [choiceText(m), m]));
  return [...journal.calls.values()].flatMap((r) => {
    const [item, choice] = [cases.get(r.case), models.get(r.candidate)];
    const tokens = r.usage.reasoningTokens;
    if (r.kind !== 'answer' || !keys.has(r.key) || item === undefined || choice === undefined)
      return [];
    // A call that was cut off was not done: its length is a bound.
    if (r.status !== 'answered' || tokens === null || tokens === 0) return [];
    const text = filledMessages(trial.prompt, item.values)
      .map((m) => m.text)
      .join('\n\n');
    const { model, effort } = choice;
    return [{ model, effort, prompt: promptFacts(text), reasoningTokens: tokens }];
  });
}
