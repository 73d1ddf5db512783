import type { Catalogue } from './catalogue';
import { parseChoice } from './effort';
import { say } from '../model/sentence';
import type { Sentence } from '../model/sentence';
import { parseModelId } from './modelId';

/**
 * What is wrong with `MODEL:EFFORT` as typed: a suffix that is no effort, no budget and no tag of any host, after a model
 * that the catalogue knows. `null` where nothing is.
 */
export function choiceProblem(text: string, catalogue: Catalogue): Sentence | null {
  const choice = parseChoice(text);
  const at = text.lastIndexOf(':');
  if (choice.model !== text.trim() || at < 1) return null;
  const [model, suffix] = [text.slice(0, at), text.slice(at + 1)];
  const { host, free, tuned } = parseModelId(text);
  if (free || tuned || host?.local === true || host?.id === 'bedrock' || suffix === '') return null;
  const base = catalogue.find(model);
  if (
    base.known !== 'catalogue' ||
    base.guess ||
    parseModelId(text).name === parseModelId(model).name
  )
    return null;
  const levels = base.effort?.levels ?? [];
  if (base.reasons === 'never') {
    return say('‘{0}’ is no effort of {1}: it does not reason', suffix, base.id);
  }
  return levels.length === 0
    ? say(
        '‘{0}’ is no effort of {1}: it has no levels; a budget is a number of tokens',
        suffix,
        base.id,
      )
    : say('‘{0}’ is no effort of {1}: its levels are {2}', suffix, base.id, levels.join(', '));
}
