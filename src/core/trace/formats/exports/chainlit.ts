import { msg } from '../../../model/message';
import { at, bool, count, has, list, str, text, time } from '../../../text/json';
import { unpacked } from '../../build/embedded';
import { keyMeaning } from '../../build/reasoningKeys';
import { NO_USAGE } from '../../build/usage';
import { appChats, NOT_KEPT, type AppMessage } from './appMessage';

/**
 * Threads of Chainlit (its `ThreadDict`): steps in their order. What comes before an answer belongs to it: calls of tools,
 * and steps of a model, which are reasoning where they are called so.
 */
export const chainlit = appChats({
  id: 'chainlit',
  title: msg('Chainlit thread'),
  chatsOf: (document) => {
    const steps = list(document, 'steps');
    return steps.some(isStep) && steps.some((step) => isSaid(step, 'assistant_message'))
      ? [steps]
      : [];
  },
  readerOf: () => {
    let before: unknown[] = [];
    return (step) => {
      if (isSaid(step, 'user_message')) {
        before = [];
        return [{ ...NOT_KEPT, role: 'user', content: [words(step)], when: startOf(step) }];
      }
      if (!isSaid(step, 'assistant_message')) {
        before.push(step);
        return [];
      }
      const message = answerOf(step, before);
      before = [];
      return [message];
    };
  },
});

function isStep(value: unknown): boolean {
  return has(value, 'threadId') && has(value, 'parentId') && str(value, 'output') !== null;
}

function isSaid(step: unknown, type: string): boolean {
  return isStep(step) && str(step, 'type') === type;
}

const words = (step: unknown) => ({ type: 'text', text: str(step, 'output') ?? '' });

function startOf(step: unknown): number | null {
  return time(step, 'start') ?? time(step, 'createdAt');
}

function answerOf(answer: unknown, before: readonly unknown[]): AppMessage {
  const call = before.findLast((step) => has(at(step, 'generation'), 'model'));
  const facts = at(call, 'generation');
  const when = startOf(call ?? answer);
  return {
    ...NOT_KEPT,
    id: text(answer, 'id'),
    role: 'assistant',
    content: [...before.flatMap((step) => blocksOf(step, answer)), words(answer)],
    model: text(facts, 'model'),
    provider: text(facts, 'provider'),
    usage: {
      ...NO_USAGE,
      inputTokens: count(facts, 'inputTokenCount'),
      outputTokens: count(facts, 'outputTokenCount'),
    },
    when,
  };
}

function blocksOf(step: unknown, answer: unknown): readonly unknown[] {
  const said = str(step, 'output') ?? '';
  const name = str(step, 'name') ?? '';
  if (str(step, 'type') === 'tool') {
    const id = at(step, 'id');
    const failed = bool(step, 'isError') === true;
    return [
      { type: 'tool_call', name, arguments: unpacked(at(step, 'input')), id },
      { type: 'tool-result', tool_call_id: id, output: said, is_error: failed },
    ];
  }
  if (said === '' || said === str(answer, 'output')) return [];
  if (keyMeaning(name) === 'reasoning') return [{ type: 'thinking', thinking: said }];
  // A run around the others, or a model's step of another name: words before the answer.
  return [{ type: 'text', text: said }];
}
