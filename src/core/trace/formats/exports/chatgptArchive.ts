import { unpacked } from '../../build/embedded';
import { str } from '../../../text/json';
import { sectionsOf } from '../text/said';

const SPEAKER = /^## (You|ChatGPT) \((\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d))\)\r?$/;

/**
 * Messages of a conversation that archivers of a ChatGPT account wrote down as Markdown, in the shape of the export: a heading
 * with the time for each, and what is no plain text as the JSON that the export has of it. Without one such body it is any
 * chat in Markdown, and none of these.
 */
export function archivedMessages(document: unknown): readonly unknown[] {
  const words = str(document);
  if (words === null || !words.includes('\n{"content_type": ')) return [];
  const messages = sectionsOf(words, SPEAKER, false).map(({ match, body }) => {
    const [, speaker, when] = match;
    const role = speaker === 'You' ? 'user' : 'assistant';
    return { author: { role }, create_time: when, content: contentOf(body) };
  });
  return messages.some(({ content }) => str(content, 'content_type') === 'thoughts')
    ? messages
    : [];
}

function contentOf(body: string): unknown {
  const inside = body.startsWith('{"content_type": ') ? unpacked(body) : null;
  return str(inside, 'content_type') === null ? { content_type: 'text', parts: [body] } : inside;
}
