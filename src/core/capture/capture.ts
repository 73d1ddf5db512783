import { say, type Sentence } from '../model/sentence';
import { inEnglish } from '../text/voice';
import { at, bool, list, str, text } from '../text/json';
import { NdjsonReader } from '../trace/reader/ndjson';
import { ProblemList } from '../trace/reader/problems';
import { SSE_DONE, SseReader } from '../trace/reader/sse';
import { ValueReader } from '../trace/reader/values';
import { httpFailure } from './failure';
import type {
  Api,
  CaptureEnd,
  CaptureEvent,
  CaptureHead,
  EndReason,
  HttpRequest,
  WriteLine,
} from './model';
import { reasonOf, sentenceOf } from '../text/errors';
import { SentenceError } from '../text/sentenceError';

/** The part of `fetch`'s answer that is used. */
export interface HttpResponse {
  readonly status: number;
  header(name: string): string | null;
  /** The body in chunks; rejects when the connection breaks. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** What the host provides. Everything that depends on time or the network comes in here. */
export interface CaptureDeps {
  /** Rejects when there is no connection or the signal aborts. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after a time, rejects when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  readonly write: WriteLine;
  /** Told while the server asks to wait (429, 503, 529). */
  onWaiting?(seconds: number): void;
}

/** A longer wait is told to the user instead. Seconds. */
const LONGEST_WAIT = 60;
const TRIES = 3;
/** Error bodies beyond this are not read. */
const MAX_ERROR_BYTES = 64 * 1024;
/** A stream beyond this is broken off; the longest real ones have a few megabytes. */
const MAX_STREAM_BYTES = 256 * 1024 * 1024;

/**
 * Sends a request and writes head, events and end as lines of a capture file. Never rejects: how it ended is the answer.
 * `request` must not hold the key; `headers` are added to what is sent and are not written.
 */
export async function capture(
  api: Exclude<Api, 'editor'>,
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
  deps: CaptureDeps,
  signal: AbortSignal,
): Promise<CaptureEnd> {
  // Of the request that is answered: what the server made wait before is no time of the model.
  const clock = { started: deps.now(), isTold: false };
  const begin = (): void => {
    if (clock.isTold) return;
    clock.isTold = true;
    const head: CaptureHead = {
      lrmLens: 'capture/1',
      at: clock.started,
      api,
      host: /^[a-z]+:\/\/([^/]+)/i.exec(request.url)?.[1] ?? request.url,
      request: request.body,
    };
    deps.write(JSON.stringify(head), 'head');
  };
  const finish = (reason: EndReason, message: Sentence | null, status: number | null) => {
    begin();
    const durationMs = deps.now() - clock.started;
    return endCapture({ reason, message, status, durationMs }, deps.write);
  };
  const timed: CaptureDeps = {
    ...deps,
    send: (asked, stop) => {
      clock.started = deps.now();
      return deps.send(asked, stop);
    },
  };
  try {
    const sent = { ...request, headers: { ...request.headers, ...headers } };
    const answer = await sendPatiently(sent, timed, signal);
    begin();
    if ('message' in answer) return finish('failed', answer.message, answer.status);
    const complete = await record(api, answer, deps, clock.started);
    if (complete === 'error')
      return finish('failed', say('The stream ended in an error.'), answer.status);
    return complete
      ? finish('complete', null, answer.status)
      : finish('incomplete', say('The stream ended before the model had finished.'), answer.status);
  } catch (error) {
    if (signal.aborted) return finish('cancelled', null, null);
    const told = sentenceOf(error) ?? say('The connection failed: {0}', reasonOf(error));
    return finish('failed', told, null);
  }
}

/** Writes how a run ended as the last line of its file, and gives it back. */
export function endCapture(end: CaptureEnd, write: WriteLine): CaptureEnd {
  const { reason, status, durationMs } = end;
  const message = end.message && inEnglish(end.message);
  write(JSON.stringify({ t: durationMs, end: { reason, message, status } }), 'end');
  return end;
}

/** Tries again where the server asks for it within a minute. */
async function sendPatiently(
  request: HttpRequest,
  deps: CaptureDeps,
  signal: AbortSignal,
): Promise<HttpResponse | ReturnType<typeof httpFailure>> {
  for (let attempt = 1; ; attempt++) {
    const response = await deps.send(request, signal);
    if (response.status >= 200 && response.status < 300) return response;
    const body = await readText(response);
    const failure = httpFailure(response.status, body, response.header('retry-after'), deps.now());
    const busy = [429, 503, 529].includes(response.status);
    const wait = failure.retryAfter;
    if (!busy || wait === null || wait > LONGEST_WAIT || attempt === TRIES) return failure;
    deps.onWaiting?.(wait);
    await deps.sleep(wait * 1_000, signal);
  }
}

async function readText(response: HttpResponse): Promise<string> {
  const decoder = new TextDecoder();
  let out = '';
  for await (const chunk of response.chunks()) {
    out += decoder.decode(chunk, { stream: true });
    if (out.length > MAX_ERROR_BYTES) break;
  }
  return out;
}

/** Writes the events as they come. Whether the model said that it had finished, or the stream told an error. */
async function record(
  api: Exclude<Api, 'editor'>,
  response: HttpResponse,
  deps: CaptureDeps,
  started: number,
): Promise<boolean | 'error'> {
  const type = response.header('content-type') ?? '';
  const start = { offset: 0, record: 0, problems: new ProblemList() };
  const reader = /event-stream/i.test(type)
    ? new SseReader(start)
    : api === 'ollama'
      ? new NdjsonReader(start)
      : new ValueReader(start, false);
  const seen = { finish: false, error: false };
  let bytes = 0;
  const take = (values: readonly { readonly value: unknown }[]): void => {
    for (const { value } of values) {
      if (value === SSE_DONE) {
        seen.finish = true;
        continue;
      }
      seen.finish ||= isFinish(api, value);
      seen.error ||= isError(value);
      const event: CaptureEvent = { t: deps.now() - started, data: value };
      deps.write(JSON.stringify(event), 'event');
    }
  };
  for await (const chunk of response.chunks()) {
    bytes += chunk.byteLength;
    if (bytes > MAX_STREAM_BYTES) throw new SentenceError(say('The answer is larger than 256 MB.'));
    take(reader.push(chunk));
  }
  take(reader.end());
  return seen.error ? 'error' : seen.finish;
}

/** The event after which nothing is missing, by protocol. */
function isFinish(api: Exclude<Api, 'editor'>, value: unknown): boolean {
  switch (api) {
    case 'chat-completions':
      return list(value, 'choices').some((c) => text(c, 'finish_reason') !== null);
    case 'anthropic':
      return str(value, 'type') === 'message_stop' || text(value, 'stop_reason') !== null;
    case 'gemini':
      return (
        list(value, 'candidates').some((c) => text(c, 'finishReason') !== null) ||
        // A prompt that is blocked has no candidate.
        text(value, 'promptFeedback', 'blockReason') !== null
      );
    case 'ollama':
      return bool(value, 'done') === true;
  }
}

function isError(value: unknown): boolean {
  const error = at(value, 'error');
  return error !== undefined && error !== null;
}
