import * as z from 'zod';
import type { Figures, Turn } from '../../core/model/session';
import { counted, english, inEnglish } from '../../core/text/voice';
import type { SessionHead } from '../../protocol/sessionData';
import type { Quoting } from '../../tools/quoting';
import {
  defineTool,
  fileInput,
  nextOutput,
  numberOrUnknown,
  pageInput,
  textOrUnknown,
} from '../tool';
import { costWithAgents } from '../../core/session/unreadAgents';
import { sessionWithAgents } from '../agentLogs';
import { isoTime } from '../../core/text/times';

const MOST_TURNS = 50;
const MOST_FINDINGS = 20;

const money = z.object({ usd: numberOrUnknown, bound: z.string() });
const tokens = z.object({
  freshInput: numberOrUnknown,
  cacheRead: numberOrUnknown,
  cacheWrite: numberOrUnknown,
  output: numberOrUnknown,
  reasoning: numberOrUnknown,
});

export const inspectSession = defineTool({
  name: 'inspect_session',
  title: 'Inspect the session of an agent',
  description:
    'Reads the whole log of a coding agent (Claude Code, Codex, Gemini CLI, Copilot CLI, opencode and others) as one session: cost with its bound, tokens by kind, time of model and tools, findings (wasted money, failing commands repeated, output limits, caches that expired) and a page of turns with the words of the user.',
  input: z.object({ file: fileInput, ...pageInput(MOST_TURNS) }),
  output: z.object({
    format: z.string(),
    title: textOrUnknown,
    startedAt: textOrUnknown,
    calls: z.int(),
    tools: z.int(),
    errors: z.int(),
    agents: z.int().describe('Sub-agents that it started.'),
    money,
    tokens,
    seconds: z.object({ model: numberOrUnknown, tools: numberOrUnknown, waiting: numberOrUnknown }),
    findings: z.array(z.object({ rule: z.string(), text: z.string(), usd: numberOrUnknown })),
    turnCount: z.int(),
    turns: z.array(
      z.object({
        turn: z.int(),
        prompt: z.string(),
        calls: z.int(),
        tools: z.int(),
        errors: z.int(),
        money,
      }),
    ),
    next: nextOutput,
  }),
  run: async ({ file, from, most }, context) => {
    const { folders, engine, quoting, signal } = context;
    const path = await folders.file(file);
    return engine.withFile(path, signal, async ({ handle }) => {
      const head = await sessionWithAgents({ path, handle }, context);
      if (head === null) throw new Error('The file is no log of an agent: ask inspect_trace.');
      const { version, counts } = head;
      const part = { handle, version, list: 'turns' as const, from: from - 1, to: from - 1 + most };
      const { turns = [] } = await engine.call('sessionPart', part);
      const next = from - 1 + most < counts.turns ? from + most : null;
      return {
        text: [
          quoting.note,
          ...describe(head, quoting),
          ...turnLines(turns, from, next, head, quoting),
        ].join('\n'),
        data: {
          ...sessionData(head, quoting),
          turns: turns.map((turn, i) => ({
            turn: from + i,
            prompt: quoting.value(turn.prompt, 400),
            calls: turn.calls.length,
            tools: turn.figures.tools,
            errors: turn.figures.errors,
            money: moneyOf(turn.figures, head, turn.calls),
          })),
          next,
        },
      };
    });
  },
});

function moneyOf(figures: Figures, { rest }: SessionHead, ofTurn: readonly number[] | null = null) {
  const { usd, bound } = costWithAgents(figures, rest, ofTurn);
  return { usd, bound };
}

/** Without the main one. */
const agentsOf = ({ rest }: SessionHead): number => Math.max(0, rest.agents.length - 1);

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

function sessionData(head: SessionHead, quoting: Quoting) {
  const { rest, findings, counts } = head;
  const { figures } = rest;
  return {
    format: rest.formatTitle,
    title: rest.title === null ? null : quoting.value(rest.title, 200),
    startedAt: isoTime(rest.startedAt),
    calls: counts.calls,
    tools: counts.tools,
    errors: figures.errors,
    agents: agentsOf(head),
    money: moneyOf(figures, head),
    tokens: figures.tokens,
    seconds: {
      model: seconds(figures.modelMs),
      tools: seconds(figures.toolMs),
      waiting: seconds(figures.waitMs),
    },
    findings: findings.slice(0, MOST_FINDINGS).map(({ rule, sentence, usd }) => ({
      rule,
      text: quoting.value(inEnglish(sentence), 600),
      usd,
    })),
    turnCount: counts.turns,
  };
}

function costOf({ usd, bound }: ReturnType<typeof moneyOf>): string {
  return usd === null ? 'unknown' : `${english.usd(usd)} (${bound})`;
}

function describe(head: SessionHead, quoting: Quoting): readonly string[] {
  const { rest, findings, counts } = head;
  const { figures } = rest;
  const { tokens: t } = figures;
  const count = (n: number | null): string => (n === null ? 'unknown' : english.count(n));
  const time = (ms: number | null): string => (ms === null ? 'unknown' : english.time(ms / 1000));
  return [
    `${rest.formatTitle}, title ${quoting.line(rest.title)}: ${counted(counts.turns, 'turn')}, ${counted(counts.calls, 'call')}, ${counted(counts.tools, 'tool call')} (${figures.errors} failed), ${counted(agentsOf(head), 'sub-agent')}`,
    `Cost: ${costOf(moneyOf(figures, head))}`,
    `Tokens: fresh input ${count(t.freshInput)}, cache read ${count(t.cacheRead)}, cache write ${count(t.cacheWrite)}, output ${count(t.output)}, of it reasoning ${count(t.reasoning)}`,
    `Time: model ${time(figures.modelMs)}, tools ${time(figures.toolMs)}, waiting for the user ${time(figures.waitMs)}`,
    'Findings:',
    // A finding quotes commands and paths of the log.
    ...findings
      .slice(0, MOST_FINDINGS)
      .map(({ rule, sentence }) => `- ${rule}: ${quoting.line(inEnglish(sentence))}`),
    ...(findings.length === 0 ? ['- none'] : []),
  ];
}

function turnLines(
  turns: readonly Turn[],
  from: number,
  next: number | null,
  head: SessionHead,
  quoting: Quoting,
): readonly string[] {
  return [
    'Turns:',
    ...turns.map(
      ({ prompt, calls, figures }, i) =>
        `${from + i}: ${quoting.line(prompt)}: ${counted(calls.length, 'call')}, ${counted(figures.tools, 'tool call')}, ${figures.errors} failed, cost ${costOf(moneyOf(figures, head, calls))}`,
    ),
    ...(next === null ? [] : [`More from turn ${next}.`]),
  ];
}
