import type { NoteBody, SessionNote } from '../../model/sessionNote';
import type { Trace } from '../../model/trace';
import { text } from '../../text/json';
import { itemsOf } from '../../trace/build/records';
import type { FileRecord } from '../../trace/format';
import { spanKind, toolCallId } from '../../trace/formats/observability/otelAgent';
import { spansOf, type OtelSpan } from '../../trace/formats/observability/otelSpans';
import { noted, type SessionReader } from '../reader';

/** A chain of spans longer than this is no chain. */
const DEEPEST = 64;

/** Notes of the spans of an agent's run: an agent invoked inside another one is its sub-agent. */
export class SpanNotes implements SessionReader {
  readonly #spans = new Map<string, OtelSpan>();
  /** Span of each call, by the id that its trace has. */
  readonly #callSpans = new Map<string, string>();
  /** Agents by the span that they are a part of. */
  readonly #agents = new Map<string | null, OtelSpan[]>();

  read(record: FileRecord): readonly SessionNote[] {
    const spans = itemsOf([record]).flatMap(({ value }) => spansOf(value));
    for (const span of spans) {
      if (span.id === null) continue;
      this.#spans.set(span.id, span);
      this.#callSpans.set(text(span.attributes, 'gen_ai', 'response', 'id') ?? span.id, span.id);
      if (spanKind(span) !== 'agent') continue;
      const beside = this.#agents.get(span.parent);
      if (beside) beside.push(span);
      else this.#agents.set(span.parent, [span]);
    }
    return spans.flatMap((span) => this.#introduced(span)).map((body) => noted(record, null, body));
  }

  threadOf({ id }: Trace): string | null {
    const agents = this.#agentsAbove(this.#callSpans.get(id) ?? null);
    return agents.length > 1 ? (agents[0]?.id ?? null) : null;
  }

  /** A sub-agent's own span names it, and that of the tool around it says which call started it; either may come first. */
  #introduced(span: OtelSpan): readonly NoteBody[] {
    const kind = spanKind(span);
    const agents = kind === 'agent' ? [span] : (this.#agents.get(span.id) ?? []);
    if (kind === null || agents.length === 0) return [];
    return agents.flatMap((agent): readonly NoteBody[] => {
      const tool = this.#spans.get(agent.parent ?? '');
      const callId = tool && spanKind(tool) === 'tool' ? (toolCallId(tool) ?? tool.id) : null;
      if (agent.parent === null || (callId === null && !this.#isInside(agent))) return [];
      const name = text(agent.attributes, 'gen_ai', 'agent', 'name');
      return [{ kind: 'agent', id: agent.id, name, callId, task: null }];
    });
  }

  #isInside(agent: OtelSpan): boolean {
    return this.#agentsAbove(agent.parent).length > 0;
  }

  /** The agents around a span, the nearest first. */
  #agentsAbove(from: string | null): readonly OtelSpan[] {
    const found: OtelSpan[] = [];
    let span = this.#spans.get(from ?? '');
    for (let depth = 0; span !== undefined && depth < DEEPEST; depth++) {
      if (spanKind(span) === 'agent') found.push(span);
      span = this.#spans.get(span.parent ?? '');
    }
    return found;
  }
}
