import { msg } from '../model/message';
import { time } from '../text/json';
import { copilotTaskThread } from '../trace/formats/agents/copilotAgent';
import { kiroThread } from '../trace/formats/agents/kiro';
import type { SessionFormat } from './format';
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
import { TOLD_BY_PROMPTS } from './toldByPrompts';

/**
 * Formats that are logs of agents. Every other format can be shown as a session too (a turn for each new message of the
 * user), but keeps its list of rows.
 */
export const SESSION_FORMATS: readonly SessionFormat[] = [
  { ids: ['claude-code'], reader: () => new ClaudeNotes(), lacks: null },
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
    ids: ['antigravity'],
    reader: () => lineReader(antigravityNotes, (v) => time(v, 'created_at')),
    lacks: msg('No tokens, no model, and no ids that tie a result to its call.'),
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
    ids: ['acp'],
    reader: () => lineReader(acpTotalNotes),
    sharesMessages: true,
    lacks: msg('What comes between two prompts is one call; money only for the whole session.'),
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
    ids: ['augment'],
    reader: () => lineReader(augmentNotes),
    sharesMessages: true,
    lacks: msg(
      'Times only where a response has one, and of a tool only where its call tells; sub-agents are sessions of their own.',
    ),
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
  {
    ids: ['otel-agent'],
    reader: () => new SpanNotes(),
    tellsPrompts: true,
    lacks: msg('No money; words only where the program records content.'),
  },
  {
    ids: ['message-document'],
    reader: () => lineReader(chatTotalNotes),
    mayBeRows: true,
    sharesMessages: true,
    lacks: msg('Only what the messages say: often no times, tokens or money.'),
  },
  ...TOLD_BY_PROMPTS,
];

/** Whether files of a format are each the log of one run of an agent (not rows of a data set, or a lone response). */
export function isAgentLog(format: string): boolean {
  const known = sessionFormat(format);
  return known !== null && known.mayBeRows !== true;
}

export function sessionFormat(format: string): SessionFormat | null {
  return SESSION_FORMATS.find(({ ids }) => ids.includes(format)) ?? null;
}
