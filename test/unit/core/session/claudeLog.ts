/** Lines of a Claude Code log, each a few seconds after the one before. */
export class ClaudeLog {
  readonly lines: object[] = [];
  #n = 0;
  #at = Date.parse('2026-03-01T10:00:00Z');

  /** Lets time pass, in seconds. */
  wait(seconds: number): this {
    this.#at += seconds * 1000;
    return this;
  }

  line(value: object): this {
    this.#n += 1;
    this.wait(1);
    this.lines.push({
      sessionId: 's1',
      cwd: '/home/dev/shop',
      isSidechain: false,
      uuid: `u${this.#n}`,
      timestamp: new Date(this.#at).toISOString(),
      ...value,
    });
    return this;
  }

  user(content: unknown, more: object = {}): this {
    return this.line({ type: 'user', message: { role: 'user', content }, ...more });
  }

  result(id: string, content: string, more: object = {}, failed = false): this {
    const block = { type: 'tool_result', tool_use_id: id, content, is_error: failed };
    return this.user([block], more);
  }

  assistant(id: string, content: readonly object[], usage: object = {}, more: object = {}): this {
    const message = {
      id,
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content,
      stop_reason: content.some((b) => 'name' in b) ? 'tool_use' : 'end_turn',
      usage: {
        input_tokens: 10,
        cache_read_input_tokens: 0,
        cache_creation_input_tokens: 0,
        output_tokens: 20,
        ...usage,
      },
    };
    return this.line({ type: 'assistant', message, ...more });
  }

  text(): string {
    return this.lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

export const say = (text: string): object => ({ type: 'text', text });
export const use = (id: string, name: string, input: object): object => ({
  type: 'tool_use',
  id,
  name,
  input,
});
