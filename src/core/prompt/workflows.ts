import { plainString } from './evaluate';
import { messageOf, together, type MessageReader } from './messages';
import type { FoundPrompt, PromptPiece } from './model';
import type { Entry, Value } from './syntax/value';

/** A step of a workflow that asks a model: which action it uses, and under which names that is given its texts. */
interface ModelAction {
  readonly uses: RegExp;
  readonly library: string;
  readonly vendor: string | null;
  readonly texts: readonly (readonly [input: string, role: PromptPiece['role']])[];
  /** Inputs that name a file with a text, by the input that gives the text itself. */
  readonly files?: Readonly<Record<string, string>>;
  readonly model: readonly string[];
  readonly effort: readonly string[];
  /** Further arguments of the program that the action runs: `--model sonnet`. */
  readonly line: readonly string[];
}

/** Actions of GitHub that send a prompt; the inputs are those of their `action.yml`, 2026. */
const ACTIONS: readonly ModelAction[] = [
  {
    uses: /^actions\/ai-inference@/,
    library: 'github-models',
    vendor: null,
    texts: [
      ['system-prompt', 'system'],
      ['prompt', 'user'],
    ],
    files: { 'system-prompt': 'system-prompt-file', prompt: 'prompt-file' },
    model: ['model'],
    effort: [],
    line: [],
  },
  {
    uses: /^anthropics\/claude-code(?:-base)?-action@/,
    library: 'claude-code',
    vendor: 'anthropic',
    texts: [
      ['system_prompt', 'system'],
      ['append_system_prompt', 'system'],
      ['custom_instructions', 'system'],
      ['prompt', 'user'],
      ['direct_prompt', 'user'],
      ['override_prompt', 'user'],
    ],
    model: ['model', 'anthropic_model'],
    effort: [],
    line: ['claude_args'],
  },
  {
    uses: /^openai\/codex-action@/,
    library: 'codex',
    vendor: 'openai',
    texts: [['prompt', 'user']],
    files: { prompt: 'prompt-file' },
    model: ['model'],
    effort: ['effort'],
    line: ['codex-args'],
  },
  {
    uses: /^google-(?:github-actions|gemini)\/(?:run-)?gemini-cli(?:-action)?@/,
    library: 'gemini-cli',
    vendor: 'google',
    texts: [['prompt', 'user']],
    model: ['gemini_model', 'model'],
    effort: [],
    line: [],
  },
];

const entry = (entries: readonly Entry[], ...names: readonly string[]): Value | null =>
  entries.find((e) => e.name !== null && names.includes(e.name))?.value ?? null;

/** What GitHub fills in: `${{ github.event.issue.body }}`. */
const FILLED = /\$\{\{\s{0,20}([^{}]{1,200}?)\s{0,20}\}\}/g;
/** An option of a command line and its value. */
const OPTION = /(?:^|\s)--(model|effort)[= ]\s{0,5}["']?([\w.:/@-]{2,100})/g;

/** What a workflow says, unless the running job fills it in. */
function said(value: Value | null): string | null {
  const text = plainString(value)?.trim() ?? '';
  return text === '' || text.includes('${{') ? null : text;
}

/** The prompt that a step of a workflow sends to a model; null for all other records. */
export function workflowPrompt(
  record: Value & { readonly kind: 'record' },
  messages: MessageReader,
): FoundPrompt | null {
  const uses = plainString(entry(record.entries, 'uses'));
  const given = entry(record.entries, 'with');
  const action = uses === null ? undefined : ACTIONS.find((a) => a.uses.test(uses));
  if (action === undefined || given?.kind !== 'record') return null;
  const holes: string[] = [];
  const texts = action.texts.flatMap(([input, role]) => {
    const value = entry(given.entries, input);
    const text = plainString(value);
    if (value === null || text === null || text === '') {
      // What stands in a file is told by the file's name.
      const named = action.files?.[input];
      const file = named === undefined ? null : entry(given.entries, named);
      const name = plainString(file)?.trim() ?? '';
      if (file === null || name === '') return [];
      const source = name.replace(FILLED, '$1');
      holes.push(source);
      return [messageOf(role, { ...messages.texts.text(file), text: `{${source}}`, known: true })];
    }
    const filled = text.replace(FILLED, (_, name: string) => {
      holes.push(name);
      return `{${name}}`;
    });
    return [messageOf(role, { ...messages.texts.text(value), text: filled, known: true })];
  });
  const read = together(texts);
  if (read.pieces.length === 0) return null;
  const line = action.line.map((name) => plainString(entry(given.entries, name)) ?? '').join(' ');
  const option = (name: string): string | null =>
    [...line.matchAll(OPTION)].find((m) => m[1] === name)?.[2] ?? null;
  const declared = entry(given.entries, ...action.model);
  const model = said(declared) ?? option('model');
  return {
    kind: 'request',
    language: 'yaml',
    messages: read.pieces,
    placeholders: [...new Set(holes)],
    call: {
      callee: null,
      library: action.library,
      vendor: action.vendor,
      range: { start: record.start, end: record.end },
      parameters: [],
      arguments: [],
      model: null,
      thinking: [],
    },
    model,
    effort: said(entry(given.entries, ...action.effort)) ?? option('effort'),
  };
}
