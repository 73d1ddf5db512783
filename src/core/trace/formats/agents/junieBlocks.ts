import type { RecordedPlace } from '../../build/draft';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, num, str, text } from '../../../text/json';
import type { JsonObject } from '../../../text/json';

/** The name of an event without the package that some versions put before it. */
export const junieKind = (event: unknown): string =>
  (str(event, 'kind') ?? '').split('.').at(-1) ?? '';

/** A tool by the event that shows it: its name, what it was given, what came of it. */
interface Tool {
  readonly name: (event: JsonObject) => string;
  readonly input: (event: JsonObject) => unknown;
  readonly output: readonly string[];
}

const named =
  (name: string): Tool['name'] =>
  () =>
    name;
const field =
  (key: string): Tool['input'] =>
  (event) =>
    at(event, key) ?? '';

/** Some tools are shown by what they did alone: a caption stands for what they were given. */
const TOOLS: Readonly<Record<string, Tool>> = {
  TerminalBlockUpdatedEvent: {
    name: named('terminal'),
    input: (event) => ({ command: at(event, 'command') }),
    output: ['output', 'presentableOutput', 'details'],
  },
  ToolBlockUpdatedEvent: {
    name: (event) => text(event, 'toolType') ?? 'tool',
    input: (event) => text(event, 'toolCall') ?? text(event, 'text') ?? '',
    output: ['details', 'output'],
  },
  McpBlockUpdatedEvent: {
    name: (event) => text(event, 'toolName') ?? 'mcp',
    input: field('input'),
    output: ['details', 'output'],
  },
  ViewFilesBlockUpdatedEvent: {
    name: named('view_files'),
    input: field('files'),
    output: ['details'],
  },
  FileChangesBlockUpdatedEvent: { name: named('edit_files'), input: field('changes'), output: [] },
  TestRunBlockUpdatedEvent: {
    name: named('run_test'),
    input: field('name'),
    output: ['output', 'details'],
  },
  CustomAgentBlockUpdatedEvent: {
    name: named('agent'),
    input: field('name'),
    output: ['result', 'details'],
  },
  AskRequestUpdatedEvent: { name: named('ask'), input: field('askRequest'), output: [] },
  AskAsyncRequestUpdatedEvent: {
    name: named('ask'),
    input: (event) => at(event, 'request') ?? at(event, 'question') ?? at(event, 'title') ?? '',
    output: [],
  },
  ChoiceRequestUpdatedEvent: { name: named('ask'), input: field('choiceRequest'), output: [] },
};

const WORDS: Readonly<Record<string, string>> = {
  MarkdownBlockUpdatedEvent: 'text',
  ResultBlockUpdatedEvent: 'result',
};

const THOUGHT = 'AgentThoughtBlockUpdatedEvent';

/** Whether the client shortened what the model is told. */
export const isJunieCompaction = (event: JsonObject): boolean =>
  junieKind(event) === 'ContextCompactionBlockUpdatedEvent';

/** Whether an event shows what the model said or did; others tell of the client. */
export function isJunieBlock(event: JsonObject): boolean {
  if (isJunieCompaction(event)) return false;
  const kind = junieKind(event);
  return Object.hasOwn(TOOLS, kind) || Object.hasOwn(WORDS, kind) || /Block\w*Event$/.test(kind);
}

/** Adds a block as it was told last. */
export function addJunieBlock(trace: TraceBuilder, event: JsonObject, where: RecordedPlace): void {
  const kind = junieKind(event);
  const words = Object.hasOwn(WORDS, kind) ? WORDS[kind] : undefined;
  const tool = Object.hasOwn(TOOLS, kind) ? TOOLS[kind] : undefined;
  if (kind === THOUGHT) trace.reasoning(str(event, 'text') ?? '', null, where);
  else if (words !== undefined) {
    trace.answer(str(event, words) ?? '', where);
    if (at(event, 'cancelled') === true) trace.finishReason = 'cancelled';
  } else if (tool === undefined) trace.raw(kind, event, where);
  else addTool(trace, tool, event, where);
}

const ENDED = /^(?:COMPLETED|FINISHED|FAILED|CANCELED|CANCELLED|REJECTED)$/;
const FAILED = /^(?:FAILED|CANCELED|CANCELLED|REJECTED)$/;

function addTool(trace: TraceBuilder, tool: Tool, event: JsonObject, where: RecordedPlace): void {
  const id = text(event, 'stepId');
  trace.toolCall(tool.name(event), tool.input(event), id, where);
  const status = str(event, 'status') ?? '';
  const words = tool.output.map((key) => str(event, key) ?? '').find((t) => t !== '') ?? '';
  const failed = FAILED.test(status) || (num(event, 'exitCode') ?? 0) !== 0;
  if (ENDED.test(status) || words !== '') trace.toolResult(words, id, failed, where);
}
