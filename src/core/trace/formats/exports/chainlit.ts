import { msg } from '../../../model/message';
import { at, bool, count, has, list, str, text, time } from '../../../text/json';
import { unpacked } from '../../build/embedded';
import { placeAt } from '../../build/draft';
import { keyMeaning } from '../../build/reasoningKeys';
import { textSegments } from '../../build/textSegments';
import { NO_USAGE, sum } from '../../build/usage';
import { appChats, NOT_KEPT, type AppMessage } from './appMessage';
import { unbranched } from './chatTree';

/**
 * Threads of Chainlit (its `ThreadDict`): steps in their order. What comes before an answer belongs to it: calls of tools,
 * and steps of a model, which are reasoning where they are called so. A run that was stopped has such steps alone.
 */
export const chainlit = appChats({
  id: 'chainlit',
  title: msg('Chainlit thread'),
  chatsOf: (document) => {
    const steps = list(document, 'steps');
    return steps.some(isStep) && steps.some((step) => isSaid(step, 'assistant_message'))
      ? [unbranched(partsOf(steps))]
      : [];
  },
  readerOf: () => messagesOf,
});

/** The steps of a thread: a word of the user alone, what was done for an answer with it, or without one. */
function partsOf(steps: readonly unknown[]): readonly (readonly unknown[])[] {
  const parts: unknown[][] = [];
  let isOpen = false;
  for (const step of steps) {
    const isAsked = isSaid(step, 'user_message');
    if (isOpen && !isAsked) parts.at(-1)?.push(step);
    else parts.push([step]);
    isOpen = !isAsked && !isSaid(step, 'assistant_message');
  }
  return parts;
}

function messagesOf(part: unknown): readonly AppMessage[] {
  const last = list(part).at(-1);
  if (isSaid(last, 'user_message'))
    return [{ ...NOT_KEPT, role: 'user', content: [words(last)], when: startOf(last) }];
  if (isSaid(last, 'assistant_message')) return [answerOf(last, list(part).slice(0, -1))];
  const stopped = answerOf(null, list(part));
  const isCounted = stopped.usage.outputTokens !== null;
  return stopped.content.length > 0 || isCounted ? [stopped] : [];
}

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
  // Several calls may have come before the answer: it has the model of the last, and the counts of all.
  const calls = before.filter((step) => has(at(step, 'generation'), 'model'));
  const call = calls.at(-1);
  const facts = at(call, 'generation');
  const counted = (key: string) => sum(...calls.map((step) => count(step, 'generation', key)));
  const when = startOf(call ?? answer ?? before[0]);
  return {
    ...NOT_KEPT,
    id: text(answer, 'id'),
    role: 'assistant',
    content: [
      ...before.flatMap((step) => blocksOf(step, answer)),
      ...(answer === null ? [] : [words(answer)]),
    ],
    model: text(facts, 'model'),
    provider: text(facts, 'provider'),
    usage: {
      ...NO_USAGE,
      inputTokens: counted('inputTokenCount'),
      outputTokens: counted('outputTokenCount'),
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
  // The answer follows in a message of its own; the step has what was thought before it, too.
  const { segments } = textSegments(said, placeAt(null));
  const spoken = segments.flatMap((s) => (s.kind === 'answer' ? [s.text] : [])).join('');
  if (spoken.trim() === (str(answer, 'output') ?? '').trim())
    return segments.flatMap((s) =>
      s.kind === 'reasoning' ? [{ type: 'thinking', thinking: s.text }] : [],
    );
  // A run around the others, or a model's step of another name: words before the answer.
  return [{ type: 'text', text: said }];
}
