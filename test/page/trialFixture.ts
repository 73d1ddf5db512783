import type { RequestListener, ServerResponse } from 'node:http';
import { choiceText } from '../../src/core/trial/candidate';
import { caseId } from '../../src/core/trial/file';
import type { JournalLine } from '../../src/core/trial/journalModel';
import type { CheckSpec, TrialFile } from '../../src/core/trial/model';
import { journalText } from '../../src/core/trial/run/journal';
import { callKey } from '../../src/core/trial/run/order';
import { startServer, type LocalServer } from '../unit/host/shared/localServer';

/** A trial of a small prompt without cases, as its file holds it: today's model and a candidate on one server. */
export function additionTrial(check: CheckSpec = { kind: 'equals' }): string {
  return JSON.stringify({
    lrmLens: 'trial/1',
    prompt: {
      file: null,
      holes: ['a', 'b'],
      messages: [{ role: 'user', text: 'Add {{a}} and {{b}}. Answer with the number only.' }],
    },
    cases: [],
    check,
    models: [
      { model: 'plain-model', effort: null, endpoint: 'Replay' },
      { model: 'thinking-model', effort: null, endpoint: 'Replay' },
    ],
    budgetUsd: 1,
    maxOutputTokens: 500,
    concurrency: 2,
    timeoutSeconds: 20,
    stopEarly: false,
    callsPerMonth: 10_000,
  });
}

/** Rows of sums as a table is copied: two numbers and what they add up to. */
export const sumRows = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${i}\t${2 * i}\t${3 * i}`).join('\n');

interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly content: string }[];
}

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

function stream(model: string, reasoning: string | null, answer: string): string {
  const chunk = (delta: object, finish: string | null, usage?: object) =>
    event({
      object: 'chat.completion.chunk',
      model,
      choices: [{ index: 0, delta, finish_reason: finish }],
      ...(usage === undefined ? {} : { usage }),
    });
  const thought = reasoning === null ? 0 : reasoning.split(' ').length;
  return [
    ...(reasoning === null ? [] : [chunk({ reasoning_content: reasoning }, null)]),
    chunk({ content: answer }, null),
    chunk({}, 'stop', {
      prompt_tokens: 20,
      completion_tokens: thought + 1,
      completion_tokens_details: { reasoning_tokens: thought },
    }),
    'data: [DONE]\n\n',
  ].join('');
}

/** What the server does beside adding. */
interface Trouble {
  /** After so many requests none is answered before `release`. */
  readonly hold?: number;
  /** How often the thinking model says its reasoning. */
  readonly times?: number;
}

export interface AddingServer extends LocalServer {
  /** Answers everything from now on. */
  release(): void;
}

/**
 * A server that adds: the thinking model is right, the plain one only on even sums. The first request is turned away (429).
 */
export async function addingServer({
  hold = Infinity,
  times = 1,
}: Trouble = {}): Promise<AddingServer> {
  let limit = hold;
  const answer: RequestListener = (_, response) => {
    const count = server.received.length;
    if (count === 1) {
      response.writeHead(429, { 'retry-after': '0' }).end('{"error":{"message":"slow down"}}');
      return;
    }
    if (count <= limit) add(server.received.at(-1)!.body, response, times);
  };
  const server = await startServer(answer);
  return Object.assign(server, { release: () => void (limit = Infinity) });
}

function add(body: string, response: ServerResponse, times: number): void {
  const { model, messages } = JSON.parse(body) as Asked;
  const [a = 0, b = 0] = (messages[0]?.content.match(/\d+/g) ?? []).map(Number);
  const isPlain = model === 'plain-model' || model === 'gpt-4o';
  const said = isPlain && (a + b) % 2 === 1 ? a + b + 1 : a + b;
  const reasoning = isPlain ? null : `First ${a}. Then ${b}. So ${a + b}. `.repeat(times).trim();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(stream(model, reasoning, String(said)));
}

/** A trial whose sums are those of `sumRows`, with a candidate that thinks hard. */
function ofSums(count: number): TrialFile {
  const read = JSON.parse(additionTrial()) as TrialFile;
  const model = { model: 'thinking-model', effort: 'high', endpoint: 'Replay' };
  const cases = Array.from({ length: count }, (_, i) => {
    const values = { a: String(i), b: String(2 * i) };
    return { id: caseId(values), values, expected: String(3 * i), about: {} };
  });
  return { ...read, cases, models: [read.models[0]!, model] };
}

type Candidate = TrialFile['models'][number];

/** What the journal of a trial holds once a candidate has answered every case; `wrong` tells which answers are off. */
function answersOf(
  trial: TrialFile,
  model: Candidate,
  wrong: (at: number) => boolean,
): readonly JournalLine[] {
  return trial.cases.map((item, i) => ({
    ...{ line: 'call', key: callKey(trial, item, model, 0), kind: 'answer', case: item.id },
    ...{ candidate: choiceText(model), repeat: 0, status: 'answered', billed: 'yes' },
    usage: { inputTokens: 20, outputTokens: 90, reasoningTokens: 80 },
    ...{ costUsd: 0.01, costBound: 'exact', heldUsd: 0.01, seconds: 2, firstTokenSeconds: 1 },
    ...{ answer: wrong(i) ? 'no idea' : (item.expected ?? ''), afterAnswer: 0.1, trace: null },
    ...{ at: 1, attempts: 1, message: null, httpStatus: 200 },
  }));
}

const written = (trial: TrialFile, lines: readonly JournalLine[]) => ({
  trial: JSON.stringify(trial),
  journal: lines.map(journalText).join(''),
});

/** Another trial of the same prompt with more effort, and its journal: every sum of `sumRows` was right. */
export function otherTrial(count: number): { readonly trial: string; readonly journal: string } {
  const trial = ofSums(count);
  return written(
    trial,
    answersOf(trial, trial.models[1]!, () => false),
  );
}

/** A trial that has run to its end: the baseline was wrong on every second sum. */
export function doneTrial(count: number): { readonly trial: string; readonly journal: string } {
  const trial = ofSums(count);
  const [baseline, candidate] = trial.models;
  return written(trial, [
    ...answersOf(trial, baseline!, (i) => i % 2 === 1),
    ...answersOf(trial, candidate!, () => false),
  ]);
}
