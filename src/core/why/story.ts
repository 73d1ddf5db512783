import type { Session } from '../model/session';
import { reasoningText, BLOCK_SEPARATOR, type Fidelity, type Trace } from '../model/trace';
import { analyse } from '../steps/analyse';
import type { StepKind } from '../steps/model';
import { editsOf } from '../session/edits';
import { readInput } from '../session/toolInput';
import {
  testsAfter,
  toolsBefore,
  triedBefore,
  type TestRun,
  type ToolBefore,
  type TriedEdit,
} from './around';
import type { RecordedEdit } from './model';
import { joinedPath } from '../text/paths';

/** A step of reasoning beside an edit. Numbers from 0. */
export interface NearStep {
  readonly trace: number;
  readonly call: number;
  readonly step: number;
  readonly of: number;
  readonly kind: StepKind;
  readonly text: string;
  /** Characters of `text` that end it early; 0 for a whole one. */
  readonly cut: number;
}

/** An edit with what stands around it in its session: facts of the log, in its order. */
export interface EditStory {
  readonly file: string;
  readonly old: string | null;
  readonly new: string;
  readonly at: number | null;
  readonly tool: string;
  readonly model: string | null;
  /** Places in the session, from 0. */
  readonly turn: number;
  readonly call: number;
  readonly toolIndex: number;
  /** Which of the turn's edits it is, from 0, and how many there are. */
  readonly nth: number;
  readonly edits: number;
  readonly request: string;
  readonly requestAt: number | null;
  readonly fidelity: Fidelity;
  /** The last step before the edit in its turn; `null` where no text of reasoning is recorded before it. */
  readonly step: NearStep | null;
  readonly before: NearStep | null;
  readonly after: NearStep | null;
  /** Seconds from the reasoning to the edit, where both have times. */
  readonly secondsAfterStep: number | null;
  /** Tool calls between the step and the edit. */
  readonly toolsBetween: number;
  /** Of reasoning that is hidden: its tokens, where counted. */
  readonly hiddenTokens: number | null;
  /** What the model said last before the edit, where its reasoning is not shown. */
  readonly said: string | null;
  /** The last tool calls before the edit; told where no step of reasoning can be. */
  readonly toolsBefore: readonly ToolBefore[];
  readonly tried: readonly TriedEdit[];
  readonly tests: readonly TestRun[];
}

const MAX_STEP = 4_000;
const MAX_SAID = 2_000;

/** Gathers the story of one edit while the traces of its log are read; holds a few traces, never all. */
export class StoryCollector {
  #own: Trace | null = null;
  /** The last traces before the edit with reasoning, and those with words to the user. */
  readonly #before: Trace[] = [];
  readonly #talked: Trace[] = [];
  #after: Trace | null = null;

  constructor(private readonly edit: RecordedEdit) {}

  add(traces: readonly Trace[]): void {
    for (const trace of traces) {
      const isBefore = trace.index < this.edit.trace;
      if (isBefore && saidBefore(trace, Infinity) !== null) keep(this.#talked, trace);
      if (trace.index === this.edit.trace) this.#own = trace;
      else if (trace.fidelity === 'none') continue;
      else if (isBefore) keep(this.#before, trace);
      else this.#after ??= trace;
    }
  }

  /** `null` when the log no longer holds the edit. */
  finish(session: Session): EditStory | null {
    const { edit } = this;
    const own = this.#own;
    const segment = own?.segments[edit.segment];
    const toolIndex = session.tools.findIndex(
      (t) => t.segment === edit.segment && session.calls[t.call]?.trace === edit.trace,
    );
    const tool = session.tools[toolIndex];
    const call = tool && session.calls[tool.call];
    if (own === null || segment?.kind !== 'toolCall' || !tool || !call) return null;
    const text = editsOf(segment.name, readInput(segment.input, segment.name))[edit.nth];
    if (text === undefined) return null;
    const turn = session.turns[call.turn]!;
    const editTools = turn.calls.flatMap((c) =>
      session.calls[c]!.tools.filter((t) => session.tools[t]!.edits.length > 0),
    );
    const thought = this.#thought(session, own, call.turn, tool.call);
    return {
      file: joinedPath(session.folder, text.file),
      old: text.old,
      new: text.new,
      at: edit.at,
      tool: segment.name,
      model: call.model,
      turn: call.turn,
      call: tool.call,
      toolIndex,
      nth: editTools.indexOf(toolIndex),
      edits: editTools.length,
      request: turn.prompt,
      requestAt: turn.startedAt,
      ...thought,
      toolsBetween: thought.step === null ? 0 : toolsBetween(session, thought.step, toolIndex),
      toolsBefore: thought.step === null ? toolsBefore(session, toolIndex) : [],
      tried: triedBefore(session, toolIndex),
      tests: testsAfter(session, toolIndex),
    };
  }

  #thought(session: Session, own: Trace, turn: number, ownCall: number): Thought {
    const callOf = (trace: Trace): number =>
      session.calls.findIndex((c) => c.trace === trace.index);
    const inTurn = (trace: Trace): boolean => {
      const c = session.calls[callOf(trace)];
      return c?.turn === turn && c.agent === session.calls[ownCall]!.agent;
    };
    const sources = [own, ...this.#before.filter(inTurn).reverse()];
    let hidden: Trace | null = null;
    for (const trace of sources) {
      const end = trace === own ? reasoningEnd(own, this.edit.segment) : Infinity;
      const steps = stepsOf(trace, callOf(trace));
      const last = steps.findLastIndex(({ start }) => start < end);
      if (last >= 0) {
        const next =
          steps[last + 1] ??
          (this.#after && inTurn(this.#after)
            ? stepsOf(this.#after, callOf(this.#after))[0]
            : undefined);
        return {
          fidelity: trace.fidelity,
          step: steps[last]!.near,
          before: steps[last - 1]?.near ?? null,
          after: next?.near ?? null,
          secondsAfterStep: secondsBetween(trace, this.edit),
          hiddenTokens: null,
          said: trace.fidelity === 'raw' ? null : saidBefore(own, this.edit.segment),
        };
      }
      if (trace.fidelity !== 'none') hidden ??= trace;
    }
    return {
      fidelity: hidden?.fidelity ?? 'none',
      step: null,
      before: null,
      after: null,
      secondsAfterStep: null,
      hiddenTokens: hidden?.usage.reasoningTokens ?? null,
      said:
        saidBefore(own, this.edit.segment) ??
        this.#talked
          .filter(inTurn)
          .map((t) => saidBefore(t, Infinity))
          .at(-1) ??
        null,
    };
  }
}

/** So many traces with reasoning before the edit are looked at for its step. */
const KEPT = 24;

function keep(traces: Trace[], trace: Trace): void {
  traces.push(trace);
  if (traces.length > KEPT) traces.shift();
}

type Thought = Pick<
  EditStory,
  'fidelity' | 'step' | 'before' | 'after' | 'secondsAfterStep' | 'hiddenTokens' | 'said'
>;

/** Length of the joined reasoning text before a segment. */
function reasoningEnd({ segments }: Trace, segment: number): number {
  const blocks = segments
    .slice(0, segment)
    .flatMap((s) => (s.kind === 'reasoning' && s.text !== '' ? [s.text.length] : []));
  return blocks.reduce((sum, n) => sum + n + BLOCK_SEPARATOR.length, 0);
}

function stepsOf(
  trace: Trace,
  call: number,
): readonly { readonly start: number; readonly near: NearStep }[] {
  const text = reasoningText(trace);
  if (text.trim() === '') return [];
  const { steps } = analyse(trace);
  return steps.map(({ start, end, kind }, step) => {
    const words = text.slice(start, Math.min(end, start + MAX_STEP)).trim();
    const cut = Math.max(0, end - start - MAX_STEP);
    const near = { trace: trace.index, call, step, of: steps.length, kind, text: words, cut };
    return { start, near };
  });
}

function secondsBetween(trace: Trace, { at }: RecordedEdit): number | null {
  const thought =
    trace.segments.findLast((s) => s.kind === 'reasoning' && s.at !== null)?.at ?? null;
  return thought === null || at === null || at < thought ? null : (at - thought) / 1000;
}

/** The model's last words to the user before a segment. */
function saidBefore({ segments }: Trace, segment: number): string | null {
  const said = segments
    .slice(0, Math.min(segment, segments.length))
    .findLast((s) => s.kind === 'answer' && s.text.trim() !== '');
  return said?.kind === 'answer' ? said.text.trim().slice(0, MAX_SAID) : null;
}

function toolsBetween(session: Session, { call }: NearStep, toolIndex: number): number {
  let between = 0;
  for (let t = toolIndex - 1; t >= 0; t--) {
    const tool = session.tools[t]!;
    if (tool.call < call) break;
    if (session.calls[tool.call]!.agent === session.calls[call]!.agent) between++;
  }
  return between;
}
