import { msg } from '../model/message';
import type { SessionFormat } from './format';

/** Formats whose logs tell nothing beside their generations: the prompts of the traces tell the turns. */
export const TOLD_BY_PROMPTS: readonly SessionFormat[] = [
  {
    ids: ['claude-code-document'],
    lacks: msg(
      'One document has no line for a message without an answer, and names no sub-agents.',
    ),
  },
  {
    ids: ['codex-exec', 'codex-proto'],
    sharesMessages: true,
    lacks: msg(
      'The events hold neither the words of the user nor times; a turn is one generation.',
    ),
  },
  {
    ids: ['agent-transcript'],
    sharesMessages: true,
    lacks: msg('Only what was shown: often no model, times, tokens or ids of calls.'),
  },
  {
    ids: ['gemini-cli'],
    sharesMessages: true,
    lacks: msg('No sub-agents; a result has the time of its call.'),
  },
  {
    ids: ['cline-ui'],
    sharesMessages: true,
    lacks: msg('Results have no ids; an edit is logged as it was shown.'),
  },
  {
    ids: ['hermes'],
    sharesMessages: true,
    lacks: msg('Times only where a message has one; no sub-agents.'),
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
    ids: ['letta'],
    sharesMessages: true,
    lacks: msg('No model; tokens of a call only where a run is one step.'),
  },
  {
    ids: ['windsurf'],
    sharesMessages: true,
    lacks: msg('No model and no tokens; times only in some logs; results have no ids.'),
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
];
