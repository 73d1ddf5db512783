import type { FileRecord, Grouper } from '../../format';
import { SSE_DONE } from '../../reader/sse';

/** What was seen of the stream that is being read. */
export interface OpenStream {
  readonly ids: ReadonlySet<string>;
  readonly finished: boolean;
  /** The part that was read last. */
  readonly last: unknown;
}

export interface StreamRules {
  /** The record is a whole response, not a part of a stream. */
  isWhole(value: unknown): boolean;
  /** The record is a request, which belongs to the response right after it. */
  isRequest?(value: unknown): boolean;
  /** Id of the stream that a part names. */
  idOf(value: unknown): string | null;
  /** The part says that the generation is finished (counts may still follow). */
  isFinish(value: unknown): boolean;
  /** The part opens another stream than the one being read. */
  startsNext(open: OpenStream, value: unknown): boolean;
}

/**
 * Groups for files of responses, whole or streamed: a whole response stands alone; parts belong together up to
 * `[DONE]`, the next whole response, or the start of the next stream.
 */
export function streamGrouper(rules: StreamRules): Grouper {
  let open: FileRecord[] = [];
  let ids = new Set<string>();
  let finished = false;
  const take = (): (readonly FileRecord[])[] => {
    const group = open;
    open = [];
    ids = new Set();
    finished = false;
    return group.length === 0 ? [] : [group];
  };
  return {
    push: (record) => {
      if (record.value === SSE_DONE) return take();
      if (rules.isWhole(record.value)) {
        const [asked] = open;
        const isAsked = asked !== undefined && open.length === 1 && rules.isRequest?.(asked.value);
        if (isAsked !== true) return [...take(), [record]];
        take();
        return [[asked, record]];
      }
      const last = open.at(-1)?.value;
      const next = open.length > 0 && rules.startsNext({ ids, finished, last }, record.value);
      const done = next ? take() : [];
      open.push(record);
      const id = rules.idOf(record.value);
      if (id !== null) ids.add(id);
      finished ||= rules.isFinish(record.value);
      return done;
    },
    end: () => (open.length === 0 ? [] : [open.slice()]),
  };
}
