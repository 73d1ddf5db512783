import type { PromptMessage } from '../../model/trace';
import { isObject, list, str } from '../../text/json';
import { anyOf, REASONING_TAGS } from '../../text/reasoningTags';
import { chatTurns } from './chatTemplate';
import { contentText, promptMessages, roleOf } from './content';
import { unpacked } from './embedded';
import { roundsOf } from './rounds';
import { wordsOf } from './reasoningKeys';

/**
 * Names under which data sets and scripts keep the parts of a trace, most telling first; case is ignored. The gold
 * answer is often called `answer` beside the model's `response`, so that comes later.
 */
export const REASONING = [
  'reasoning_content',
  'reasoning_trace',
  'reasoning_text',
  'reasoning',
  'thinking',
  'thinking_trace',
  'thinking_content',
  'think_content',
  'thoughts',
  'thought',
  'think',
  'complex_cot',
  'cot',
  'chain_of_thought',
  'thought_process',
  'thinking_trajectory',
  'scratchpad',
];
const ANSWER = [
  'answer_text',
  'answer_content',
  'final_response',
  'response',
  'output',
  'completion',
  'content',
  'generated_text',
  'model_output',
  'model_answer',
  'prediction',
  'final_answer',
  'answer',
  'attempt',
  'solution',
];
const QUESTION = [
  'prompt',
  'prompt_text',
  'user_prompt',
  'question',
  'question_text',
  'problem',
  'instruction',
  'input',
  'query',
];
/** Names of a question that are as often the name of a person or of a task: any other that says it comes before. */
const LABELS = ['user', 'task'];
export const PROMPT = [...QUESTION, ...LABELS];
/** What the last word of a column says that a model wrote; before it there may be any vendor's or model's name. */
const WRITTEN = new Set([
  'response',
  'responses',
  'output',
  'outputs',
  'completion',
  'completions',
  'generation',
  'generations',
  'generated',
  'prediction',
  'predictions',
  'pred',
  'predict',
  'answer',
  'answers',
  'solution',
  'solutions',
  'reply',
  'replies',
  'final',
  'attempt',
  'result',
  'text',
  'sample',
  'samples',
  'rollout',
  'rollouts',
  'decoded',
]);
/** Words of a column that is sent, or that says what is right. */
const GIVEN = new Set([
  'prompt',
  'question',
  'problem',
  'instruction',
  'input',
  'query',
  'template',
  'system',
  'expected',
  'gold',
  'ground',
  'truth',
  'reference',
  'target',
  'label',
  'judge',
  'grader',
  'source',
  'code',
  'path',
  'example',
  'examples',
]);
/** Values of a row by lower-case column name in snake case; of two spellings the first counts. */
export type Columns = ReadonlyMap<string, unknown>;

export function columnsOf(row: unknown): Columns {
  const columns = new Map<string, unknown>();
  if (!isObject(row)) return columns;
  for (const [name, value] of Object.entries(row)) {
    const key = /^[a-z]+(?:[A-Z][a-z]+)+$/.test(name)
      ? wordsOf(name).join('_')
      : name.toLowerCase();
    if (!columns.has(key)) columns.set(key, cellValue(value));
  }
  return columns;
}

/** A cell's value; messages may be JSON text there (tables have no lists of objects). */
function cellValue(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s{0,20}\[\s{0,20}\{/.test(value)) return value;
  if (!/"(?:role|from)"\s?:/.test(value)) return value;
  const found = unpacked(value);
  const isMessage = (item: unknown): boolean => (str(item, 'role') ?? str(item, 'from')) !== null;
  return list(found).some(isMessage) ? found : value;
}

/** Whether a column's last word says that a model wrote it; it may be numbered (`response_2`). */
export function isWritten(name: string): boolean {
  return WRITTEN.has(wordsOf(name).findLast((word) => !/^\d{1,3}$/.test(word)) ?? '');
}

/** Columns that a model wrote, before those of any other name. */
export function writtenFirst(columns: Columns): readonly (readonly [string, unknown])[] {
  const own = [...columns].filter(([name]) => !wordsOf(name).some((word) => GIVEN.has(word)));
  const found = own.filter(([name]) => isWritten(name));
  return [...found, ...own.filter(([name]) => !isWritten(name))];
}

/** The answer of a row without reasoning; `null` where no column has one. */
export function answerOf(columns: Columns): string | null {
  return namedAnswer(columns)?.value ?? null;
}

export function namedAnswer(
  columns: Columns,
): { readonly name: string; readonly value: string } | null {
  return firstString(columns, ANSWER) ?? answerByMeaning(columns);
}

/** A column whose name ends in a word for what a model wrote (`llm_response`, `generatedSolution`). */
function answerByMeaning(
  columns: Columns,
): { readonly name: string; readonly value: string } | null {
  const found = writtenFirst(columns).find(
    ([name, value]) => isWritten(name) && typeof value === 'string',
  );
  return found === undefined ? null : { name: found[0], value: String(found[1]) };
}

const SYSTEM = ['system', 'system_prompt', 'system_message', 'system_instruction'];
/** Words of a column that says what was asked (`problem_statement`, `question_content`, `origin_prompt`). */
const ASKED = new Set(['prompt', 'question', 'problem', 'instruction', 'query', 'task', 'user']);
const WORDING = new Set([
  'content',
  'text',
  'statement',
  'description',
  'message',
  'body',
  'input',
]);

/** What was said before the question, in pairs (LLaMA-Factory's and ChatGLM's rows). */
function earlierRounds(history: unknown): readonly PromptMessage[] {
  const rounds = roundsOf(history);
  return rounds.flatMap(({ asked, answered }) =>
    promptMessages([
      { role: 'user', content: asked },
      { role: 'assistant', content: answered },
    ]),
  );
}

const SENT = new Set([
  'origin',
  'original',
  'full',
  'raw',
  'final',
  'formatted',
  'rendered',
  'user',
]);

function isAskedName(name: string): boolean {
  const [first = '', ...rest] = wordsOf(name);
  if (rest.length === 0) return false;
  if (ASKED.has(first) && rest.every((word) => WORDING.has(word))) return true;
  return SENT.has(first) && rest.length === 1 && ASKED.has(rest[0] ?? '');
}

/** Requests to Gemini and Bedrock keep it in parts. */
function systemTexts(value: unknown): readonly string[] {
  const texts = stringsOf(value);
  return texts.length > 0 ? texts : [contentText(value)].filter((words) => words !== '');
}

/** What a row says was sent: its system text and its question, as texts or messages. */
export function rowPrompt(columns: Columns): readonly PromptMessage[] {
  const system =
    SYSTEM.map((name) => systemTexts(columns.get(name))).find((w) => w.length > 0) ?? [];
  const asked = question(columns);
  const told = asked.some(({ role }) => role === 'system') ? [] : system;
  return [
    ...told.map((words) => ({ role: 'system' as const, text: words })),
    ...earlierRounds(columns.get('history')),
    ...asked,
  ];
}

/** The question's columns; Alpaca's `input` belongs to its `instruction`. */
function question(columns: Columns): readonly PromptMessage[] {
  const instruction = stringsOf(columns.get('instruction'))[0];
  const input = stringsOf(columns.get('input'))[0];
  if (instruction !== undefined && input !== undefined) return promptMessages([instruction, input]);
  const names = [...QUESTION, ...[...columns.keys()].filter(isAskedName), ...LABELS];
  // What was sent as messages says more than a question beside it.
  const sent = names.map((name) => columns.get(name)).find((value) => list(value).some(isObject));
  const messages = promptMessages(sent);
  if (messages.length > 0) return messages;
  const words = firstString(columns, names)?.value ?? '';
  return promptMessages([words]);
}

/** The first of the names that holds a string or number; one that is not empty is preferred. */
export function firstString(
  columns: Columns,
  names: readonly string[],
): { readonly name: string; readonly value: string } | null {
  let empty: string | null = null;
  for (const name of names) {
    const value = columns.get(name);
    if (value === '') empty ??= name;
    else if (typeof value === 'string' || typeof value === 'number') {
      return { name, value: String(value) };
    }
  }
  return empty === null ? null : { name: empty, value: '' };
}

/** Strings that are not empty in a cell: itself, the items of a list, or the `response` of an object. */
export function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value))
    return value.filter((v): v is string => typeof v === 'string' && v !== '');
  const inner = str(value, 'response') ?? str(value, 'text') ?? str(value, 'content');
  return inner === null || inner === '' ? [] : [inner];
}

/** Cheap test before the real splitting: some closing tag, or an opening one at the start. */
export function hasTag(value: string): boolean {
  return CLOSING.test(value) || opensReasoning(value);
}

/** Not in quotes: there it is code or a text about tags. */
const CLOSING = new RegExp(
  `(?<!['"\`])(?:${anyOf(REASONING_TAGS.filter((t) => t.closesAlone).map((t) => t.close))})(?!['"\`])`,
);
/** The first stages of a structured answer (LLaVA-CoT). */
const STAGED = '<SUMMARY>[^<]{0,20000}</SUMMARY>\\s{0,20}<(?:CAPTION|REASONING)>';
/** A fold whose summary says that it holds thinking (Dify). */
const FOLD = `<details\\b[^>]{0,200}>\\s{0,20}<summary>\\W{0,8}(?:${anyOf(['thinking', 'Thinking', 'thought', 'Thought', 'reasoning', 'Reasoning'])})`;
const OPENING = new RegExp(
  `^\\s{0,20}(?:${anyOf(REASONING_TAGS.map((tag) => tag.open))}|<details type="reasoning"|${FOLD}|${STAGED})`,
);

/** Whether a text opens with a tag of reasoning, also behind what a chat template puts before it. */
export function opensReasoning(value: string): boolean {
  if (OPENING.test(value)) return true;
  return /^\s{0,20}[<[\]]/.test(value) && templateOpens(value);
}

function templateOpens(value: string): boolean {
  const turns = chatTurns(value) ?? [];
  return turns.some(({ role, start, end }) => {
    if (role === 'think') return true;
    return roleOf(role) === 'assistant' && hasTag(value.slice(start, end));
  });
}
