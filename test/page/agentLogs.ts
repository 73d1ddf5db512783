/** Short logs of agents, in which the costliest call thinks `THOUGHT`. */
const THOUGHT = 'The total is rounded twice, so a cent is lost on the way.';

let second = 0;
const at = (): string => new Date(Date.UTC(2026, 2, 1, 9, 0, second++)).toISOString();
const lines = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** Three calls of Claude Code; the second one thinks and costs most. */
export function claudeLog(): string {
  const base = { sessionId: 's1', cwd: '/home/dev/shop', isSidechain: false };
  const user = (content: unknown): object => ({
    ...base,
    type: 'user',
    uuid: `u${second}`,
    timestamp: at(),
    message: { role: 'user', content },
  });
  const call = (id: string, content: readonly object[], output: number): object => ({
    ...base,
    type: 'assistant',
    uuid: `a${second}`,
    timestamp: at(),
    message: {
      id,
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content,
      stop_reason: 'end_turn',
      usage: { input_tokens: 10, output_tokens: output },
    },
  });
  return lines([
    user('Why is the sum wrong?'),
    call('m1', [{ type: 'tool_use', id: 't1', name: 'Read', input: { file_path: 'a.ts' } }], 20),
    user([{ type: 'tool_result', tool_use_id: 't1', content: 'text' }]),
    call(
      'm2',
      [
        { type: 'thinking', thinking: THOUGHT },
        { type: 'text', text: 'Found.' },
      ],
      900,
    ),
    user('Thanks'),
    call('m3', [{ type: 'text', text: 'You are welcome.' }], 10),
  ]);
}

/** The same of Codex: the thought is a summary, the counts come as events. */
export function codexLog(): string {
  const line = (type: string, payload: object): object => ({ timestamp: at(), type, payload });
  const said = (role: string, text: string): object => {
    const type = role === 'user' ? 'input_text' : 'output_text';
    return line('response_item', { type: 'message', role, content: [{ type, text }] });
  };
  const thought = (text: string): object =>
    line('response_item', {
      type: 'reasoning',
      summary: [{ type: 'summary_text', text }],
      encrypted_content: 'x',
    });
  let total = 0;
  const counted = (output: number): object => {
    const usage = (n: number): object => ({
      input_tokens: 100,
      cached_input_tokens: 0,
      output_tokens: n,
      reasoning_output_tokens: n - 10,
      total_tokens: 100 + n,
    });
    total += output;
    return line('event_msg', {
      type: 'token_count',
      info: { total_token_usage: usage(total), last_token_usage: usage(output) },
    });
  };
  return lines([
    line('session_meta', { id: 's2', cwd: '/home/dev/shop', cli_version: '0.60.0' }),
    line('turn_context', { model: 'gpt-5.1-codex', effort: 'medium' }),
    said('user', 'Why is the sum wrong?'),
    thought('Looking at the file.'),
    said('assistant', 'Let me see.'),
    counted(30),
    said('user', 'And now?'),
    thought(THOUGHT),
    said('assistant', 'It is rounded twice.'),
    counted(900),
  ]);
}
