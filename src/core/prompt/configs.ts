import { Evaluator, plainString } from './evaluate';
import { MessageReader, together, type ReadMessages } from './messages';
import type { DocumentLanguage, FoundPrompt, PromptPiece } from './model';
import { MODEL_ID } from './modelIds';
import type { Reading } from './resolve';
import { hasWord } from './site';
import type { Entry, Value } from './syntax/value';
import { namedHoles } from './templates';
import { workflowPrompt } from './workflows';

const entry = (entries: readonly Entry[], ...names: readonly string[]): Value | null =>
  entries.find((e) => e.name !== null && names.includes(e.name))?.value ?? null;

/** One shape of a file that holds prompts: the texts of a mapping, by key, in the order they are sent. */
interface Shape {
  readonly library: string;
  /** All of these keys must be there. */
  readonly keys: readonly string[];
  readonly texts: readonly (readonly [key: string, role: PromptPiece['role']])[];
  /** One of these keys must be there, or the first text must be prose: its own key is one of many things. */
  readonly beside?: readonly string[];
  /** One of the texts must be prose or have a hole to be filled: their keys are those of many things. */
  readonly speaks?: true;
  /** The files in which the keys are those of a prompt. */
  readonly files?: RegExp;
}

/**
 * Mappings in YAML, and tables in TOML, that are prompts: an agent or task of CrewAI, a prompt of smolagents and of others that keep
 * texts by key, an agent of Codex, a command of Gemini CLI.
 */
const SHAPES: readonly Shape[] = [
  {
    library: 'crewai',
    keys: ['role', 'goal'],
    texts: [
      ['role', 'system'],
      ['goal', 'system'],
      ['backstory', 'system'],
    ],
  },
  {
    library: 'crewai',
    keys: ['description', 'expected_output'],
    texts: [
      ['description', 'user'],
      ['expected_output', 'user'],
    ],
  },
  {
    library: 'codex',
    keys: ['developer_instructions'],
    texts: [['developer_instructions', 'system']],
    files: /\.toml$/i,
  },
  {
    library: 'gemini-cli',
    keys: ['prompt'],
    texts: [['prompt', 'user']],
    speaks: true,
    files: /\.toml$/i,
  },
  {
    library: 'toml',
    keys: ['system', 'user'],
    texts: [
      ['system', 'system'],
      ['user', 'user'],
    ],
    speaks: true,
    files: /\.toml$/i,
  },
  {
    library: 'yaml',
    keys: ['system_prompt'],
    texts: [
      ['system_prompt', 'system'],
      ['user_prompt', 'user'],
    ],
  },
  {
    library: 'yaml',
    keys: ['template'],
    texts: [
      ['system', 'system'],
      ['template', 'user'],
    ],
    beside: [
      '_type',
      'input_variables',
      'template_format',
      'system',
      'model',
      'llm',
      'temperature',
      'execution_settings',
    ],
  },
];

/** Prompts in a configuration: promptfoo's, also in JavaScript, and in YAML workflows and the shapes above. Requests with messages are found as in code. */
export function findConfig(
  reading: Reading,
  language: DocumentLanguage,
  fileName: string,
): readonly FoundPrompt[] {
  const messages = new MessageReader(new Evaluator(reading));
  if (language === 'javascript' && hasWord(['promptfoo'], reading.program)) {
    const config = reading.program.records.find(
      ({ entries }) => entry(entries, 'prompts') !== null,
    );
    const found = config === undefined ? [] : promptfoo(config.entries, messages, '');
    return found.map((f) => ({ ...f, language }));
  }
  if (language !== 'yaml') return [];
  const root = reading.program.roots.find((r) => r.kind === 'record');
  const tests = root?.kind === 'record' ? promptfoo(root.entries, messages, fileName) : [];
  if (tests.length > 0) return tests;
  return reading.program.records.flatMap((record) => {
    const step = workflowPrompt(record, messages);
    if (step !== null) return [step];
    const shape = SHAPES.find(
      (s) => s.files?.test(fileName) !== false && hasShape(record.entries, s),
    );
    if (shape === undefined) return [];
    const read = together(
      shape.texts.flatMap(([key, role]) => {
        const value = entry(record.entries, key);
        return value === null || !isText(value) ? [] : [messages.read(value, role)];
      }),
    );
    const model = plainString(entry(record.entries, 'llm', 'model'));
    const effort = plainString(
      entry(record.entries, 'model_reasoning_effort', 'reasoning_effort', 'effort'),
    );
    return [{ ...configured(read, shape.library, record, model), effort }];
  });
}

/** Holes, loops and conditions of a template. */
const FILLED = /\{\{[^{}]{0,300}\}\}|\{%[^%]{0,300}%\}|\{[^{}]{0,300}\}/g;
/** A word of prose, rather than a path, a name or a setting; where words are not set apart, a sign. */
const WORD = /^["'(]?\p{L}[\p{L}'’-]{0,40}[.,:;!?"')]{0,3}$/u;
const SIGNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const LEAST_WORDS = 6;

/** Whether a text tells something in words: `templates/build.yml` and `{{ states('sensor') }}` do not. */
function isProse(text: string): boolean {
  const plain = text.replace(FILLED, ' ');
  const words = plain.split(/\s+/).filter((word) => WORD.test(word)).length;
  return words + (plain.match(SIGNS)?.length ?? 0) >= LEAST_WORDS;
}

function hasShape(entries: readonly Entry[], { keys, beside, speaks }: Shape): boolean {
  const texts = keys.map((k) => entry(entries, k));
  if (!texts.every(isText)) return false;
  const said = texts.map((t) => plainString(t) ?? '');
  if (speaks === true && !said.some((t) => t.includes('{{') || isProse(t))) return false;
  return beside === undefined || entry(entries, ...beside) !== null || isProse(said[0] ?? '');
}

const isText = (value: Value | null): boolean => value?.kind === 'string';

function configured(
  read: ReadMessages,
  library: string,
  at: Value,
  model: string | null,
): FoundPrompt {
  const holes = read.pieces.flatMap((p) => namedHoles(p.text));
  return {
    kind: 'request',
    language: 'yaml',
    messages: read.pieces,
    placeholders: [...new Set([...read.placeholders, ...holes])],
    call: {
      callee: null,
      library,
      vendor: null,
      range: { start: at.start, end: at.end },
      parameters: [],
      arguments: [],
      model: null,
      thinking: [],
    },
    model,
    effort: null,
  };
}

/** The model id in promptfoo's name of a provider (`openai:chat:gpt-4o`, `anthropic:messages:claude-...`). */
function providerModel(provider: string): string | null {
  const parts = provider.split(':');
  const at = parts.findIndex((p) => MODEL_ID.test(p));
  return at < 0 ? (parts.length > 1 ? (parts.at(-1) ?? null) : null) : parts.slice(at).join(':');
}

/** A prompt that stands in another file, perhaps made by one of its functions (`prompts.py:classify`). */
const REFERENCE =
  /^(?:file|exec|https?|langfuse|portkey|helicone):|^\S{1,200}\.(?:txt|jsonl?|ya?ml|csv|py|[cm]?[jt]s|md|j2|rb|sh)(?::\w{1,80})?$/;

function promptfoo(
  entries: readonly Entry[],
  messages: MessageReader,
  fileName: string,
): readonly FoundPrompt[] {
  const prompts = entry(entries, 'prompts');
  const providers = entry(entries, 'providers', 'targets');
  if (prompts === null || (providers === null && !/promptfoo/i.test(fileName))) return [];
  const list = providers?.kind === 'list' ? providers.items : providers === null ? [] : [providers];
  const ids = list.flatMap((p) => {
    const id = plainString(p.kind === 'record' ? entry(p.entries, 'id') : p);
    const model = id === null ? null : providerModel(id);
    return model === null ? [] : [model];
  });
  const all = prompts.kind === 'list' ? prompts.items : [prompts];
  return all.flatMap((item) => {
    const value =
      item.kind === 'record' ? (entry(item.entries, 'raw', 'prompt', 'content') ?? null) : item;
    if (value === null || REFERENCE.test(plainString(value)?.trim() ?? '')) return [];
    return [configured(messages.read(value), 'promptfoo', item, ids[0] ?? null)];
  });
}
