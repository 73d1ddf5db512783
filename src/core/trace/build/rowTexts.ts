import { jsonText } from '../../text/json';
import {
  firstString,
  hasTag,
  isWritten,
  namedAnswer,
  opensReasoning,
  PROMPT,
  REASONING,
  rowPrompt,
  stringsOf,
  writtenFirst,
  type Columns,
} from './columns';
import { isOfOthers, keyMeaning, type KeyMeaning } from './reasoningKeys';
import { listedTexts, numberedTexts, parallelTexts } from './rowLists';
import { steppedTexts } from './rowSteps';
import { rowModel, rowUsage } from './rowFacts';
import { bare, type RowText } from './rowText';

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

/** The traces in a row's columns; none when it has neither a reasoning column nor tagged text. */
export function rowTexts(columns: Columns): readonly RowText[] {
  const pairs = pairedTexts(columns);
  if (pairs.length > 0) return pairs;
  const parallel = parallelTexts(columns);
  if (parallel.length > 0) return parallel;
  const plain = plainText(columns);
  if (plain?.reasoning) return [plain];
  const lists = preferences(columns) ?? listedTexts(columns);
  if (lists.length > 0) return lists;
  const numbered = numberedTexts(columns);
  if (numbered.length > 0) return numbered;
  const tagged = taggedText(columns);
  if (tagged !== null) return [bare(tagged, true)];
  if (plain !== null) return [plain];
  return reasoningOf(columns) === null ? steppedTexts(columns) : [];
}

/**
 * The text in which a row keeps a whole response: in a column that a model wrote a closing tag is enough; a column of
 * any name (source code that quotes tags may be there) must open with a tag.
 */
function taggedText(columns: Columns): string | null {
  for (const [name, value] of writtenFirst(columns)) {
    const whole = isWritten(name) && name !== 'text';
    const found = stringsOf(value).find(whole ? hasTag : opensReasoning);
    if (found !== undefined) return found;
  }
  return null;
}

/** The better and the worse answer of a preference pair. */
function preferences(columns: Columns): readonly RowText[] | null {
  const both = ['chosen', 'rejected'].map((name) => columns.get(name));
  if (!both.every((answer) => typeof answer === 'string') || !both.some(hasTag)) return null;
  return both.map((answer) => bare(answer, true));
}

/**
 * `deepseek_thinking_trajectory` + `deepseek_attempt`, `gemini_reasoning` + `gemini_solution` and alike; a judge's pair
 * and a person's are no model's.
 */
function pairedTexts(columns: Columns): readonly RowText[] {
  return [...columns].flatMap(([name, value]) => {
    const prefix = /^(\w+?)_(?:thinking_trajectory|thinking|reasoning|cot)$/.exec(name)?.[1];
    if (prefix === undefined || isOfOthers(name)) return [];
    if (typeof value !== 'string' || value === '' || isSwitch(value)) return [];
    const answer = ['attempt', 'solution', 'answer', 'response', 'output']
      .map((part) => columns.get(`${prefix}_${part}`))
      .find((candidate) => typeof candidate === 'string');
    return answer === undefined ? [] : [{ reasoning: value, answer, tagged: false, digest: false }];
  });
}

function plainText(columns: Columns): RowText | null {
  const reasoning = reasoningOf(columns);
  const answer = namedAnswer(columns);
  if (reasoning === null || answer === null)
    return listedTrajectory(columns, answer?.value ?? null);
  const complete = firstString(columns, PROMPT) !== null;
  const vague = JUSTIFIES.has(reasoning.name) && reasoning.value.length <= SHORTEST_REASONING;
  if (!complete && vague) return null;
  if (isJustification(columns, reasoning)) return null;
  return {
    reasoning: reasoning.value,
    answer: answer.value,
    tagged: false,
    digest: reasoning.digest,
  };
}

/** Reasoning in a column of its own. */
interface ReasoningColumn {
  readonly name: string;
  readonly value: string;
  readonly digest: boolean;
}

/** The column that holds a row's reasoning, or a digest of it where there is no more. */
export function reasoningOf(columns: Columns): ReasoningColumn | null {
  const words = new Map([...columns].filter(([, value]) => !isSwitch(value)));
  const named = firstString(words, REASONING);
  if (named !== null) return { ...named, digest: false };
  return byMeaning(words, 'reasoning') ?? byMeaning(words, 'summary');
}

/** Whether a model was to reason, or how much (`reasoning: on` of Nemotron's rows, a score, a flag), and not what it thought. */
function isSwitch(value: unknown): boolean {
  if (typeof value === 'number') return true;
  return (
    typeof value === 'string' &&
    /^(?:[-+]?\d{1,20}(?:\.\d{0,20})?%?|on|off|true|false|yes|no|none|null|minimal|low|medium|high|enabled|disabled)$/i.test(
      value,
    )
  );
}

/** A column whose name means reasoning in other words (`claude_thinking_text`, `reasoningSteps`). */
function byMeaning(columns: Columns, meaning: KeyMeaning): ReasoningColumn | null {
  for (const [name, value] of columns) {
    if (keyMeaning(name) !== meaning) continue;
    const words = stringsOf(value).join('\n\n');
    if (words !== '') return { name, value: words, digest: meaning === 'summary' };
  }
  return null;
}

/** s1K keeps its trajectory in a list of one. */
function listedTrajectory(columns: Columns, answer: string | null): RowText | null {
  const [first] = stringsOf(columns.get('thinking_trajectories'));
  return first === undefined ? null : { ...bare(answer ?? '', false), reasoning: first };
}

/** Whether a row is a grader's, whose words are no model's reasoning. */
export function isJustification(
  columns: Columns,
  reasoning: { readonly name: string; readonly value: string },
): boolean {
  return (
    JUSTIFIES.has(reasoning.name) &&
    reasoning.value.length < LONGEST_JUSTIFICATION &&
    GRADER.some((name) => columns.has(name)) &&
    // Nobody counts the tokens of a grader's words beside an answer.
    (rowUsage(columns).reasoningTokens ?? 0) === 0 &&
    !isBeforeAnswer(columns, reasoning.name)
  );
}

/**
 * Whether a row keeps a model's generation in the order in which it came, whoever marked it later: the model is named,
 * and its reasoning stands between the prompt and the answer. A grader's words come after the answer that they judge.
 */
function isBeforeAnswer(columns: Columns, reasoning: string): boolean {
  const names = [...columns.keys()];
  const answer = namedAnswer(columns)?.name;
  const prompt = firstString(columns, PROMPT)?.name;
  if (rowModel(columns) === null || answer === undefined || prompt === undefined) return false;
  const [asked, thought, said] = [prompt, reasoning, answer].map((name) => names.indexOf(name));
  return (asked ?? -1) < (thought ?? -1) && (thought ?? -1) < (said ?? -1);
}

/** Whether a row's reasoning is left out for a grader's. */
export function isHeldBack(columns: Columns): boolean {
  const reasoning = reasoningOf(columns);
  return reasoning !== null && isJustification(columns, reasoning);
}

/** A row of a prompt and the reasoning that it led to, without an answer that is known. */
export function thoughtOnly(columns: Columns): RowText | null {
  const reasoning = reasoningOf(columns);
  const found = structuredText(columns);
  if (found === null || reasoning === null || isJustification(columns, reasoning)) return null;
  const asked = rowPrompt(columns).some(({ role }) => role === 'user');
  const telling =
    !JUSTIFIES.has(reasoning.name) ||
    reasoning.value.length >= LONGEST_JUSTIFICATION ||
    PROMPT.some((name) => Array.isArray(columns.get(name)));
  return asked && telling && reasoning.value.length > SHORTEST_REASONING ? found : null;
}

/**
 * A row whose answer is no text (calls, a grid, fields that a schema asked for) beside its reasoning, or that has
 * reasoning alone: the answer is its JSON.
 */
export function structuredText(columns: Columns): RowText | null {
  const reasoning = reasoningOf(columns);
  if (reasoning === null || namedAnswer(columns) !== null) return null;
  const [, answer] = writtenFirst(columns).find(
    ([name, value]) => isWritten(name) && typeof value === 'object' && value !== null,
  ) ?? ['', ''];
  return { ...bare(jsonText(answer), false), reasoning: reasoning.value, digest: reasoning.digest };
}
