import type { Session } from '../model/session';
import type { Trace } from '../model/trace';
import { SessionBuilder } from '../session/builder';
import { isAgentLog } from '../session/formats';
import type { Scan } from '../trace/scan';
import { EditCollector } from './collect';
import type { LogEdits, RecordedEdit } from './model';
import { StoryCollector, type EditStory } from './story';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((bytesRead: number) => void) | undefined;
}

/** Money is not asked for here. */
const NO_PRICE = (): null => null;

/** The edits of a scanned log; none for a file that is no agent's log. Rejects when the source does or the signal aborts. */
export async function readLogEdits(
  file: string,
  scan: Scan,
  options: ReadOptions = {},
): Promise<LogEdits | null> {
  if (!isAgentLog(scan.format.id) && !MAY_BE_LOG.has(scan.format.id)) return null;
  const collector = new EditCollector();
  const session = await walk(scan, (traces) => collector.add(traces), options);
  return collector.finish(file, session);
}

/** Lists of messages are logs too when they hold edits. */
const MAY_BE_LOG: ReadonlySet<string> = new Set([
  'message-list',
  'message-document',
  'aider-history',
]);

/** The story of an edit, from its log. `null` when the log no longer holds it. */
export async function readStory(
  edit: RecordedEdit,
  scan: Scan,
  options: ReadOptions = {},
): Promise<EditStory | null> {
  const collector = new StoryCollector(edit);
  const session = await walk(scan, (traces) => collector.add(traces), options);
  return collector.finish(session);
}

async function walk(
  scan: Scan,
  take: (traces: readonly Trace[]) => void,
  { signal, onStep }: ReadOptions,
): Promise<Session> {
  const builder = new SessionBuilder(scan.format, NO_PRICE);
  for await (const { groups, open, records, bytesRead } of scan.steps(undefined, signal)) {
    builder.listen(records);
    for (const { traces } of groups) {
      builder.add(traces);
      take(traces);
    }
    onStep?.(bytesRead);
    if (open.length === 0) continue;
    const last = open.flatMap(({ traces }) => traces);
    take(last);
    return builder.build(last);
  }
  return builder.build();
}
