import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { RecordRange } from '../../../model/trace';
import { countedReasoning } from '../../figures';
import type { FileRecord, Format, ParseResult, TraceDraft } from '../../format';
import { addChatItem, chatModel } from '../apis/chatItem';
import { chatMessages, isChatItem } from '../apis/chatItems';
import { addTaggedText } from '../apis/logMessage';
import { addBesideReasoning } from '../../build/besideReasoning';
import { answerOf, columnsOf, hasTag, rowPrompt, type Columns } from '../../build/columns';
import { roleOf } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { inFile, nothing, parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { itemsOf } from '../../build/records';
import {
  askedBefore,
  conversationsOf,
  isReasonedTurn,
  repeats,
  withRowReasoning,
} from '../../build/rowConversations';
import { fillFacts, rowModel, rowTrace, rowUsage } from '../../build/rowFacts';
import { nestedColumns, rowsOf } from '../../build/rowTables';
import { bare, type RowText } from '../../build/rowText';
import { isHeldBack, rowTexts, structuredText, thoughtOnly } from '../../build/rowTexts';
import type { TaggedPart } from '../../build/taggedText';
import { splitTagged } from '../../build/tags';
import { at, isObject, list, str, text } from '../../../text/json';
import { branchShownIn } from './chatTree';
import { isListChange } from './snapshots';

/**
 * Rows of reasoning data sets, of evaluations and of scripts (JSONL or a JSON array): columns with a prompt, reasoning
 * and answer under any of their usual names, several generations in a row (OpenR1), or whole conversations
 * (OpenThoughts, ShareGPT, AM); also in objects of the row (LightEval, HELM).
 */
export const datasetRows: Format = {
  id: 'dataset-rows',
  title: msg('Rows with reasoning'),
  unit: 'record',
  detect: ({ records }) =>
    rowItems(records)
      .slice(0, 50)
      .some(({ value }) => rowsOf(value).slice(0, 50).some(isRow)),
  parse(records) {
    const rows = rowItems(records).flatMap((record) =>
      rowsOf(record.value).map((row) => readRow({ ...record, value: row })),
    );
    return {
      traces: rows.flatMap(({ traces }) => traces),
      problems: rows.flatMap(({ problems }) => problems),
    };
  },
};

/** Rows one by one, also those of batches (a pipeline of Transformers gives a list for each of its inputs). */
function rowItems(records: readonly FileRecord[]): readonly FileRecord[] {
  const isBatch = ({ value }: FileRecord): boolean =>
    Array.isArray(value) && list(value).every((row) => isObject(row) && !isChatItem(row));
  return itemsOf(records).flatMap((item) => (isBatch(item) ? itemsOf([item]) : [item]));
}

function isRow(value: unknown): boolean {
  // The messages of one chat, a line each or a change of their list a line, are no rows.
  if (isListChange(value)) return false;
  if (!isObject(at(value, 'message')) && isChatItem(value)) return false;
  return columnsIn(value).some(isReasoned);
}

function isReasoned(columns: Columns): boolean {
  if (columns.size === 0) return false;
  const conversations = withRowReasoning(columns, conversationsOf(columns));
  if (conversations.some((turns) => turns.some(isReasonedTurn))) return true;
  const [first] = rowTexts(columns);
  if (first !== undefined && (first.tagged || first.reasoning !== null)) return true;
  return isCountedRun(columns) || thoughtOnly(columns) !== null;
}

/** A row's columns: its own, then with those of the objects in it. */
function columnsIn(row: unknown): readonly Columns[] {
  const nested = nestedColumns(row);
  return nested === null ? [columnsOf(row)] : [columnsOf(row), nested];
}

/** A run of a benchmark that kept the counts and not the words: which model thought how long about which prompt, or before which answer. */
function isCountedRun(columns: Columns): boolean {
  if (rowModel(columns) === null || (rowUsage(columns).reasoningTokens ?? 0) === 0) return false;
  const isAsked = rowPrompt(columns).some(({ role }) => role === 'user');
  // A number may be a score.
  return isAsked || /\p{L}{2}/u.test(answerOf(columns) ?? '');
}

/** The traces of a row; one that holds none is told. */
function readRow(record: FileRecord): ParseResult {
  const { value, range } = record;
  const all = columnsIn(value);
  const columns = all.length === 1 ? all[0] : (all.find(isReasoned) ?? all.find(isAnswered));
  const traces = columns === undefined ? [] : readColumns(columns, record);
  if (columns !== undefined && traces.length > 0)
    return parsed(...traces.map((trace) => toldHeldBack(trace, columns, range)));
  return nothing({
    code: 'not-understood',
    message: say('A row without a text that a model wrote: left out.'),
    ...inFile(range),
  });
}

/** A trace of a row, with the word that its reasoning was taken for a grader's where that is why it has none. */
function toldHeldBack(trace: TraceDraft, columns: Columns, range: RecordRange): TraceDraft {
  if (trace.segments.some(({ kind }) => kind === 'reasoning') || !isHeldBack(columns)) return trace;
  const problem = {
    code: 'not-understood' as const,
    message: say("The reasoning beside a mark reads as a grader's words on the answer: left out."),
    ...inFile(range),
  };
  return { ...trace, problems: [...trace.problems, problem] };
}

function isAnswered(columns: Columns): boolean {
  return conversationsOf(columns).length > 0 || leftText(columns) !== null;
}

/** The text of a row without reasoning, or whose answer is no text. */
function leftText(columns: Columns): RowText | null {
  const answer = answerOf(columns);
  return structuredText(columns) ?? (answer === null ? null : bare(answer, false));
}

function readColumns(columns: Columns, { value, range }: FileRecord): readonly TraceDraft[] {
  const where = placeAt(range, null);
  const texts = rowTexts(columns);
  const conversations = withRowReasoning(columns, conversationsOf(columns)).map(
    (turns) => branchShownIn(value, turns).messages,
  );
  const spoken = texts.length > 1 || texts.some(({ reasoning }) => reasoning !== null);
  if (conversations.length > 0 && !spoken) {
    return conversations.flatMap((turns, i) =>
      readTurns(columns, turns, { suffix: i === 0 ? '' : `#${i}`, model: chatModel(value) }, range),
    );
  }
  // A run that repeats its last message beside the chat (Agno).
  const [only] = texts;
  const chat = conversations.find((turns) => turns.some((turn) => repeats(turn, only)));
  if (chat !== undefined && texts.length === 1)
    return readTurns(columns, chat, { suffix: '', model: chatModel(value) }, range);
  const left = texts.length > 0 ? null : leftText(columns);
  if (left !== null) return [readText(columns, left, null, where)];
  // The text of a run whose reasoning was only counted.
  if (texts.length === 0 && isCountedRun(columns))
    return [readText(columns, bare('', false), null, where)];
  return texts.map((row, i) => readText(columns, row, texts.length > 1 ? i : null, where));
}

function readTurns(
  columns: Columns,
  turns: readonly unknown[],
  told: { readonly suffix: string; readonly model: string | null },
  range: RecordRange,
): readonly TraceDraft[] {
  const conversation = new Conversation();
  const facts = rowTrace(columns);
  const system = facts.prompt.find(({ role }) => role === 'system')?.text ?? '';
  if (!turns.some((turn) => roleOf(str(turn, 'role') ?? str(turn, 'from')) === 'system'))
    conversation.setSystem(system);
  let nth = 0;
  const records = turns.map((value) => ({ value, range, name: null }));
  for (const item of chatMessages(records)) {
    const turn = item.value;
    const think = text(turn, 'info', 'think_content');
    const isAssistant = roleOf(str(turn, 'role') ?? str(turn, 'from')) === 'assistant';
    const trace =
      think !== null && isAssistant ? conversation.begin() : addChatItem(conversation, item);
    if (!trace) continue;
    if (think !== null && isAssistant) {
      // AM keeps the same text twice: in tags and taken apart.
      trace.reasoning(think, null, placeAt(range));
      trace.answer(str(turn, 'info', 'answer_content') ?? '', placeAt(range));
    }
    const id = facts.id === null ? null : `${facts.id}${told.suffix}`;
    if (id !== null) trace.id = nth === 0 ? id : `${id}#${nth}`;
    trace.model ??= facts.model ?? told.model;
    trace.outcome = facts.outcome;
    nth += 1;
  }
  if (nth === 1 && conversation.last !== null) fillFacts(conversation.last, facts);
  return conversation.build();
}

/** One text of a row, the `nth` of several: finish reasons and verdicts are lists then. */
function readText(
  columns: Columns,
  row: RowText,
  nth: number | null,
  where: RecordedPlace,
): TraceDraft {
  const trace = rowTrace(columns, nth, row.place === undefined ? nth : row.place);
  if (trace.prompt.every(({ role }) => role === 'system'))
    trace.prompt.push(...askedBefore(columns, row.answer));
  if (row.tagged) addTaggedText(trace, row.answer, where);
  else {
    const { thought, said } = untagged(row);
    if (thought !== null) trace.reasoning(thought, row.digest ? 'summary' : null, where);
    addBesideReasoning(trace, said, where);
  }
  const reasoningTokens = countedReasoning(trace.usage.reasoningTokens, trace.hasReasoning);
  trace.usage = { ...trace.usage, reasoningTokens };
  return trace.build();
}

/**
 * Reasoning of a column without tags that were left in it. What follows the closing tag is the answer, where the row has
 * no other or the same; else the column stays as it is.
 */
function untagged({ reasoning, answer }: RowText): {
  readonly thought: string | null;
  readonly said: string;
} {
  const whole = { thought: reasoning, said: answer };
  const found = reasoning === null || !hasTag(reasoning) ? null : splitTagged(reasoning);
  if (reasoning === null || found === null) return whole;
  const words = (kind: TaggedPart['kind']) =>
    found.parts
      .filter((part) => part.kind === kind)
      .map(({ start, end }) => reasoning.slice(start, end))
      .join('\n\n');
  const [thought, rest] = [words('reasoning'), words('answer')];
  if (thought.trim() === '') return whole;
  if (rest.trim() === '' || answer.includes(rest.trim())) return { thought, said: answer };
  return answer === '' ? { thought, said: rest } : whole;
}
