import { msg, type Message } from '../model/message';
import { time } from '../text/json';
import { copilotTaskThread } from '../trace/formats/agents/copilotAgent';
import { kiroThread } from '../trace/formats/agents/kiro';
import type { SessionReader } from './reader';
import { AtifNotes } from './readers/atif';
import { ClaudeNotes, ClaudePrintedNotes } from './readers/claudeCode';
import { CodexNotes } from './readers/codex';
import {
  augmentNotes,
  crushAgent,
  crushNotes,
  cursorNotes,
  cursorStreamNotes,
  gooseAgent,
  gooseNotes,
  opencodeAgent,
  opencodeNotes,
  trajectoryNotes,
  vscodeNotes,
  zedNotes,
} from './readers/documents';
import { forgeReader } from './readers/forge';
import { inspectReader } from './readers/inspect';
import {
  antigravityNotes,
  clineHistoryNotes,
  clineNotes,
  copilotAgent,
  copilotNotes,
  eventNotes,
  kimiNotes,
  lineReader,
  piNotes,
  qwenNotes,
} from './readers/lines';
import { OpenHandsNotes } from './readers/openHands';
import { copilotTaskNotes, junieReader, kiroCliNotes, kiroNotes } from './readers/pieces';
import { acpTotalNotes, chatTotalNotes, modelStatsNotes } from './readers/runTotals';
import { SpanNotes } from './readers/spans';

/** How a format's logs become a session. */
export interface SessionFormat {
  /** Ids of trace formats. */
  readonly ids: readonly string[];
  /** Notes what the log tells beside its generations; without one the prompts of the traces tell the turns. */
  readonly reader?: () => SessionReader;
  /**
   * The prompts of the traces tell the turns: two calls answer one message when their prompts hold the very same messages (traces of one
   * conversation share them). Without this and without a reader, when their last words of the user are equal.
   */
  readonly sharesMessages?: true;
  /** As `sharesMessages`, with the last words of the user, beside a reader that tells other things. */
  readonly tellsPrompts?: true;
  /** Nobody sits before the agent: the messages of the user are tasks, and no time is spent waiting for them. */
  readonly unattended?: true;
  /** Such a file may also be rows that have nothing to do with each other: it keeps its list. */
  readonly mayBeRows?: true;
  /** What such a log cannot tell, for whoever sees an unknown. */
  readonly lacks: Message | null;
}

/**
 * Formats that are logs of agents. Every other format can be shown as a session too (a turn for each new message of the
 * user), but keeps its list of rows.
 */
export const SESSION_FORMATS: readonly SessionFormat[] = [
  { ids: ['claude-code'], reader: () => new ClaudeNotes(), lacks: null },
  {
    ids: ['claude-code-document'],
    lacks: msg(
      'One document has no line for a message without an answer, and names no sub-agents.',
    ),
  },
  {
    ids: ['claude-agent-sdk'],
    reader: () => new ClaudePrintedNotes(),
    lacks: msg(
      'No times and not what was asked; tokens and money only for the whole run where a response does not count its own.',
    ),
  },
  {
    ids: ['codex-rollout'],
    reader: () => new CodexNotes(),
    lacks: msg('Sub-agents write files of their own; what a compaction cost is not in the log.'),
  },
  {
    ids: ['codex-exec', 'codex-proto'],
    sharesMessages: true,
    lacks: msg(
      'The events hold neither the words of the user nor times; a turn is one generation.',
    ),
  },
  {
    ids: ['qwen-code'],
    reader: () => lineReader(qwenNotes),
    lacks: msg('Calls of sub-agents are not in the log.'),
  },
  {
    ids: ['kimi-wire'],
    reader: () => lineReader(kimiNotes, (v) => time(v, 'time') ?? time(v, 'timestamp')),
    lacks: msg('Reasoning is not counted apart; sub-agents write files of their own.'),
  },
  {
    ids: ['copilot-cli'],
    reader: () => lineReader(copilotNotes, (v) => time(v, 'timestamp'), copilotAgent),
    lacks: msg('Only the output of a call is counted, the input for the whole session at its end.'),
  },
  {
    ids: ['pi-agent'],
    reader: () => lineReader(piNotes),
    lacks: msg(
      'No sub-agents. Factory’s droid keeps model and tokens in a file beside it (`.settings.json`), which is not read.',
    ),
  },
  {
    ids: ['agent-events'],
    reader: () => lineReader(eventNotes),
    sharesMessages: true,
    lacks: msg('Tokens only for the whole run, and no money.'),
  },
  {
    ids: ['agent-transcript'],
    sharesMessages: true,
    lacks: msg('Only what was shown: often no model, times, tokens or ids of calls.'),
  },
  {
    ids: ['antigravity'],
    reader: () => lineReader(antigravityNotes, (v) => time(v, 'created_at')),
    lacks: msg('No tokens, no model, and no ids that tie a result to its call.'),
  },
  {
    ids: ['gemini-cli'],
    sharesMessages: true,
    lacks: msg('No sub-agents; a result has the time of its call.'),
  },
  {
    ids: ['opencode'],
    reader: () => lineReader(opencodeNotes, undefined, opencodeAgent),
    sharesMessages: true,
    lacks: msg('Sessions of sub-agents are exported apart; they are found in the database only.'),
  },
  {
    ids: ['vscode-chat'],
    reader: () => lineReader(vscodeNotes),
    sharesMessages: true,
    lacks: msg(
      'A request with all its rounds is one call; tokens are logged for its last round at best. Edits are those that its tools were asked for, not what the panel applied to files and cells.',
    ),
  },
  {
    ids: ['cline-ui'],
    sharesMessages: true,
    lacks: msg('Results have no ids; an edit is logged as it was shown.'),
  },
  {
    ids: ['cline-history'],
    reader: () => lineReader(clineHistoryNotes, (v) => time(v, 'ts')),
    sharesMessages: true,
    lacks: msg('What sub-agents did is told only by the result of their tool.'),
  },
  {
    ids: ['cline-events'],
    reader: () => lineReader(clineNotes, (v) => time(v, 'ts')),
    sharesMessages: true,
    lacks: msg('The events do not hold the words of the user.'),
  },
  {
    ids: ['hermes'],
    sharesMessages: true,
    lacks: msg('Times only where a message has one; no sub-agents.'),
  },
  {
    ids: ['atif'],
    reader: () => new AtifNotes(),
    tellsPrompts: true,
    unattended: true,
    lacks: msg('A step has one time; sub-agents in files of their own are not read with it.'),
  },
  {
    ids: ['swe-agent'],
    reader: () => lineReader(trajectoryNotes),
    sharesMessages: true,
    unattended: true,
    lacks: msg(
      'Tokens and money only for the whole run; how long an action took only in newer logs.',
    ),
  },
  {
    ids: ['mini-swe-agent'],
    reader: () => lineReader(modelStatsNotes),
    sharesMessages: true,
    unattended: true,
    lacks: msg(
      'Logs before version 2 have commands only in the text, and what they print in the name of the user.',
    ),
  },
  {
    ids: ['goose'],
    reader: () => lineReader(gooseNotes, undefined, gooseAgent),
    sharesMessages: true,
    lacks: msg(
      'Older files name no models and count tokens only for the whole run; printed events have no words of the user and no tokens; a sub-agent is found by what it was told, and only in the database.',
    ),
  },
  {
    ids: ['crush'],
    reader: () => lineReader(crushNotes, undefined, crushAgent),
    sharesMessages: true,
    lacks: msg(
      'No tokens of a call; the database keeps money only for a whole session, and that sum is not read. Times are whole seconds. Rows without their sessions name no sub-agents.',
    ),
  },
  {
    ids: ['smolagents'],
    sharesMessages: true,
    unattended: true,
    lacks: msg(
      'What came of several calls of a step is one text; the time of a step is that of its tools too.',
    ),
  },
  {
    ids: ['adk'],
    sharesMessages: true,
    lacks: msg(
      'No money; an event has one time; agents that hand over to each other are one, and cases of an evaluation follow one another.',
    ),
  },
  {
    ids: ['action-steps'],
    sharesMessages: true,
    unattended: true,
    lacks: msg(
      'No model, and the task and tokens only in some files; how long the model and the actions of a step took is not told apart.',
    ),
  },
  {
    ids: ['trae-agent'],
    unattended: true,
    lacks: msg('How long a call or a tool took is not told.'),
  },
  {
    ids: ['acp'],
    reader: () => lineReader(acpTotalNotes),
    sharesMessages: true,
    lacks: msg('What comes between two prompts is one call; money only for the whole session.'),
  },
  {
    ids: ['letta'],
    sharesMessages: true,
    lacks: msg('No model; tokens of a call only where a run is one step.'),
  },
  {
    ids: ['kiro'],
    reader: () => lineReader(kiroNotes, undefined, kiroThread),
    lacks: msg(
      'No tokens (only credits) and no model, which a file beside it names; calls of one response are told as several where their results come between.',
    ),
  },
  {
    ids: ['kiro-cli'],
    reader: () => lineReader(kiroCliNotes, (v) => time(v, 'data', 'meta', 'timestamp')),
    lacks: msg(
      'Only the words of the user have times; model and tokens are in a file beside it, which is not read.',
    ),
  },
  {
    ids: ['junie'],
    reader: junieReader,
    lacks: msg(
      'A tool is told by what was shown of it; calls whose words are not logged are counted without them.',
    ),
  },
  {
    ids: ['windsurf'],
    sharesMessages: true,
    lacks: msg('No model and no tokens; times only in some logs; results have no ids.'),
  },
  {
    ids: ['augment'],
    reader: () => lineReader(augmentNotes),
    sharesMessages: true,
    lacks: msg(
      'Times only where a response has one, and of a tool only where its call tells; sub-agents are sessions of their own.',
    ),
  },
  {
    ids: ['amp'],
    sharesMessages: true,
    lacks: msg('Times only of answers, and no money; sub-agents are told only by their results.'),
  },
  {
    ids: ['amazon-q'],
    sharesMessages: true,
    lacks: msg('No reasoning and no tokens.'),
  },
  {
    ids: ['forge'],
    reader: forgeReader,
    sharesMessages: true,
    lacks: msg(
      'No times of its messages; conversations of sub-agents follow the one that asked them.',
    ),
  },
  {
    ids: ['copilot-agent'],
    reader: () => lineReader(copilotTaskNotes, (v) => time(v, 'created'), copilotTaskThread),
    sharesMessages: true,
    unattended: true,
    lacks: msg('Older logs do not have the task; none tells how long a call took.'),
  },
  {
    ids: ['zed'],
    reader: () => lineReader(zedNotes),
    sharesMessages: true,
    lacks: msg(
      'No times; one model for the whole thread, and tokens only for the last request of a message and for all of them. Sub-agents are threads of their own.',
    ),
  },
  {
    ids: ['cursor'],
    reader: () => lineReader(cursorNotes),
    sharesMessages: true,
    lacks: msg(
      'A bubble is a call; tokens are logged by few versions, and transcripts of its agent have no results and no times. An edit is what its call asked for or the contents that its result names; differences kept apart for taking changes back are not read. Chats of its command line have no times and no tokens, and what repeats word for word stands once.',
    ),
  },
  {
    ids: ['cursor-stream'],
    reader: () => lineReader(cursorStreamNotes, (v) => time(v, 'timestamp_ms')),
    sharesMessages: true,
    lacks: msg('Tokens only for the whole run.'),
  },
  {
    ids: ['openhands'],
    reader: () => new OpenHandsNotes(),
    sharesMessages: true,
    lacks: msg('Delegates answer as a tool; tokens are counted only in the last state of a run.'),
  },
  {
    ids: ['inspect'],
    reader: inspectReader,
    sharesMessages: true,
    unattended: true,
    lacks: msg(
      'Samples follow one another in one session; calls of sub-agents that are not among the messages of a sample are left out.',
    ),
  },
  { ids: ['agents-run-state'], sharesMessages: true, lacks: msg('No times.') },
  { ids: ['evalscope'], sharesMessages: true, unattended: true, lacks: msg('No times.') },
  {
    ids: ['inspect-scout'],
    mayBeRows: true,
    sharesMessages: true,
    unattended: true,
    lacks: msg(
      'A row is the transcript of a run of its own; times only where its events are kept.',
    ),
  },
  {
    ids: ['otel-agent'],
    reader: () => new SpanNotes(),
    tellsPrompts: true,
    lacks: msg('No money; words only where the program records content.'),
  },
  {
    ids: ['chat-replay'],
    sharesMessages: true,
    lacks: msg('What the last answer thought and called stands in no request after it.'),
  },
  {
    ids: ['jules'],
    sharesMessages: true,
    lacks: msg(
      'No model and no tokens; what is told up to the next words of the user is one call.',
    ),
  },
  {
    ids: ['agent-telemetry'],
    sharesMessages: true,
    lacks: msg('Only what is sent to telemetry: often no words, and never what a tool gave.'),
  },
  {
    ids: ['otel', 'pydantic-ai'],
    mayBeRows: true,
    lacks: msg(
      'A span repeats the messages before it; tools that ran are spans without their words.',
    ),
  },
  {
    ids: ['message-list'],
    mayBeRows: true,
    sharesMessages: true,
    lacks: msg(
      'Only what the messages say: often no times, tokens or money (Mistral Vibe keeps them in `meta.json` beside it, which is not read).',
    ),
  },
  {
    ids: ['message-document'],
    reader: () => lineReader(chatTotalNotes),
    mayBeRows: true,
    sharesMessages: true,
    lacks: msg('Only what the messages say: often no times, tokens or money.'),
  },
];

/** Whether files of a format are each the log of one run of an agent (not rows of a data set, or a lone response). */
export function isAgentLog(format: string): boolean {
  const known = sessionFormat(format);
  return known !== null && known.mayBeRows !== true;
}

export function sessionFormat(format: string): SessionFormat | null {
  return SESSION_FORMATS.find(({ ids }) => ids.includes(format)) ?? null;
}
