import { isObject, str } from '../../text/json';

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
const PROMPT = ['prompt', 'question', 'problem', 'instruction', 'input', 'query', 'user', 'task'];
/** Columns with a whole response, in which the reasoning stands between tags. */
const TAGGED = [
  'full_response',
  'raw_response',
  'raw_text',
  'raw_output',
  'response',
  'output',
  'completion',
  'generation',
  'generated_text',
  'model_output',
  'prediction',
  'answer',
  'solution',
];
/** Columns that may be anything, source code that quotes tags among it: only an opening tag at the start counts. */
const LOOSE = ['text', 'content'];
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

/** Values of a row by lower-case column name; of two spellings the first counts. */
export type Columns = ReadonlyMap<string, unknown>;

export function columnsOf(row: unknown): Columns {
  const columns = new Map<string, unknown>();
  if (!isObject(row)) return columns;
  for (const [name, value] of Object.entries(row)) {
    const key = name.toLowerCase();
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
  const cells = (names: readonly string[]) => names.flatMap((n) => stringsOf(columns.get(n)));
  const tagged = cells(TAGGED).find(hasTag) ?? cells(LOOSE).find(opensReasoning);
  if (tagged !== undefined) return [{ reasoning: null, answer: tagged, tagged: true }];
  return plain ? [plain] : [];
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

function plainText(columns: Columns): RowText | null {
  const reasoning = firstString(columns, REASONING);
  const answer = firstString(columns, ANSWER);
  if (reasoning === null || answer === null)
    return listedTrajectory(columns, answer?.value ?? null);
  const complete = firstString(columns, PROMPT) !== null;
  if (!complete && reasoning.value.length <= SHORTEST_REASONING) return null;
  if (isJustification(columns, reasoning)) return null;
  return { reasoning: reasoning.value, answer: answer.value, tagged: false };
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

const CLOSING =
  /<\/(?:think|thinking|thought|reasoning|seed:think)>|\[\/THINK\]|<\|end_of_thought\|>|◁\/think▷/;

function opensReasoning(value: string): boolean {
  return /^\s{0,20}(?:<think>|<thinking>|<\|begin_of_thought\|>|\[THINK\]|◁think▷)/.test(value);
}
