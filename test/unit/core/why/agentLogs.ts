// Logs of agents in the shapes that they write, made from the same few calls, so that one story can be told by any of them.

/** What a scripted agent does: one call of a tool, after a thought. */
export interface ScriptedCall {
  readonly at: number;
  readonly thought: string;
  /** Absolute path. */
  readonly file: string;
  /** `null` writes the file whole. */
  readonly old: string | null;
  readonly new: string;
  readonly failed?: boolean;
  /** What Claude Code says to the user before the call. */
  readonly says?: string;
  /** What the agent reads of the file before, in a call of its own. */
  readonly read?: string;
}

export interface ScriptedLog {
  readonly name: string;
  prompt(at: number, words: string): void;
  call(call: ScriptedCall): void;
  /** Runs tests. */
  test(at: number, passed: boolean): void;
  text(): string;
}

const iso = (at: number): string => new Date(at).toISOString();
const jsonl = (lines: readonly unknown[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

const numbered = (text: string): string =>
  text
    .split('\n')
    .map((line, i) => `${String(i + 1).padStart(6)}→${line}`)
    .join('\n');

/** Claude Code: `Edit`, `MultiEdit`, `Write` after `Read`. */
export function claudeCode(id: string, folder: string): ScriptedLog {
  const lines: object[] = [];
  let n = 0;
  const line = (at: number, value: object): void => {
    n++;
    lines.push({
      sessionId: id,
      cwd: folder,
      isSidechain: false,
      uuid: `${id}-${n}`,
      timestamp: iso(at),
      ...value,
    });
  };
  const model = (at: number, content: readonly object[]): void =>
    line(at, {
      type: 'assistant',
      message: {
        id: `msg_${id}_${n}`,
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        content,
        stop_reason: 'tool_use',
        usage: { input_tokens: 10, output_tokens: 20 },
      },
    });
  const use = (at: number, name: string, input: object, result: string, failed: boolean): void => {
    const id_ = `toolu_${id}_${n}`;
    model(at, [{ type: 'tool_use', id: id_, name, input }]);
    const block = { type: 'tool_result', tool_use_id: id_, content: result, is_error: failed };
    line(at + 40, { type: 'user', message: { role: 'user', content: [block] } });
  };
  return {
    name: `${id}.jsonl`,
    prompt: (at, words) => line(at, { type: 'user', message: { role: 'user', content: words } }),
    call: ({ at, thought, file, old, new: next, failed = false, says, read }) => {
      if (read !== undefined) use(at - 800, 'Read', { file_path: file }, numbered(read), false);
      model(at - 200, [{ type: 'thinking', thinking: thought, signature: 's' }]);
      if (says !== undefined) model(at - 100, [{ type: 'text', text: says }]);
      const result = failed ? 'String to replace not found in file.' : 'The file has been updated.';
      if (old === null) use(at, 'Write', { file_path: file, content: next }, result, failed);
      else if (n % 5 === 0) {
        const edits = [{ old_string: old, new_string: next }];
        use(at, 'MultiEdit', { file_path: file, edits }, result, failed);
      } else {
        use(at, 'Edit', { file_path: file, old_string: old, new_string: next }, result, failed);
      }
    },
    test: (at, passed) =>
      use(at, 'Bash', { command: 'npm test' }, passed ? '12 passing' : 'Exit code 1', !passed),
    text: () => jsonl(lines),
  };
}

const patchLines = (mark: string, text: string): string =>
  text === ''
    ? ''
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `${mark}${line}\n`)
        .join('');

/** Codex: `apply_patch` as a tool of its own and in the shell, and files out of here-documents. */
export function codex(id: string, folder: string): ScriptedLog {
  const start = { id, cwd: folder, cli_version: '0.50.0', originator: 'codex_cli_rs' };
  const lines: object[] = [];
  let n = 0;
  const add = (at: number, type: string, payload: object): void => {
    if (n++ === 0) {
      lines.push({
        timestamp: iso(at),
        type: 'session_meta',
        payload: { ...start, timestamp: iso(at) },
      });
      const context = { cwd: folder, model: 'gpt-5.1-codex', effort: 'high' };
      lines.push({ timestamp: iso(at), type: 'turn_context', payload: context });
    }
    lines.push({ timestamp: iso(at), type, payload });
  };
  const item = (at: number, payload: object): void => add(at, 'response_item', payload);
  const shell = (at: number, command: readonly string[], code: number, output: string): void => {
    const call_id = `call_${id}_${n}`;
    const args = JSON.stringify({ command, workdir: folder });
    item(at, { type: 'function_call', name: 'shell', arguments: args, call_id });
    const said = JSON.stringify({ output, metadata: { exit_code: code, duration_seconds: 0.1 } });
    item(at + 40, { type: 'function_call_output', call_id, output: said });
  };
  return {
    name: `rollout-2026-03-01T10-00-00-${id}.jsonl`,
    prompt: (at, words) =>
      item(at, { type: 'message', role: 'user', content: [{ type: 'input_text', text: words }] }),
    call: ({ at, thought, file, old, new: next, failed = false, read }) => {
      const path = file.slice(folder.length + 1);
      if (read !== undefined) shell(at - 800, ['bash', '-lc', `cat ${path}`], 0, read);
      const summary = [{ type: 'summary_text', text: thought }];
      item(at - 200, { type: 'reasoning', summary, encrypted_content: 'gAAAA' });
      if (old === null) {
        shell(at, ['bash', '-lc', `cat > ${path} <<'EOF'\n${next}EOF`], failed ? 1 : 0, '');
        return;
      }
      const patch = `*** Begin Patch\n*** Update File: ${path}\n@@\n${patchLines('-', old)}${patchLines('+', next)}*** End Patch`;
      const output = failed ? 'Failed to find expected lines' : 'Success. Updated files';
      if (n % 2 === 0) {
        shell(at, ['apply_patch', patch], failed ? 1 : 0, output);
        return;
      }
      const call_id = `call_${id}_${n}`;
      item(at, { type: 'custom_tool_call', name: 'apply_patch', input: patch, call_id });
      const said = JSON.stringify({ output, metadata: { exit_code: failed ? 1 : 0 } });
      item(at + 40, { type: 'custom_tool_call_output', call_id, output: said });
    },
    test: (at, passed) => shell(at, ['bash', '-lc', 'npm test'], passed ? 0 : 1, 'tests ran'),
    text: () => jsonl(lines),
  };
}

/** Gemini CLI: `replace` and `write_file`. */
export function gemini(id: string): ScriptedLog {
  const messages: object[] = [];
  const answer = (at: number, thought: string, toolCalls: readonly object[]): void => {
    messages.push({
      id: `${id}-${messages.length}`,
      timestamp: iso(at),
      type: 'gemini',
      model: 'gemini-3-pro',
      content: '',
      thoughts:
        thought === '' ? [] : [{ subject: 'Change', description: thought, timestamp: iso(at) }],
      tokens: { input: 50, output: 5, cached: 0, thoughts: 7, tool: 0, total: 62 },
      toolCalls,
    });
  };
  const tool = (
    at: number,
    name: string,
    args: object,
    output: string,
    failed = false,
  ): object => ({
    id: `${name}-${at}`,
    name,
    args,
    status: failed ? 'error' : 'success',
    timestamp: iso(at),
    result: [
      {
        functionResponse: {
          id: `${name}-${at}`,
          name,
          response: failed ? { error: output } : { output },
        },
      },
    ],
  });
  return {
    name: `session-${id}.json`,
    prompt: (at, words) => {
      messages.push({
        id: `${id}-${messages.length}`,
        timestamp: iso(at),
        type: 'user',
        content: words,
      });
    },
    call: ({ at, thought, file, old, new: next, failed, read }) => {
      if (read !== undefined) {
        answer(at - 800, '', [tool(at - 800, 'read_file', { absolute_path: file }, read)]);
      }
      const [name, args] =
        old === null
          ? ['write_file', { file_path: file, content: next }]
          : ['replace', { file_path: file, old_string: old, new_string: next }];
      answer(at, thought, [tool(at, name, args, failed ? 'no match' : 'ok', failed)]);
    },
    test: (at, passed) => {
      const said = passed ? 'Exit Code: 0' : 'Exit Code: 1';
      answer(at, '', [tool(at, 'run_shell_command', { command: 'npm test' }, said)]);
    },
    text: () =>
      JSON.stringify({ sessionId: id, projectHash: 'h', startTime: iso(0), messages }, null, 1),
  };
}

/** opencode: `edit` and `write`. */
export function opencode(id: string, folder: string): ScriptedLog {
  const messages: object[] = [];
  const model = {
    modelID: 'claude-sonnet-4-5',
    providerID: 'anthropic',
    cost: 0.01,
    finish: 'tool-calls',
    tokens: { input: 10, output: 20, reasoning: 5, cache: { read: 0, write: 0 } },
  };
  const add = (role: string, at: number, parts: readonly object[], more: object = {}): void => {
    const info = { id: `msg_${id}_${messages.length}`, role, sessionID: id };
    messages.push({ info: { ...info, time: { created: at, completed: at + 50 }, ...more }, parts });
  };
  const tool = (
    at: number,
    name: string,
    input: object,
    output: string,
    failed = false,
  ): object => ({
    id: `prt_${at}_${name}`,
    type: 'tool',
    callID: `call_${at}_${name}`,
    tool: name,
    state: {
      status: failed ? 'error' : 'completed',
      input,
      ...(failed ? { error: output } : { output }),
      time: { start: at, end: at + 30 },
    },
  });
  return {
    name: `${id}.json`,
    prompt: (at, words) => add('user', at, [{ id: `prt_${at}`, type: 'text', text: words }]),
    call: ({ at, thought, file, old, new: next, failed, read }) => {
      const parts: object[] = [
        {
          id: `prt_${at}_r`,
          type: 'reasoning',
          text: thought,
          time: { start: at - 300, end: at - 200 },
        },
      ];
      if (read !== undefined)
        parts.unshift(tool(at - 800, 'read', { filePath: file }, numbered(read)));
      parts.push(
        old === null
          ? tool(at, 'write', { filePath: file, content: next }, 'ok', failed)
          : tool(at, 'edit', { filePath: file, oldString: old, newString: next }, 'ok', failed),
      );
      add('assistant', at - 900, parts, model);
    },
    test: (at, passed) =>
      add('assistant', at, [tool(at, 'bash', { command: 'npm test' }, 'ran', !passed)], model),
    text: () =>
      JSON.stringify({ info: { id, title: 'work', directory: folder }, messages }, null, 1),
  };
}

/** The agents that a scripted history is told by. */
export const AGENTS: readonly ((id: string, folder: string) => ScriptedLog)[] = [
  claudeCode,
  codex,
  gemini,
  opencode,
];
