import type { FileRecord } from '../format';
import type { Segment } from '../../model/trace';
import { rangeOver, segment, type RecordedPlace } from './draft';
import { jsonText } from '../../text/json';

type Kind = 'reasoning' | 'answer' | 'toolCall';

interface OpenSegment {
  readonly kind: Kind;
  readonly pieces: string[];
  first: FileRecord;
  last: FileRecord;
  from: number | null;
  to: number | null;
  fidelity: 'raw' | 'summary' | 'hidden' | 'redacted' | null;
  name: string | null;
  callId: string | null;
}

/** What a piece of a stream says beside its text. */
export interface StreamPiece {
  readonly record: FileRecord;
  /** When it came, in epoch milliseconds, where recorded. */
  readonly at?: number | null;
  readonly fidelity?: OpenSegment['fidelity'];
  readonly name?: string | null;
  readonly callId?: string | null;
}

/**
 * Puts the deltas of a stream together into ordered segments: pieces of one kind and key are one segment, whose text
 * is their exact concatenation. Without a key, a piece continues the last segment when it is of the same kind.
 */
export class SegmentStream {
  readonly #segments: (OpenSegment | Segment)[] = [];
  readonly #byKey = new Map<string | number, OpenSegment>();

  add(kind: Kind, text: string, piece: StreamPiece, key?: string | number): void {
    const target = this.#find(kind, piece, key);
    target.last = piece.record;
    target.to = piece.at ?? target.to;
    target.fidelity = piece.fidelity ?? target.fidelity;
    target.name = target.name ?? piece.name ?? null;
    target.callId = target.callId ?? piece.callId ?? null;
    if (text !== '') target.pieces.push(text);
  }

  /** Takes a segment that came whole. */
  put(whole: Segment): void {
    this.#segments.push(whole);
  }

  /** Whether any piece of a kind came. */
  has(kind: Kind): boolean {
    return this.#segments.some((s) => s.kind === kind);
  }

  /** The segments; `fidelity` tells it for reasoning whose pieces did not. Empty reasoning stays only when marked. */
  finish(fidelity: (text: string) => 'raw' | 'summary'): Segment[] {
    return this.#segments.flatMap((s): Segment[] => {
      if (!('pieces' in s)) return [s];
      const text = s.pieces.join('');
      const place = placeOver(s);
      if (s.kind === 'toolCall') return [segment.toolCall(s.name, text, s.callId, place)];
      if (s.kind === 'answer') return text === '' ? [] : [segment.answer(text, place)];
      if (text !== '') {
        const told = s.fidelity === 'raw' || s.fidelity === 'summary' ? s.fidelity : null;
        return [segment.reasoning(text, place, told ?? fidelity(text))];
      }
      return s.fidelity === 'hidden' || s.fidelity === 'redacted'
        ? [segment.reasoning('', place, s.fidelity)]
        : [];
    });
  }

  #find(kind: Kind, piece: StreamPiece, key: string | number | undefined): OpenSegment {
    const last = this.#segments.at(-1);
    const known = key === undefined ? last : this.#byKey.get(key);
    if (known?.kind === kind && 'pieces' in known) return known;
    const opened: OpenSegment = {
      kind,
      pieces: [],
      first: piece.record,
      last: piece.record,
      from: piece.at ?? null,
      to: null,
      fidelity: null,
      name: null,
      callId: null,
    };
    this.#segments.push(opened);
    if (key !== undefined) this.#byKey.set(key, opened);
    return opened;
  }
}

function placeOver(s: OpenSegment): RecordedPlace {
  // One chunk alone tells when it came, not how long it took.
  const took = s.from === null || s.to === null || s.to <= s.from ? null : s.to - s.from;
  return { source: rangeOver([s.first, s.last]), at: s.from, durationMs: took };
}

/** Arguments of a tool call in a delta: text as it comes, an object as JSON. */
export function argumentText(value: unknown): string {
  return value === undefined || value === null ? '' : jsonText(value);
}
