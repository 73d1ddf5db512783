import type { Figures, ToolCall } from '../../model/session';
import { reasoningText, type Trace } from '../../model/trace';
import { callLabels } from '../../session/label';
import { findingsOf } from '../../session/findings/findings';
import { titleOf } from '../../session/title';
import type { LabelsBeside } from '../../steps/corrections/beside';
import { coarseKind } from '../../steps/kinds';
import type { CoarseKind } from '../../steps/model';
import { createRedactor, KEEPS_ALL, type Redactor, type Reviewed } from '../redact';
import type {
  ExportedCall,
  ExportedFigures,
  ExportedItem,
  ExportedPhase,
  ExportedSession,
  ExportedTool,
  ExportedTurn,
} from './model';
import { essentialCalls } from './essential';
import { cleanedSession, type Cleaned } from './redacted';
import type { SessionSource } from './source';
import { isoTime } from '../../text/times';
import { rounded } from '../../text/round';

/**
 * `redactor: null` leaves credentials in. `structureOnly` leaves out every text, files and names of sub-agents included;
 * `essentialOnly` every call that a bug report does not need.
 */
export interface SessionExportOptions {
  readonly redactor: Redactor | null;
  readonly structureOnly: boolean;
  readonly essentialOnly?: boolean;
  readonly exportedAt: string;
}

/** What a session's export can black out: credentials, and what some would not show. */
export async function sessionRedactions({
  session,
  read,
}: Pick<SessionSource, 'session' | 'read'>): Promise<readonly Reviewed[]> {
  const redactor = createRedactor(new Set(), 'all');
  await cleanedSession(session, read, redactor);
  return redactor.toReview();
}

/** A session as a document: each call with what it did, and the phases of its reasoning. Rejects when a read does. */
export async function exportedSession(
  { session, read, labels }: SessionSource,
  { redactor, structureOnly, essentialOnly = false, exportedAt }: SessionExportOptions,
): Promise<ExportedSession> {
  const clean = structureOnly || redactor === null ? KEEPS_ALL : redactor;
  const cleaned = await cleanedSession(session, read, clean);
  const { agents, calls, formatTitle, lacks, startedAt, figures } = session;
  return {
    title: structureOnly ? null : titleOf(cleaned.session),
    exportedAt,
    formatTitle,
    lacks,
    startedAt: isoTime(startedAt),
    models: [...new Set(calls.flatMap((call) => call.model ?? []))],
    agents: agents.length - 1,
    figures: exportedFigures(figures),
    findings: structureOnly
      ? []
      : findingsOf(cleaned.session).map(({ rule, sentence, usd }) => ({
          rule,
          sentence,
          usd: money(usd),
        })),
    turns: essentialOnly
      ? essentialTurns(exportedTurns(cleaned, labels, structureOnly, essentialCalls(session)))
      : exportedTurns(cleaned, labels, structureOnly, null),
    ...(essentialOnly ? { shownCalls: essentialCalls(session).size } : {}),
    structureOnly,
    redactions: structureOnly ? [] : (redactor?.found() ?? []),
  };
}

/** The words that everything began with stay, and the turns with something to show. */
function essentialTurns(turns: readonly ExportedTurn[]): readonly ExportedTurn[] {
  return turns.filter(({ items }, i) => i === 0 || items.length > 0);
}

/** `wanted`: the calls that are shown, `null` for all. */
function exportedTurns(
  cleaned: Cleaned,
  labels: LabelsBeside,
  structureOnly: boolean,
  wanted: ReadonlySet<number> | null,
): readonly ExportedTurn[] {
  const { session } = cleaned;
  const names = callLabels(session);
  const events = new Map<number, ExportedItem[]>();
  for (const { kind, at, call, text } of session.events) {
    const event = {
      type: 'event',
      kind,
      at: isoTime(at),
      text: structureOnly ? null : text,
    } as const;
    events.set(call, [...(events.get(call) ?? []), event]);
  }
  const last = session.turns.length - 1;
  return session.turns.map((turn, n) => ({
    number: n + 1,
    prompt: structureOnly ? null : turn.prompt,
    injected: turn.injected.map(({ rule, chars }) => ({ rule, chars })),
    startedAt: isoTime(turn.startedAt),
    seconds: seconds(turn.durationMs),
    figures: exportedFigures(turn.figures),
    items: [
      ...turn.calls.flatMap((call) => [
        ...(events.get(call) ?? []),
        ...(wanted === null || wanted.has(call)
          ? [exportedCall(cleaned, call, names[call] ?? '', labels, structureOnly)]
          : []),
      ]),
      ...(n === last ? (events.get(session.calls.length) ?? []) : []),
    ],
  }));
}

function exportedCall(
  { session, calls: texts }: Cleaned,
  index: number,
  label: string,
  labels: LabelsBeside,
  structureOnly: boolean,
): ExportedCall {
  const call = session.calls[index]!;
  const { said, trace } = texts[index]!;
  const agent = session.agents[call.agent];
  return {
    type: 'call',
    label,
    agent: call.agent === 0 || structureOnly ? null : (agent?.name ?? agent?.id ?? null),
    model: call.model,
    effort: call.effort,
    startedAt: isoTime(call.startedAt),
    seconds: seconds(call.modelMs),
    tokens: call.tokens,
    contextTokens: call.contextTokens,
    costUsd: money(call.money.usd),
    bound: call.money.bound,
    finishReason: call.finishReason,
    hitLimit: call.hitLimit,
    fidelity: call.fidelity,
    ...thoughtOf(trace, labels, structureOnly),
    said: structureOnly ? null : said,
    tools: call.tools.map((i) => exportedTool(session.tools[i]!, structureOnly)),
  };
}

/** What a call's reasoning did, and its phases. */
function thoughtOf(
  trace: Trace | null,
  labels: LabelsBeside,
  structureOnly: boolean,
): Pick<ExportedCall, 'kinds' | 'phases'> {
  if (trace === null || reasoningText(trace).trim() === '') return { kinds: [], phases: [] };
  const { steps, phases } = labels.analyse(trace);
  const all = steps.reduce((sum, step) => sum + step.tokens, 0);
  const byKind = new Map<CoarseKind, number>();
  for (const { kind, tokens } of steps) {
    byKind.set(coarseKind(kind), (byKind.get(coarseKind(kind)) ?? 0) + tokens);
  }
  const kinds = [...byKind]
    .map(([kind, tokens]) => ({ kind, share: all === 0 ? 0 : rounded(tokens / all, 3) }))
    .sort((a, b) => b.share - a.share);
  return {
    kinds,
    phases: phases.map(({ first, last, title }): ExportedPhase => {
      const own = steps.slice(first, last + 1);
      return {
        title: structureOnly ? null : title,
        steps: own.length,
        tokens: Math.round(own.reduce((sum, step) => sum + step.tokens, 0)),
      };
    }),
  };
}

function exportedTool(tool: ToolCall, structureOnly: boolean): ExportedTool {
  const { name, family, summary, file, result, durationMs, edits } = tool;
  return {
    name,
    family,
    asked: structureOnly ? null : summary,
    file: structureOnly ? null : file,
    result: structureOnly ? null : (result?.preview ?? null),
    resultChars: result?.chars ?? null,
    failed: result?.failed === true,
    seconds: seconds(durationMs),
    added: edits.reduce((sum, edit) => sum + edit.added, 0),
    removed: edits.reduce((sum, edit) => sum + edit.removed, 0),
  };
}

function exportedFigures(figures: Figures): ExportedFigures {
  const { calls, tools, errors, edits, files, tokens, contextTokens } = figures;
  return {
    calls,
    tools,
    failed: errors,
    edits,
    files,
    tokens,
    costUsd: money(figures.money.usd),
    bound: figures.money.bound,
    modelSeconds: seconds(figures.modelMs),
    toolSeconds: seconds(figures.toolMs),
    contextTokens,
  };
}

const money = (usd: number | null): number | null => (usd === null ? null : rounded(usd, 6));
const seconds = (ms: number | null): number | null => (ms === null ? null : rounded(ms / 1000, 3));
