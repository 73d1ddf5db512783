import { has, isObject, list, str } from '../../text/json';
import { anyOf, REASONING_TAGS } from '../../text/reasoningTags';
import { chatTurns } from './chatTemplate';
import { roleOf } from './content';
import { keyMeaning, wordsOf } from './reasoningKeys';

/**
 * Names under which data sets and scripts keep the parts of a trace, most telling first; case is ignored. The gold
 * answer is often called `answer` beside the model's `response`, so that comes later.
 */
const REASONING = [
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
const PROMPT = [
  'prompt',
  'prompt_text',
  'user_prompt',
  'question',
  'question_text',
  'problem',
  'instruction',
  'input',
  'query',
  'user',
  'task',
];
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
]);
/** A column that says a row is a grader's: its `reasoning` justifies a mark. */
const GRADER = [
  'score',
  'scores',
  'grade',
  'verdict',
  'judgement',
  'judgment',
  'rating',
  'criteria',
  'judge',
  'label',
  'passed',
  'winner',
];
const JUSTIFIES = new Set(['reasoning', 'thought', 'thoughts', 'think']);
const SHORTEST_REASONING = 40;
const LONGEST_JUSTIFICATION = 600;

/** One trace's text in a row. `tagged` text may hold its reasoning between tags. */
export interface RowText {
  readonly reasoning: string | null;
  readonly answer: string;
  readonly tagged: boolean;
}

/** Values of a row by lower-case column name in snake case; of two spellings the first counts. */
export type Columns = ReadonlyMap<string, unknown>;

export function columnsOf(row: unknown): Columns {
  const columns = new Map<string, unknown>();
  if (!isObject(row)) return columns;
  for (const [name, value] of Object.entries(row)) {
    const key = /^[a-z]+(?:[A-Z][a-z]+)+$/.test(name)
      ? wordsOf(name).join('_')
      : name.toLowerCase();
    if (!columns.has(key)) columns.set(key, value);
  }
  return columns;
}

/** The traces in a row's columns; none when it has neither a reasoning column nor tagged text. */
export function rowTexts(columns: Columns): readonly RowText[] {
  const pairs = pairedTexts(columns);
  if (pairs.length > 0) return pairs;
  const plain = plainText(columns);
  if (plain?.reasoning) return [plain];
  const lists = preferences(columns) ?? taggedLists(columns);
  if (lists.length > 0) return lists;
  const tagged = taggedText(columns);
  if (tagged !== null) return [{ reasoning: null, answer: tagged, tagged: true }];
  return plain ? [plain] : [];
}

/** Columns that a model wrote, before those of any other name. */
function writtenFirst(columns: Columns): readonly (readonly [string, unknown])[] {
  const own = [...columns].filter(([name]) => !wordsOf(name).some((word) => GIVEN.has(word)));
  const isWritten = ([name]: readonly [string, unknown]) => WRITTEN.has(wordsOf(name).at(-1) ?? '');
  const found = own.filter(isWritten);
  return [...found, ...own.filter((column) => !isWritten(column))];
}

/**
 * The text in which a row keeps a whole response: in a column that a model wrote a closing tag is enough; a column of
 * any name (source code that quotes tags may be there) must open with a tag.
 */
function taggedText(columns: Columns): string | null {
  for (const [name, value] of writtenFirst(columns)) {
    const isWritten = WRITTEN.has(wordsOf(name).at(-1) ?? '') && name !== 'text';
    const found = stringsOf(value).find(isWritten ? hasTag : opensReasoning);
    if (found !== undefined) return found;
  }
  return null;
}

/** The better and the worse answer of a preference pair. */
function preferences(columns: Columns): readonly RowText[] | null {
  const both = ['chosen', 'rejected'].map((name) => columns.get(name));
  if (!both.every((answer) => typeof answer === 'string') || !both.some(hasTag)) return null;
  return both.map((answer) => ({ reasoning: null, answer, tagged: true }));
}

/** Several responses to one prompt in a list (OpenR1's `generations`, `completions`, `responses`). */
function taggedLists(columns: Columns): readonly RowText[] {
  for (const [, value] of writtenFirst(columns)) {
    // Lists of messages are conversations.
    if (!Array.isArray(value) || list(value).some((v) => has(v, 'role') || has(v, 'from')))
      continue;
    const answers = list(value).flatMap(stringsOf);
    if (answers.length === 0 || !answers.some(hasTag)) continue;
    return answers.map((answer) => ({ reasoning: null, answer, tagged: true }));
  }
  return [];
}

/** `deepseek_thinking_trajectory` + `deepseek_attempt`, `gemini_reasoning` + `gemini_solution` and alike. */
function pairedTexts(columns: Columns): readonly RowText[] {
  return [...columns].flatMap(([name, value]) => {
    const prefix = /^(\w+?)_(?:thinking_trajectory|thinking|reasoning|cot)$/.exec(name)?.[1];
    if (prefix === undefined || typeof value !== 'string' || value === '') return [];
    const answer = ['attempt', 'solution', 'answer', 'response', 'output']
      .map((part) => columns.get(`${prefix}_${part}`))
      .find((candidate) => typeof candidate === 'string');
    return answer === undefined ? [] : [{ reasoning: value, answer, tagged: false }];
  });
}

/** The answer of a row without reasoning; `null` where no column has one. */
export function answerOf(columns: Columns): string | null {
  return namedAnswer(columns)?.value ?? null;
}

function namedAnswer(columns: Columns): { readonly name: string; readonly value: string } | null {
  return firstString(columns, ANSWER) ?? answerByMeaning(columns);
}

function plainText(columns: Columns): RowText | null {
  const reasoning = firstString(columns, REASONING) ?? byMeaning(columns);
  const answer = namedAnswer(columns);
  if (reasoning === null || answer === null)
    return listedTrajectory(columns, answer?.value ?? null);
  const complete = firstString(columns, PROMPT) !== null;
  const vague = JUSTIFIES.has(reasoning.name) && reasoning.value.length <= SHORTEST_REASONING;
  if (!complete && vague) return null;
  if (isJustification(columns, reasoning)) return null;
  return { reasoning: reasoning.value, answer: answer.value, tagged: false };
}

/** A column whose name means reasoning in other words (`claude_thinking_text`, `reasoningSteps`). */
function byMeaning(columns: Columns): { readonly name: string; readonly value: string } | null {
  for (const [name, value] of columns) {
    if (keyMeaning(name) !== 'reasoning') continue;
    const words = stringsOf(value).join('\n\n');
    if (words !== '') return { name, value: words };
  }
  return null;
}

/** A column whose name ends in a word for what a model wrote (`llm_response`, `generatedSolution`). */
function answerByMeaning(
  columns: Columns,
): { readonly name: string; readonly value: string } | null {
  const found = writtenFirst(columns).find(
    ([name, value]) => WRITTEN.has(wordsOf(name).at(-1) ?? '') && typeof value === 'string',
  );
  return found === undefined ? null : { name: found[0], value: String(found[1]) };
}

/** s1K keeps its trajectory in a list of one. */
function listedTrajectory(columns: Columns, answer: string | null): RowText | null {
  const [first] = stringsOf(columns.get('thinking_trajectories'));
  return first === undefined ? null : { reasoning: first, answer: answer ?? '', tagged: false };
}

function isJustification(
  columns: Columns,
  reasoning: { readonly name: string; readonly value: string },
): boolean {
  return (
    JUSTIFIES.has(reasoning.name) &&
    reasoning.value.length < LONGEST_JUSTIFICATION &&
    GRADER.some((name) => columns.has(name))
  );
}

/** The prompt's columns; Alpaca's `input` belongs to its `instruction`. */
export function promptTexts(columns: Columns): readonly string[] {
  const instruction = stringsOf(columns.get('instruction'))[0];
  const input = stringsOf(columns.get('input'))[0];
  if (instruction !== undefined && input !== undefined) return [instruction, input];
  const prompt = firstString(columns, PROMPT)?.value ?? '';
  return prompt === '' ? [] : [prompt];
}

/** The first of the names that holds a string or number; one that is not empty is preferred. */
export function firstString(
  columns: Columns,
  names: readonly string[],
): { readonly name: string; readonly value: string } | null {
  const found = names.flatMap((name) => {
    const value = columns.get(name);
    if (typeof value === 'string') return [{ name, value }];
    return typeof value === 'number' ? [{ name, value: String(value) }] : [];
  });
  return found.find(({ value }) => value !== '') ?? found[0] ?? null;
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
const OPENING = new RegExp(
  `^\\s{0,20}(?:${anyOf(REASONING_TAGS.map((tag) => tag.open))}|<details type="reasoning")`,
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
