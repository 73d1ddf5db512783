import { capture, type CaptureDeps } from '../../capture/capture';
import type { CaptureEnd, Endpoint, WriteLine } from '../../capture/model';
import { authHeaders, buildRequest } from '../../capture/request';
import { say } from '../../model/sentence';
import type { Trace } from '../../model/trace';
import { liveCapture } from '../../trace/formats/apis/liveCapture';
import { createGrouper } from '../../trace/assemble';
import { parseGroup } from '../../trace/parseGroup';
import { NdjsonReader } from '../../trace/reader/ndjson';
import { ProblemList } from '../../trace/reader/problems';
import type { PlannedCall } from '../planModel';
import type { Answered } from './callRecord';

/** What a call is asked with; everything that depends on time or the network comes in here. */
export type AskDeps = Pick<CaptureDeps, 'send' | 'now' | 'sleep'>;

/** While a call is under way. */
export interface AskHooks {
  /** Takes the lines of the capture file. */
  readonly write: WriteLine;
  /** The server asks to wait so many seconds. */
  readonly onWaiting: (seconds: number) => void;
  readonly signal: AbortSignal;
}

/** Sends one call somewhere and says what came back. Never rejects. */
export type Ask = (call: PlannedCall, hooks: AskHooks) => Promise<Answered>;

/** Connections that were never made: nothing was sent, so nothing was paid. */
const NEVER_SENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN)$/;

function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
  return typeof code === 'string' && NEVER_SENT.test(code);
}

/** Asks an endpoint, with its key where it needs one. The key is in no line that is written. */
export function askEndpoint(
  endpoint: Endpoint,
  key: string | null,
  thinks: (call: PlannedCall) => boolean,
  deps: AskDeps,
): Ask {
  return async (call, { write, onWaiting, signal }) => {
    const request = buildRequest(endpoint, {
      messages: call.messages,
      model: call.choice.model,
      effort: call.choice.effort,
      thinks: thinks(call),
      maxOutputTokens: call.cap,
    });
    const connection = { neverMade: false };
    const send: CaptureDeps['send'] = async (asked, stop) => {
      try {
        return await deps.send(asked, stop);
      } catch (error) {
        connection.neverMade = neverSent(error);
        throw error;
      }
    };
    const lines: string[] = [];
    const keep: WriteLine = (line, part) => {
      lines.push(line);
      write(line, part);
    };
    const headers = key === null ? {} : authHeaders(endpoint.api, key);
    const all = { ...deps, send, write: keep, onWaiting };
    const end = await capture(endpoint.api, request, headers, all, signal);
    return {
      end,
      trace: capturedTrace(lines.join('\n')),
      unpaid: connection.neverMade || wasTurnedDown(end),
    };
  };
}

/** An answer with an error status: the provider did no work. */
const wasTurnedDown = ({ reason, status }: CaptureEnd): boolean =>
  reason === 'failed' && status !== null && status >= 400;

/** The trace of a capture file, as the viewer reads it; `null` when no answer began. */
export function capturedTrace(text: string): Trace | null {
  // What a capture is written as is known: the host that asks need not carry the readers of all else.
  const problems = new ProblemList();
  const reader = new NdjsonReader({ offset: 0, record: 0, problems });
  const grouper = createGrouper(liveCapture, problems);
  const records = [...reader.push(new TextEncoder().encode(`${text}\n`)), ...reader.end()];
  const groups = [...records.flatMap((record) => grouper.push(record)), ...grouper.end()];
  const traces = groups.flatMap((group) => parseGroup(liveCapture, group, CAPTURE, 0).traces);
  return traces.at(-1) ?? null;
}

const CAPTURE = 'call.capture.jsonl';

/** The end that a capture file tells, of a run that was broken off after it; `null` where there is none. */
export function endWithin(milliseconds: number, end: CaptureEnd): CaptureEnd {
  return {
    ...end,
    reason: 'failed',
    message: say('No end after {0} seconds: given up.', String(Math.round(milliseconds / 1_000))),
  };
}
