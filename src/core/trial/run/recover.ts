import type { CaptureEnd } from '../../capture/model';
import type { Rates } from '../../model/rates';
import { num, obj, text } from '../../text/json';
import type { JournalLine } from '../journalModel';
import type { PlannedCall } from '../planModel';
import { capturedTrace } from './ask';
import { callRecord } from './callRecord';

/**
 * The end of a call whose answer was complete on the disk when the program was broken off before the journal knew of it:
 * it is not sent again. `null` when the trace does not tell a good end.
 */
export function recoveredCall(
  call: PlannedCall,
  captured: string,
  rates: Rates | null,
  file: string,
): JournalLine | null {
  const lines = captured.split('\n').filter((line) => line.trim() !== '');
  const [head, end] = [parsed(lines[0]), parsed(lines.at(-1))];
  if (text(end, 'end', 'reason') !== 'complete') return null;
  const trace = capturedTrace(captured);
  if (trace === null) return null;
  const how: CaptureEnd = {
    reason: 'complete',
    message: null,
    status: num(end, 'end', 'status'),
    durationMs: num(end, 't') ?? 0,
  };
  const facts = { rates, file, at: num(head, 'at') ?? 0, attempts: 1, afterAnswer: null };
  return { line: 'call', ...callRecord(call, { end: how, trace, unpaid: false }, facts) };
}

function parsed(line: string | undefined): unknown {
  try {
    return line === undefined ? null : obj(JSON.parse(line));
  } catch {
    // Cut off in the middle of a line: no end is told.
    return null;
  }
}
