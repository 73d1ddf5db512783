import type { Session } from '../model/session';
import type { Scan } from '../trace/scan';
import { SessionBuilder } from './builder';
import type { PriceOf } from './money';

/** Reads a scanned file to its end as one session. `onStep` tells the bytes read. Rejects when the source does. */
export async function readSession(
  scan: Scan,
  priceOf: PriceOf,
  onStep: (bytesRead: number) => void = () => undefined,
): Promise<Session> {
  const builder = new SessionBuilder(scan.format, priceOf);
  for await (const { groups, open, records, bytesRead } of scan.steps()) {
    builder.listen(records);
    for (const { traces } of groups) builder.add(traces);
    onStep(bytesRead);
    if (open.length > 0) return builder.build(open.flatMap(({ traces }) => traces));
  }
  return builder.build();
}
