import type { Call, Money, Session, ToolCall } from '../model/session';
import type { ComparedLine, ComparedSession, SessionComparison } from '../model/sessionComparison';
import { alignRange, partsFrom } from '../text/align';
import { textHash } from '../text/hash';
import { sharedWords, wordHashes } from '../text/words';
import { firstLine } from '../text/firstLine';
import { callLabels } from './label';
import { titleOf } from './title';
import { tidyPath } from '../text/paths';

/** Lines of a side that are compared; what a longer session has more is counted. */
const MAX_LINES = 20_000;
const LINE_CHARS = 200;
/** Two lines must be at least this alike to stand beside each other. */
const LEAST_LIKE = 0.45;
/** A stretch on one side alone is a parting from this share of the longer session's lines on. */
const PARTING_SHARE = 0.08;
/** Words of the user in common (Jaccard) from which two tasks are one, written with small differences. */
const SAME_TASK = 0.8;

/** A line with what its likeness is told by. */
interface Side {
  readonly lines: readonly ComparedLine[];
  readonly words: readonly Int32Array[];
  readonly files: readonly (string | null)[];
}

/**
 * Two sessions side by side: what the main agents were told, did and said, aligned in order. Tool calls stand together
 * that asked the same, or are of one family and about one file or of like words. The answers come from the traces.
 */
export function compareSessions(
  a: Session,
  b: Session,
  answers: readonly [string | null, string | null],
): SessionComparison {
  const [x, y] = [sideOf(a), sideOf(b)];
  const rows = alignRange(
    [0, x.lines.length],
    [0, y.lines.length],
    (i, j) => likeness(x, i, y, j),
    LEAST_LIKE,
  );
  return {
    a: compared(a, x, answers[0]),
    b: compared(b, y, answers[1]),
    pairs: { a: rows.map(([i]) => i), b: rows.map(([, j]) => j) },
    partsAt: partsFrom(rows, x.lines.map(weight), y.lines.map(weight), PARTING_SHARE),
    sameTask: sameTask(a, b),
    files: filesOf(a, b),
  };
}

/** The trace of the main agent's last words, `null` when it said nothing. */
export function lastWords({ agents, calls }: Session): Call | null {
  const own = (agents[0]?.calls ?? []).map((i) => calls[i]!);
  return own.findLast((call) => call.said !== null) ?? null;
}

const weight = (): number => 1;

function compared(session: Session, side: Side, answer: string | null): ComparedSession {
  const { calls, agents, turns, figures, formatTitle, startedAt } = session;
  return {
    title: titleOf(session),
    formatTitle,
    models: [...new Set(calls.flatMap((call) => call.model ?? []))],
    startedAt,
    turns: turns.length,
    agents: agents.length - 1,
    figures,
    lines: side.lines.slice(0, MAX_LINES),
    left: allLines(session) - side.lines.length,
    answer,
  };
}

function allLines({ turns, agents, calls }: Session): number {
  const own = agents[0]?.calls ?? [];
  return own.reduce((sum, i) => sum + Math.max(1, calls[i]!.tools.length), turns.length);
}

function sideOf(session: Session): Side {
  const labels = callLabels(session);
  const lines: ComparedLine[] = [];
  const words: Int32Array[] = [];
  const files: (string | null)[] = [];
  const add = (line: ComparedLine, text: string, file: string | null): void => {
    if (lines.length >= MAX_LINES) return;
    lines.push(line);
    words.push(wordHashes(text.slice(0, 4 * LINE_CHARS)));
    files.push(file);
  };
  for (const [turn, { prompt, calls, figures }] of session.turns.entries()) {
    add(
      {
        kind: 'turn',
        turn,
        call: null,
        trace: null,
        tool: null,
        label: String(turn + 1),
        family: null,
        text: firstLine(prompt, LINE_CHARS),
        failed: false,
        hash: textHash(`turn ${prompt.trim()}`),
        money: told(figures.money),
      },
      prompt,
      null,
    );
    for (const index of calls) {
      const call = session.calls[index]!;
      if (call.agent !== 0) continue;
      const place = { turn, call: index, trace: call.trace, label: labels[index]! };
      const money = told(call.money);
      if (call.tools.length === 0) {
        const text = call.said ?? '';
        const hash = textHash(`said ${text}`);
        const said = { kind: 'said', ...place, tool: null, family: null } as const;
        add({ ...said, text, failed: call.hitLimit, hash, money }, text, null);
      }
      for (const [nth, i] of call.tools.entries()) {
        const tool = session.tools[i]!;
        const line = toolLine(tool, i, place);
        const file = fileOf(tool, session);
        const text = file !== null && tool.summary === tool.file ? file : line.text;
        add({ ...line, text, money: nth === 0 ? money : null }, tool.summary, file);
      }
    }
  }
  return { lines, words, files };
}

function toolLine(
  { family, name, summary, inputHash, result }: ToolCall,
  tool: number,
  place: Pick<ComparedLine, 'turn' | 'call' | 'trace' | 'label'>,
): ComparedLine {
  return {
    kind: 'tool',
    ...place,
    tool,
    family,
    text: summary === '' ? name : summary,
    failed: result?.failed === true,
    hash: `${family} ${inputHash}`,
    money: null,
  };
}

/** Without the parts, which no line shows. */
function told({ usd, bound }: Money): Pick<Money, 'usd' | 'bound'> {
  return { usd, bound };
}

/** 0..1. A turn pairs with a turn, a tool with one of its family; the same question is 1. */
function likeness(x: Side, i: number, y: Side, j: number): number {
  const [a, b] = [x.lines[i]!, y.lines[j]!];
  if (a.kind !== b.kind) return 0;
  if (a.hash === b.hash) return 1;
  const shared = sharedWords(x.words[i]!, y.words[j]!);
  if (a.kind === 'said') return 0.45 + 0.5 * shared;
  // The first message is the task, however it was put.
  if (a.kind === 'turn') return (a.turn === 0 && b.turn === 0 ? 0.5 : 0.35) + 0.5 * shared;
  if (a.family !== b.family) return 0;
  const [f, g] = [x.files[i], y.files[j]];
  if (f !== null && g !== null) return f === g ? 0.9 : 0.2 + 0.2 * shared;
  return 0.25 + 0.7 * shared;
}

/** The file of a tool as both sides would name it: relative to the session's folder. */
function fileOf({ file, family }: ToolCall, session: Session): string | null {
  return file === null || family === 'shell' ? null : relativeFile(file, session.folder);
}

function relativeFile(file: string, folder: string | null): string {
  const path = tidyPath(file);
  const root = folder === null ? '' : tidyPath(folder);
  return root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function sameTask(a: Session, b: Session): boolean | null {
  const [x, y] = [a, b].map(
    ({ turns }) => turns.find(({ prompt }) => prompt.trim() !== '')?.prompt.trim() ?? null,
  );
  if (x === null || y === null || x === undefined || y === undefined) return null;
  return x === y || sharedWords(wordHashes(x), wordHashes(y)) >= SAME_TASK;
}

function filesOf(a: Session, b: Session): SessionComparison['files'] {
  const [x, y] = [editedFiles(a), editedFiles(b)];
  const sorted = (files: Iterable<string>): string[] => [...files].sort();
  return {
    both: sorted([...x].filter((file) => y.has(file))),
    onlyA: sorted([...x].filter((file) => !y.has(file))),
    onlyB: sorted([...y].filter((file) => !x.has(file))),
  };
}

function editedFiles({ tools, folder }: Session): ReadonlySet<string> {
  const made = tools.filter(({ result }) => result?.failed !== true);
  return new Set(made.flatMap((t) => t.edits.map(({ file }) => relativeFile(file, folder))));
}
