import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, isObject, list, num, str, text } from '../../../text/json';
import { addChatItem, chatModel } from '../apis/chatItem';
import { chatMessages, isChatItem } from '../apis/chatItems';

/**
 * SWE-agent's `.traj`: the `history` that its model saw and the `trajectory` of what was done, a step a response. Models
 * that call no tools write their command into the text; it is kept as `action`, and what it printed comes in the user's name.
 */
export const sweAgent: Format = {
  id: 'swe-agent',
  title: msg('SWE-agent trajectory'),
  unit: 'record',
  detect: ({ records }) => records.some(({ value }) => isRun(value)),
  parse: (records) => parsed(...itemsOf(records).flatMap(readRun)),
};

function isRun(value: unknown): boolean {
  const [step] = list(value, 'trajectory');
  const acted = str(step, 'action') !== null && str(step, 'observation') !== null;
  if (acted && (str(step, 'response') !== null || str(step, 'thought') !== null)) return true;
  return list(value, 'history')
    .slice(0, 10)
    .some((m) => text(m, 'agent') !== null && text(m, 'role') !== null && isStep(m));
}

function isStep(message: unknown): boolean {
  return text(message, 'message_type') !== null || str(message, 'thought') !== null;
}

function readRun(run: FileRecord): readonly TraceDraft[] {
  const messages = list(run.value, 'history').filter(isChatItem);
  const reader = new RunReader(run);
  if (messages.length > 0) {
    for (const item of chatMessages(messages.map((value) => ({ ...run, value })))) reader.say(item);
  } else for (const step of list(run.value, 'trajectory')) reader.step(step);
  return reader.conversation.build();
}

/** Steps whose action the history does not have are few: what ended a run, what was tried again. */
const LOOKED_AHEAD = 16;

class RunReader {
  readonly conversation = new Conversation();
  readonly #run: FileRecord;
  readonly #where: RecordedPlace;
  readonly #model: string | null;
  readonly #steps: readonly unknown[];
  /** The next step whose action is not found yet. */
  #next = 0;
  /** Milliseconds that the last action took. */
  #tookMs: number | null = null;
  /** The last action stands in the text: what comes next in the user's name is what it printed. */
  #awaited = false;

  constructor(run: FileRecord) {
    const { value, range } = run;
    this.#run = run;
    this.#where = placeAt(range);
    this.#model = chatModel(value);
    this.#steps = list(value, 'trajectory');
  }

  say(item: FileRecord): void {
    const { value } = item;
    if (at(value, 'is_demo') === true) return;
    const callId = text(list(value, 'tool_call_ids')[0]);
    const isResult = str(value, 'role') === 'user' ? this.#awaited : callId !== null;
    if (isResult) {
      this.#result(contentText(at(value, 'content')), callId);
      return;
    }
    const trace = addChatItem(this.conversation, item);
    if (!trace) return;
    const action = str(value, 'action') ?? '';
    this.#tookMs = this.#durationOf(action);
    this.#act(trace, action);
  }

  /** A step of a trajectory without its history. */
  step(step: unknown): void {
    const response = text(step, 'response');
    if (response === null || !isObject(step)) return;
    const value = { ...step, role: 'assistant', content: response };
    this.say({ ...this.#run, value });
    const observed = text(step, 'observation');
    if (observed !== null && this.#awaited) this.#result(observed, null);
  }

  #act(trace: TraceBuilder, action: string): void {
    trace.model ??= this.#model;
    const command = action.trim();
    this.#awaited = command !== '' && !command.startsWith('exit_') && !trace.hasCalls;
    if (this.#awaited) trace.toolCall(commandName(command), { command }, null, this.#where);
  }

  #result(words: string, callId: string | null): void {
    const where =
      this.#tookMs === null ? this.#where : { ...this.#where, durationMs: this.#tookMs };
    this.conversation.result(words, callId, false, where);
    this.#awaited = false;
    this.#tookMs = null;
  }

  #durationOf(action: string): number | null {
    const ahead = this.#steps.slice(this.#next, this.#next + LOOKED_AHEAD);
    const found = ahead.findIndex((step) => str(step, 'action') === action);
    if (found < 0) return null;
    this.#next += found + 1;
    const seconds = num(ahead[found], 'execution_time');
    return seconds === null ? null : Math.round(seconds * 1000);
  }
}

/** Commands of the agent's own shell; every other line is bash. */
const COMMANDS = new Set([
  'open',
  'goto',
  'scroll_up',
  'scroll_down',
  'create',
  'edit',
  'insert',
  'append',
  'search_dir',
  'search_file',
  'find_file',
  'str_replace_editor',
  'submit',
]);

function commandName(command: string): string {
  const name = /^\w+/.exec(command)?.[0] ?? '';
  return COMMANDS.has(name) ? name : 'bash';
}
