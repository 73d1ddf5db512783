/** Lines of a Claude Code log as the client writes them, one block a line. */
const session = { sessionId: 's1', version: '2.0.31', cwd: '/home/dev/shop', userType: 'external' };
let line = 0;

/** Begins another log: its lines are numbered and timed from the first. */
export function anotherLog(): void {
  line = 0;
}

export function user(content: unknown, more: object = {}): object {
  const uuid = `u${line++}`;
  const timestamp = at(line);
  return { ...session, type: 'user', message: { role: 'user', content }, uuid, timestamp, ...more };
}

export function assistant(
  id: string | null,
  block: object,
  more: object = {},
  message: object = {},
): object {
  return {
    ...session,
    type: 'assistant',
    message: {
      ...(id === null ? {} : { id }),
      model: 'claude-sonnet-4-5-20250929',
      role: 'assistant',
      content: [block],
      stop_reason: null,
      usage: {
        input_tokens: 3,
        cache_creation_input_tokens: 100,
        cache_read_input_tokens: 2000,
        output_tokens: 5,
      },
      ...message,
    },
    uuid: `a${line++}`,
    timestamp: at(line),
    ...more,
  };
}

export const at = (second: number) => new Date(Date.UTC(2026, 9, 1, 8, 0, second)).toISOString();

export const thinking = (words: string) => ({
  type: 'thinking',
  thinking: words,
  signature: `sig-${words.slice(0, 9)}`,
});

export const say = (words: string) => ({ type: 'text', text: words });
