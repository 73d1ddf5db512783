import type { Problem } from '../model/problem';
import { say } from '../model/sentence';
import type { Trace } from '../model/trace';
import type { FileRecord, Format, TraceDraft } from './format';
import { withPlausibleFigures } from './plausible';

/** One group through the format's `parse`, numbered from `firstIndex`. */
export function parseGroup(
  format: Format,
  group: readonly FileRecord[],
  fileName: string,
  firstIndex: number,
): { readonly traces: readonly Trace[]; readonly problems: readonly Problem[] } {
  try {
    const { traces, problems } = format.parse(group, { fileName });
    const cut = group.findLast((r) => r.cut === true);
    return {
      traces: traces.map((t, i) => {
        const whole = cut && i === traces.length - 1 ? { ...t, ...cutOff(t, cut) } : t;
        const numbered = { ...whole, index: firstIndex + i, format: format.id };
        return withPlausibleFigures(numbered, Date.now());
      }),
      problems,
    };
  } catch (error) {
    // Formats must not throw; should one do, the rest of the file still opens and the place is told.
    const range = group[0]?.range;
    const at = { record: range?.record ?? 0, offset: range?.start ?? 0 };
    const message = say('Not readable as {0}: {1}', format.title, String(error).slice(0, 160));
    return { traces: [], problems: [{ code: 'malformed', message, at }] };
  }
}

/** What the end of the file does to the last trace of the record that it cuts. */
function cutOff(trace: TraceDraft, { range }: FileRecord): Pick<Trace, 'truncated' | 'problems'> {
  const message = say('The file ends in the middle of this trace.');
  const at = { record: range.record, offset: range.end };
  return { truncated: true, problems: [...trace.problems, { code: 'truncated', message, at }] };
}
