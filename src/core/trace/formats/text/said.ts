import type { Usage } from '../../../model/trace';
import type { FileRecord, TraceDraft } from '../../format';
import { Conversation } from '../../build/conversation';
import { placeOf } from '../../build/draft';
import type { TraceBuilder } from '../../build/traceBuilder';
import { addTaggedText } from '../apis/logMessage';

/** One thing that a transcript of an agent shows, in its order. */
export interface Said {
  /** A `note` says something of the generation and has no words. */
  readonly kind: 'user' | 'system' | 'thought' | 'answer' | 'call' | 'result' | 'note';
  readonly text: string;
  /** Of a call: its tool, what it was given, and the id that its result names. */
  readonly name?: string | null;
  readonly input?: unknown;
  readonly id?: string | null;
  readonly failed?: boolean;
  /** It begins another generation, although no result stands before it. */
  readonly alone?: boolean;
  /** It is of the generation before it, although a result stands between them. */
  readonly same?: boolean;
  readonly model?: string | null;
  readonly at?: number | null;
  readonly durationMs?: number | null;
  readonly usage?: Usage;
}

/** A line of a text that begins a section of it. */
export interface Head {
  readonly match: RegExpMatchArray;
  /** What stands between it and the next one, without white space around. */
  readonly body: string;
  /** The same as it is written, to its last word. */
  readonly rest: string;
}

const MAX_HEADS = 20_000;
const FENCE = /^ {0,3}(?:```|~~~)/;

/** The sections of a text by the lines that begin them; what stands in a code fence is no such line where `fenced`. */
export function sectionsOf(text: string, pattern: RegExp, fenced = true): readonly Head[] {
  const heads: { match: RegExpMatchArray; from: number; to: number }[] = [];
  let inside = false;
  let start = 0;
  for (const line of text.split('\n')) {
    const match = inside ? null : pattern.exec(line);
    const last = heads.at(-1);
    if (match !== null && heads.length < MAX_HEADS) {
      if (last) last.to = start;
      heads.push({ match, from: start + line.length, to: text.length });
    } else if (fenced && FENCE.test(line)) inside = !inside;
    start += line.length + 1;
  }
  return heads.map(({ match, from, to }) => {
    const rest = text.slice(from, to).trimEnd();
    return { match, rest, body: rest.trim() };
  });
}

/** The generations of a transcript: what follows a result is another one; results go to the calls they name, or the last. */
export function transcriptTraces(said: readonly Said[], record: FileRecord): readonly TraceDraft[] {
  const conversation = new Conversation();
  const place = placeOf(record);
  let open: TraceBuilder | null = null;
  for (const one of said) {
    const where = { ...place, at: one.at ?? null };
    if (one.kind === 'user' || one.kind === 'system') {
      open = null;
      conversation.prompt(one.kind, one.text);
    } else if (one.kind === 'result') {
      open = null;
      conversation.result(one.text, one.id ?? null, one.failed === true, where);
    } else {
      if (one.kind === 'note') open = conversation.last;
      else if (one.alone === true) open = null;
      else if (one.same === true) open ??= conversation.last;
      if (one.kind === 'note' && open === null) continue;
      if (open === null) {
        open = conversation.begin();
        open.timing = { startedAt: where.at, durationMs: one.durationMs ?? null };
      }
      open.model ??= one.model ?? null;
      if (one.usage !== undefined) open.usage = one.usage;
      if (one.kind === 'thought') open.reasoning(one.text, null, where);
      else if (one.kind === 'call')
        open.toolCall(one.name ?? null, one.input ?? one.text, one.id ?? null, where);
      else if (one.kind === 'answer' && !open.hasSaid(one.text))
        addTaggedText(open, one.text, where);
    }
  }
  return conversation.build();
}
