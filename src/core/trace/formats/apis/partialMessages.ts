import type { FileRecord } from '../../format';
import { callIdOf } from '../../build/contentBlocks';
import { contentText, messageBody, roleOf } from '../../build/content';
import { carriedReasoning } from '../../build/reasoningKeys';
import { isObject, list, str, text } from '../../../text/json';
import { callsBeside } from './logMessage';
import { areOfOne, joinedChunks } from './messageChunks';

/**
 * The messages of a log without those that its next message tells whole: while one is written, LangGraph sends all that
 * there is of it each time, under one id (`messages/partial` of its streaming API).
 */
export function withoutPartials(messages: readonly FileRecord[]): readonly FileRecord[] {
  return messages.filter(({ value }, i) => {
    const next = messages[i + 1]?.value;
    const id = text(value, 'id');
    return id === null || id !== text(next, 'id') || !goesOn(value, next);
  });
}

/** The messages of a log, of those that came in chunks each whole. */
export function withJoinedChunks(messages: readonly FileRecord[]): readonly FileRecord[] {
  const runs: FileRecord[][] = [];
  for (const message of messages) {
    const run = runs.at(-1);
    if (run !== undefined && areOfOne(run.at(-1)?.value, message.value)) run.push(message);
    else runs.push([message]);
  }
  return runs.flatMap(wholeOf);
}

/** The message of a run of chunks; one that grows with each of them, or that its last has whole, is not put together. */
function wholeOf(run: readonly FileRecord[]): readonly FileRecord[] {
  const [rest, last] = [run.slice(0, -1), run.at(-1)];
  if (rest.length === 0 || last === undefined) return run;
  const grows = rest.every(({ value }, i) => goesOn(value, run[i + 1]?.value));
  if (grows && rest.some(({ value }) => saysText(value))) return run;
  const joined = joinedChunks(rest);
  return saysText(joined.value) && goesOn(joined.value, last.value) ? [last] : [joinedChunks(run)];
}

const wordsOf = (message: unknown): string => contentText(messageBody(message));

/** The reasoning of a message, beside its content or in blocks of it. */
function thoughtOf(message: unknown): string {
  const blocks = list(messageBody(message)).map((block) => carriedReasoning(block)?.text ?? '');
  return `${carriedReasoning(message)?.text ?? ''}${blocks.join('')}`;
}

const saysText = (message: unknown): boolean => `${wordsOf(message)}${thoughtOf(message)}` !== '';

/** Whether the second message of the assistant has all that the first has. */
function goesOn(one: unknown, next: unknown): boolean {
  if ([one, next].some((m) => roleOf(str(m, 'role')) !== 'assistant')) return false;
  return (
    wordsOf(next).startsWith(wordsOf(one)) &&
    thoughtOf(next).startsWith(thoughtOf(one)) &&
    areFirst(callsBeside(one), callsBeside(next)) &&
    areFirst(list(messageBody(one)), list(messageBody(next)))
  );
}

/** Whether the calls or blocks of one message are the first ones of another. */
function areFirst(parts: readonly unknown[], all: readonly unknown[]): boolean {
  return parts.every((one, i) => {
    const other = all[i];
    return str(one, 'type') === str(other, 'type') && callIdOf(one) === callIdOf(other);
  });
}

/** How LangChain names who speaks. */
const LANGCHAIN = /^(?:human|ai|tool|system|function|(?:AI|Human|Tool|System)Message(?:Chunk)?)$/;

/**
 * The messages that the nodes of a LangGraph graph gave in one step (`updates` of its streams: `{node: {messages}}`, where
 * one message may stand for a list); none for anything else.
 */
export function nodeMessages(update: unknown): readonly unknown[] {
  if (!isObject(update) || str(update, 'type') !== null || str(update, 'role') !== null) return [];
  return Object.values(update).flatMap((node) => {
    const own = isObject(node) ? node['messages'] : undefined;
    const messages = isObject(own) ? [own] : list(own);
    return messages.every((m) => LANGCHAIN.test(str(m, 'type') ?? '')) ? messages : [];
  });
}
