import type { FileRecord } from '../../format';
import { itemsOf } from '../../build/records';
import { spansOf, type OtelSpan } from './otelSpans';

/** A span and the record that it stands in. */
export interface PlacedSpan {
  readonly span: OtelSpan;
  readonly record: FileRecord;
}

/** The spans of records, in their order. */
export function placedSpans(records: readonly FileRecord[]): readonly PlacedSpan[] {
  return itemsOf(records).flatMap((record) =>
    spansOf(record.value).map((span) => ({ span, record })),
  );
}

/** What tells a span from all others: ids of spans are told apart in one trace only. */
export function spanKey({ trace, id }: OtelSpan): string | null {
  return id === null ? null : `${trace ?? ''} ${id}`;
}

/** The same of the span around one. */
export function parentKey({ trace, parent }: OtelSpan): string | null {
  return parent === null ? null : `${trace ?? ''} ${parent}`;
}
