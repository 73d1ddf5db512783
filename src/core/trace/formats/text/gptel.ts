import { part, shifted, type TaggedPart } from '../../build/taggedText';
import type { TraceBuilder } from '../../build/traceBuilder';
import { gptelState, type GptelRange } from './gptelState';
import type { TextChat, TextTurn } from './textChat';

/** A block of reasoning or of a tool: all of it, and what stands between its marks. */
interface Block extends GptelRange {
  readonly kind: 'reasoning' | 'tool';
  readonly from: number;
  readonly to: number;
}

/**
 * A chat of gptel (Emacs) as Org or Markdown: reasoning and tools stand in blocks (`#+begin_reasoning`, a fence
 * "``` reasoning"), and the file says at its begin or end which stretches the model wrote (`GPTEL_BOUNDS`). Without them the
 * last heading in gptel's prompt prefix before a block of reasoning begins the next question.
 */
export function gptelChat(text: string): TextChat | null {
  const blocks = blocksOf(text);
  const state = gptelState(text);
  if (state.responses === null && !blocks.some(({ kind }) => kind === 'reasoning')) return null;
  const { start, end } = state.body;
  const turns = new Turns(state.model);
  let at = start;
  for (const [i, block] of blocks.entries()) {
    if (block.start < at || block.end > end) continue;
    // What stands before the first block was asked, where no bounds say otherwise.
    const asked = i === 0 ? { start: at, end: block.start } : lastQuestion(text, at, block);
    const gap = { start: at, end: block.start };
    addWords(turns, text, gap, within(state.responses, text, gap, i === 0) ?? outside(asked));
    if (block.kind === 'reasoning') turns.think(text, block);
    else turns.tool(text, block);
    at = block.end;
  }
  const rest = { start: at, end };
  const known = within(state.responses, text, rest, blocks.length === 0);
  addWords(turns, text, rest, known ?? outside(emptyQuestion(text, at, end)));
  return turns.all.some(({ role }) => role === 'assistant') ? { text, turns: turns.all } : null;
}

/**
 * The stretches that tell a gap: `null` where there are none, and where they leave out what follows a block although no
 * question stands there, because the chat was saved without them at first.
 */
function within(
  responses: readonly GptelRange[] | null,
  text: string,
  gap: GptelRange,
  isFirst: boolean,
): readonly GptelRange[] | null {
  if (responses === null || isFirst) return responses;
  const [from, to] = trimmed(text, gap);
  const asks = from >= to || PREFIX_HERE.test(text.slice(from, from + 5));
  return asks || responses.some(({ start, end }) => start <= from && from < end) ? responses : null;
}

const PREFIX_HERE = /^(?:\*{1,3}|###)(?:\s|$)/;

/** Where a model's words may stand when only a question is known: before it. */
function outside(asked: GptelRange | null): readonly GptelRange[] {
  return [{ start: 0, end: asked === null ? Number.MAX_SAFE_INTEGER : asked.start }];
}

const PREFIX = /^(?:\*{1,3}|###) /gm;

/** The question between an answer and the reasoning that follows it; `null` before a tool, and where no heading stands. */
function lastQuestion(text: string, from: number, block: Block): GptelRange | null {
  if (block.kind !== 'reasoning') return null;
  const heads = [...text.slice(from, block.start).matchAll(PREFIX)];
  const last = heads.at(-1);
  return last === undefined ? null : { start: from + last.index, end: block.start };
}

/** The prefix that gptel writes for the next question, where none was asked yet. */
function emptyQuestion(text: string, from: number, end: number): GptelRange | null {
  const rest = /\n(?:\*{1,3}|###)\s*$/.exec(text.slice(Math.max(from, end - 100), end))?.[0];
  return rest === undefined ? null : { start: end - rest.length, end };
}

/** Words between blocks: the model's where its stretches cover them, else the user's. */
function addWords(
  turns: Turns,
  text: string,
  { start, end }: GptelRange,
  responses: readonly GptelRange[],
): void {
  let at = start;
  for (const response of responses) {
    const [from, to] = [Math.max(response.start, at), Math.min(response.end, end)];
    if (from >= to) continue;
    turns.ask(text, at, from);
    turns.answer(text, from, to);
    at = to;
  }
  turns.ask(text, at, end);
}

class Turns {
  readonly all: TextTurn[] = [];
  readonly #facts: (trace: TraceBuilder) => void;

  constructor(model: string | null) {
    this.#facts = (trace) => {
      trace.model ??= model;
    };
  }

  ask(text: string, start: number, end: number): void {
    const lead = /^\s*(?:\*{1,3}|###)(?:[ \t]+|$)/.exec(text.slice(start, end))?.[0].length ?? 0;
    const [from, to] = trimmed(text, { start: start + lead, end });
    if (from < to) this.#add('user', part('prompt', from, to, 'user'));
  }

  answer(text: string, start: number, end: number): void {
    const [from, to] = trimmed(text, { start, end });
    if (from < to) this.say(part('answer', from, to));
  }

  think(text: string, { from, to }: Block): void {
    this.say(part('reasoning', ...trimmed(text, { start: from, end: to })));
  }

  say(spoken: TaggedPart): void {
    this.#add('assistant', spoken);
  }

  /** `(:name "x" :args (…))`, an empty line, and what came of it; calls in a row are of one generation. */
  tool(text: string, block: Block): void {
    const inner = text.slice(block.from, block.to);
    const call = /^\s*\(:name "([^"]{1,200})"(?:\s+:args )?/.exec(inner);
    const header = /\(([^\s()"]{1,200})/.exec(text.slice(block.start, block.from));
    const end = call === null ? 0 : closing(inner, inner.indexOf('('));
    const name = call?.[1] ?? header?.[1] ?? 'tool';
    const start = call === null ? 0 : Math.min(call[0].length, end - 1);
    const spoken = part('toolCall', start, Math.max(start, end - 1), name);
    const [callPart] = shifted([spoken], block.from);
    const results = this.all.at(-1)?.role === 'tool' ? this.all.pop() : undefined;
    if (callPart) this.say(callPart);
    const [from, to] = trimmed(text, { start: block.from + end, end: block.to });
    const result = part('toolResult', from, to);
    this.all.push({ role: 'tool', parts: [...(results?.parts ?? []), result], truncated: false });
  }

  #add(role: string, spoken: TaggedPart): void {
    const last = this.all.at(-1);
    if (last?.role !== role) {
      const turn = { role, parts: [spoken], truncated: false };
      this.all.push(role === 'assistant' ? { ...turn, facts: this.#facts } : turn);
    } else this.all.splice(-1, 1, { ...last, parts: [...last.parts, spoken] });
  }
}

/** The end of a list of Lisp that begins at `from`: its closing bracket, outside of strings. */
function closing(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === '(') depth += 1;
    else if (!quoted && c === ')' && --depth === 0) return i + 1;
  }
  return text.length;
}

function trimmed(text: string, { start, end }: GptelRange): [number, number] {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1;
  return [from, to];
}

const OPEN = /^(?:#\+begin_|``` )(reasoning|tool)\b.*$/i;
const MAX_BLOCKS = 5_000;

/** Blocks in file order; a fence of code inside a fence of reasoning does not end it. */
function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { kind: Block['kind']; start: number; from: number; org: boolean } | null = null;
  let fences = 0;
  for (let at = 0; at < text.length && blocks.length < MAX_BLOCKS;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, next).trimEnd();
    if (open === null) {
      const kind = OPEN.exec(line)?.[1]?.toLowerCase();
      if (kind === 'reasoning' || kind === 'tool') {
        open = { kind, start: at, from: next, org: line.startsWith('#') };
        fences = 0;
      }
    } else if (open.org ? line.toLowerCase() === `#+end_${open.kind}` : line === '```') {
      if (fences === 0) {
        blocks.push({ ...open, to: at, end: next });
        open = null;
      } else fences -= 1;
    } else if (!open.org && /^```\w/.test(line)) fences += 1;
    at = next;
  }
  return blocks;
}
