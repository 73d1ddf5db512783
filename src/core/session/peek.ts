import type { Message } from '../model/message';
import type { Format } from '../trace/format';
import { startScan } from '../trace/scan';
import type { ByteSource } from '../trace/source';
import { isAgentLog } from './formats';
import { readSession } from './readSession';
import { titleOf } from './title';

/** What a list of sessions to choose from says of one, from its beginning. */
export interface PeekedSession {
  readonly title: string | null;
  readonly formatTitle: Message;
  readonly startedAt: number | null;
  /** Where the agent worked, as recorded. */
  readonly folder: string | null;
}

/** So much of a log is read: its head holds the first words of the user. */
const PEEK_BYTES = 1 << 18;

/** Looks at the first 256 kB of a file; `null` when that is no log of an agent. Rejects when the source does. */
export async function peekSession(
  source: ByteSource,
  formats: readonly Format[],
): Promise<PeekedSession | null> {
  const size = Math.min(source.size, PEEK_BYTES);
  const head: ByteSource = {
    name: source.name,
    size,
    read: (start, end, signal) => source.read(start, Math.min(size, end), signal),
  };
  const scan = await startScan(head, formats);
  if ('error' in scan || !isAgentLog(scan.format.id)) return null;
  const session = await readSession(scan, () => null);
  const { formatTitle, startedAt, folder } = session;
  return { title: titleOf(session), formatTitle, startedAt, folder };
}
