import { gunzipSync } from 'fflate';
import { MAX_ENTRY_BYTES } from '../../reader/bounds';
import { parseLoose } from '../../reader/embedded/looseValue';
import { valueStart } from '../../reader/embedded/valueStart';
import type { Usage } from '../../../model/trace';
import { commonUsage } from '../../build/commonUsage';
import { requestPrompt } from '../../build/content';
import { elapsed, unpacked } from '../../build/embedded';
import { bedrockUsage, unlessZero } from '../../build/usage';
import { at, count, has, isObject, list, num, obj, str, text, time } from '../../../text/json';
import type { JsonPath } from '../../../text/json';

/** One HTTP exchange: the bodies, the response's as text or as parsed JSON. */
export interface Exchange {
  readonly url: string | null;
  readonly request: unknown;
  readonly response: unknown;
  /** Where a body is that the log keeps beside itself. */
  readonly kept: { readonly request: string | null; readonly response: string | null };
  /** What the log says of the exchange beside its bodies. */
  readonly facts: ExchangeFacts;
}

export interface ExchangeFacts {
  readonly model: string | null;
  readonly usage: Usage;
  readonly costUsd: number | null;
  /** When the log says that the call began. */
  readonly startedAt: number | null;
  /** A time of the call of which the log does not say which it is. */
  readonly loggedAt: number | null;
  readonly durationMs: number | null;
  readonly ttftMs: number | null;
}

/** Where one kind of log has the two bodies, or names the file that has them. */
interface Pair {
  readonly response: JsonPath;
  /** The first that holds a prompt is taken. */
  readonly requests: readonly JsonPath[];
  readonly keptResponse?: JsonPath;
  readonly keptRequest?: JsonPath;
  /** One of these keys must stand beside a response whose name alone may mean anything. */
  readonly beside?: readonly string[];
}

/** Every pair of names, the telling ones first: `input` and `output` may be anything. */
const PAIRS: readonly Pair[] = [
  // Bedrock's model invocation logs: bodies over 100 kB are files of their own.
  {
    response: ['output', 'outputBodyJson'],
    requests: [['input', 'inputBodyJson']],
    keptResponse: ['output', 'outputBodyS3Path'],
    keptRequest: ['input', 'inputBodyS3Path'],
  },
  // Bedrock's batches.
  { response: ['modelOutput'], requests: [['modelInput']] },
  // Helicone and proxies; Cloudflare's Logpush in capitals.
  { response: ['response_body'], requests: [['request_body']] },
  { response: ['responseBody'], requests: [['requestBody']] },
  { response: ['ResponseBody'], requests: [['RequestBody']] },
  // Kong's AI gateway.
  {
    response: ['ai', 'proxy', 'payload', 'response'],
    requests: [['ai', 'proxy', 'payload', 'request']],
  },
  // Cassettes, HAR files, gateways; LiteLLM's spend logs leave `messages` empty and keep what the proxy got; NeMo Gym's
  // rollouts.
  {
    response: ['response'],
    requests: [['request'], ['proxy_server_request'], ['responses_create_params']],
  },
  // SGLang's request logs; lines of requests that just came in have no answer.
  { response: ['out'], requests: [['obj']] },
  // OpenPipe.
  { response: ['output'], requests: [['input']] },
  // Vertex's log of requests and responses in BigQuery.
  { response: ['full_response'], requests: [['full_request']] },
  // Logs of people's own programs.
  ...[
    ['resp', 'req'],
    ['res', 'req'],
    ['raw_response', 'raw_request'],
    ['response_json', 'request_json'],
    ['response_payload', 'request_payload'],
    ['responsePayload', 'requestPayload'],
    ['response_data', 'request_data'],
    ['api_response', 'api_request'],
    ['llm_response', 'llm_request'],
    ['llm_output', 'llm_input'],
    ['completion', 'request'],
  ].map(([response = '', request = '']): Pair => ({ response: [response], requests: [[request]] })),
  // Gateways put a body into an envelope that says how it went (Cloudflare's Workers AI), programs keep it as what came of
  // what they sent.
  { response: ['result'], requests: [['request']], beside: ['success'] },
  { response: ['result'], requests: [['payload'], ['body']], beside: ['payload', 'body'] },
  { response: ['data'], requests: [['request']], beside: ['success', 'code'] },
  // What the libraries of OpenAI and Anthropic for Node log of a response.
  { response: ['body'], requests: [['options', 'body']], beside: ['status'] },
];

/** Where a document lists exchanges: cassettes, HAR files, CloudWatch's answers, pages of a gateway's API. */
const LISTS: readonly JsonPath[] = [
  ['interactions'],
  ['http_interactions'],
  ['log', 'entries'],
  ['events'],
  ['logEvents'],
  ['results'],
  ['data'],
  ['logs'],
];

/** Exchanges of a VCR cassette, a HAR file, a log with both bodies, or a batch result. */
export function exchangesOf(value: unknown): readonly Exchange[] {
  const recorded = LISTS.flatMap((path) => list(value, ...path)).flatMap(readExchange);
  return recorded.length > 0 ? recorded : readExchange(value);
}

/** What went through a socket, both ways, as browsers save it in HAR files. */
function socketFrames(value: unknown): readonly unknown[] {
  return list(value, '_webSocketMessages')
    .map((frame) => unpacked(at(frame, 'data')))
    .filter(isObject);
}

/** CloudWatch gives a log's line as text: under `message`, or as a cell of a query's row. It is JSON, or has some behind other words. */
function lineOf(value: unknown): unknown {
  const cell = list(value).find((c) => str(c, 'field') === '@message');
  const line = at(cell, 'value') ?? at(value, '@message') ?? text(value, 'message');
  const opened = typeof line === 'string' ? unpacked(writtenIn(line)) : line;
  return isObject(opened) ? opened : value;
}

/** What follows the words of a line of a log, where a value begins in it. */
function writtenIn(line: string): string {
  if (/^\s*\{/.test(line)) return line;
  const bytes = new TextEncoder().encode(line);
  const start = valueStart(bytes);
  return start < 0 ? line : new TextDecoder().decode(bytes.subarray(start)).trim();
}

function readExchange(listed: unknown): readonly Exchange[] {
  const value = lineOf(listed);
  const frames = socketFrames(value);
  if (frames.length > 0) {
    const kept = { request: null, response: null };
    const url = text(value, 'request', 'url');
    return [{ url, request: null, response: frames, kept, facts: factsOf(value) }];
  }
  for (const pair of PAIRS) {
    if (pair.beside?.some((key) => has(value, key)) === false) continue;
    const response = bodyOf(textBody(at(value, ...pair.response)));
    const kept = {
      request: pair.keptRequest ? text(value, ...pair.keptRequest) : null,
      response: pair.keptResponse ? text(value, ...pair.keptResponse) : null,
    };
    if (response === null && kept.response === null) continue;
    const url =
      text(value, 'request', 'uri') ?? text(value, 'request', 'url') ?? text(value, 'url');
    return [{ url, request: requestOf(value, pair), response, kept, facts: factsOf(value) }];
  }
  if (value === listed || !isLogLine(listed)) return [];
  // A line that is nothing but a response.
  const kept = { request: null, response: null };
  return [{ url: null, request: null, response: value, kept, facts: factsOf(listed) }];
}

/** What CloudWatch says of a line of a log; anything else may be a row of somebody's table. */
const LINE_KEYS =
  /^(?:message|timestamp|ingestionTime|eventId|id|logStreamName|@(?:message|timestamp|ptr|logStream|log))$/;

function isLogLine(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  const keys = isObject(value) ? Object.keys(value) : [];
  const isTimed = ['timestamp', '@message'].some((key) => has(value, key));
  return isTimed && keys.every((key) => LINE_KEYS.test(key));
}

function requestOf(value: unknown, { requests }: Pair): unknown {
  const sent = requests
    .map((path) => withPrompt(unpacked(bodyOf(textBody(at(value, ...path))))))
    .filter((body) => body !== null);
  // LiteLLM, DSPy and logs of scripts keep the prompt beside the response.
  return [...sent, value].find((body) => requestPrompt(body) !== null) ?? sent[0] ?? null;
}

/** A request whose prompt is one text under that name (SGLang's `generate`). */
function withPrompt(body: unknown): unknown {
  const words = text(body, 'text');
  return words === null || requestPrompt(body) !== null ? body : { ...obj(body), prompt: words };
}

/** What `str()` of Python makes of an object, which `json.dumps(..., default=str)` keeps. */
const PRINTED = /^[A-Z]\w{2,60}\(\w{1,60}=/;

/** Tables keep a body as its text, scripts as Python prints it; words of a model are none. */
function textBody(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  if (/^\s*(?:data|event):/.test(body)) return { body };
  const opened = PRINTED.test(body) ? parseLoose(body)?.value : unpacked(body);
  return isObject(opened) ? opened : null;
}

/** Model, counts, cost and times as LiteLLM, DSPy, Helicone and Bedrock name them. */
function factsOf(value: unknown): ExchangeFacts {
  const first = (keys: readonly string[], get: typeof num): number | null =>
    keys.map((key) => get(value, key)).find((n) => n !== null) ?? null;
  const start = first(['startTime', 'start_time', 'request_created_at'], time);
  const logged = time(value, 'timestamp');
  const end = first(['endTime', 'end_time', 'response_created_at'], time);
  const firstToken = time(value, 'completionStartTime');
  // Portkey counts in cents and milliseconds.
  const isPortkey = has(value, 'cost_currency');
  const told = num(value, 'response_time');
  const seconds = (isPortkey && told !== null ? told / 1_000 : told) ?? num(value, 'latency');
  return {
    model: modelOf(value),
    usage: usageOf(value),
    // LiteLLM spends 0 where it knows no price.
    costUsd: isPortkey
      ? null
      : (first(['response_cost', 'cost', 'costUSD'], num) ?? unlessZero(num(value, 'spend'))),
    startedAt: start,
    loggedAt: logged,
    durationMs:
      elapsed(start ?? logged, end) ?? (seconds === null ? null : Math.round(seconds * 1_000)),
    ttftMs: firstToken === end ? null : elapsed(start ?? logged, firstToken),
  };
}

/** An ARN of Bedrock ends in the model's id, unless it names a profile of the account. */
function modelOf(value: unknown): string | null {
  const named = ['response_model', 'model', 'request_model', 'modelId'];
  const model = named.map((key) => text(value, key)).find((m) => m !== null) ?? null;
  return /^arn:[^/]*:(?:foundation-model|inference-profile)\/(.+)$/.exec(model ?? '')?.[1] ?? model;
}

function usageOf(value: unknown): Usage {
  const sent = obj(value, 'input');
  if (count(sent, 'inputTokenCount') === null) return commonUsage(value);
  return bedrockUsage({
    ...sent,
    inputTokens: count(sent, 'inputTokenCount'),
    outputTokens: count(value, 'output', 'outputTokenCount'),
  });
}

/** The body of a recorded message: parsed, as text, as base64, or the message itself where it is the body. */
function bodyOf(message: unknown): unknown {
  // A logged stream is the list of its events.
  if (Array.isArray(message)) return message.length > 0 ? message : null;
  if (!isObject(message)) return null;
  const parsed = at(message, 'parsed_body');
  if (isObject(parsed) || Array.isArray(parsed)) return parsed;
  const content = at(message, 'content');
  const body =
    at(message, 'body') ?? at(message, 'postData') ?? (isObject(content) ? content : message);
  if (typeof body === 'string') return body;
  const words =
    str(body, 'string') ?? (isObject(content) || body !== message ? str(body, 'text') : null);
  const packed = str(body, 'base64_string') ?? (str(body, 'encoding') === 'base64' ? words : null);
  if (packed !== null) return fromBase64(packed);
  if (words !== null) return looksPacked(words) ? fromBase64(words) : words;
  return isObject(body) || Array.isArray(body) ? body : null;
}

/** YAML writes a body that is not text as base64 without saying so once it is parsed. */
function looksPacked(words: string): boolean {
  return (
    words.length > 20 && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(words.slice(0, 200) + words.slice(-4))
  );
}

function fromBase64(words: string): string {
  try {
    const bytes = Uint8Array.from(atob(words.replace(/\s/g, '')), (c) => c.charCodeAt(0));
    return new TextDecoder('utf-8').decode(
      bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : bytes,
    );
  } catch {
    // It only looked like base64, or its gzip is damaged: read it as it is.
    return words;
  }
}

/** The last four bytes tell the size, which bounds what is unpacked (RFC 1952, section 2.3.1). */
function gunzip(bytes: Uint8Array): Uint8Array {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  return size > MAX_ENTRY_BYTES ? bytes : gunzipSync(bytes, { out: new Uint8Array(size) });
}
