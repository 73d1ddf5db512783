import type { Money, Session } from '../core/model/session';
import type { Problem } from '../core/model/problem';
import { counted, english, inEnglish } from '../core/text/voice';
import { findingsOf } from '../core/session/findings/findings';
import { firstLine } from '../core/text/firstLine';
import { problemLines } from './inspectTable';
import { columns, paint, printable } from './output';

const HEAD = ['turn', 'calls', 'tools', 'failed', 'output', 'reasoning', 'time', 'cost', 'words'];
const NUMBERS = new Set([0, 1, 2, 3, 4, 5, 6, 7]);
const TOOLS_SHOWN = 12;

/** A session for people: a row a turn, the sums, the tools, what happened beside. */
export function sessionText(file: string, session: Session, problems: readonly Problem[]): string {
  const rows = session.turns.map((turn, i) => [
    String(i + 1),
    String(turn.calls.length),
    String(turn.figures.tools),
    turn.figures.errors === 0 ? '-' : String(turn.figures.errors),
    number(turn.figures.tokens.output),
    number(turn.figures.tokens.reasoning),
    duration(turn.durationMs),
    money(turn.figures.money),
    printable(firstLine(turn.prompt, 70)),
  ]);
  const [head = '', ...body] = columns([HEAD, ...rows], NUMBERS);
  const agents = session.agents.length - 1;
  const { figures: f } = session;
  const title = printable(session.title ?? session.formatTitle);
  return [
    `${paint('bold', printable(file))}  ${title}`,
    paint('dim', head),
    ...body,
    '',
    `${counted(session.turns.length, 'turn')}, ${counted(f.calls, 'call')}${agents > 0 ? ` of ${agents + 1} agents` : ''}, ` +
      `${counted(f.tools, 'tool call')}, ${f.errors} failed; cost ${money(f.money)}`,
    `input ${number(f.tokens.freshInput)} fresh, ${number(f.tokens.cacheRead)} from the cache, ` +
      `${number(f.tokens.cacheWrite)} into it; output ${number(f.tokens.output)}, ` +
      `of it reasoning ${number(f.tokens.reasoning)}; context up to ${number(f.contextTokens)}`,
    `model ${duration(f.modelMs)}, tools ${duration(f.toolMs)}, waiting for you ${duration(f.waitMs)}`,
    ...toolLines(session),
    ...eventLines(session),
    ...findingsOf(session).map((f) => `- ${printable(inEnglish(f.sentence))}`),
    ...(session.lacks === null ? [] : [`about such logs: ${session.lacks}`]),
    ...problemLines(problems),
    '',
  ].join('\n');
}

function toolLines({ byTool }: Session): readonly string[] {
  if (byTool.length === 0) return [];
  const shown = byTool.slice(0, TOOLS_SHOWN).map((tool) => {
    const failed = tool.errors > 0 ? ` (${tool.errors} failed)` : '';
    return `${printable(tool.name)} ${tool.count}${failed}`;
  });
  const more = byTool.length - shown.length;
  return [`tools: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}

function eventLines({ events }: Session): readonly string[] {
  const counts = new Map<string, number>();
  for (const { kind } of events) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (counts.size === 0) return [];
  const words = [...counts].map(([kind, n]) => `${kind.replace('-', ' ')} ${n}`);
  return [`also: ${words.join(', ')}`];
}

/** Money with the sign of its bound: nothing for exact, `≥` for at least, `≈` for estimated. */
function money({ usd: value, bound }: Money): string {
  if (value === null) return 'unknown';
  const sign = bound === 'at-least' ? '≥' : bound === 'estimated' ? '≈' : '';
  return `${sign}${english.aboutUsd(value)}`;
}

function number(value: number | null): string {
  return value === null ? '-' : english.count(value);
}

function duration(ms: number | null): string {
  if (ms === null) return '-';
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
