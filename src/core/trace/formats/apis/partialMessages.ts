import type { FileRecord } from '../../format';
import { callIdOf } from '../../build/contentBlocks';
import { contentText, messageBody, roleOf } from '../../build/content';
import { carriedReasoning } from '../../build/reasoningKeys';
import { isObject, list, str, text } from '../../../text/json';
import { callsBeside } from './logMessage';

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

/** Whether the second message of the assistant has all that the first has. */
function goesOn(one: unknown, next: unknown): boolean {
  if ([one, next].some((m) => roleOf(str(m, 'role')) !== 'assistant')) return false;
  const words = (m: unknown): string => contentText(messageBody(m));
  const thought = (m: unknown): string => carriedReasoning(m)?.text ?? '';
  return (
    words(next).startsWith(words(one)) &&
    thought(next).startsWith(thought(one)) &&
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
