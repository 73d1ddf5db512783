import type { RequestListener } from 'node:http';
import { startServer, type LocalServer } from '../unit/host/shared/localServer';

/** A trial of a small prompt, as its file holds it: `count` cases of adding, today's model and a candidate on one server. */
export function additionTrial(count: number): string {
  const trial = {
    lrmLens: 'trial/1',
    prompt: {
      file: null,
      holes: ['a', 'b'],
      messages: [{ role: 'user', text: 'Add {{a}} and {{b}}. Answer with the number only.' }],
    },
    cases: [],
    check: { kind: 'equals' },
    models: [
      { model: 'plain-model', effort: null, endpoint: 'Replay' },
      { model: 'thinking-model', effort: null, endpoint: 'Replay' },
    ],
    repeats: 1,
    budgetUsd: 1,
    maxOutputTokens: 500,
    concurrency: 2,
    timeoutSeconds: 20,
    usefulDifference: 0.1,
    stopEarly: false,
    callsPerMonth: 10_000,
    seed: 1,
    rows: count,
  };
  return JSON.stringify(trial);
}

/** Rows of a table of sums: header, then `count` of them. */
export function sumRows(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => `${i}\t${2 * i}\t${3 * i}\t${i % 2}`);
  return ['a\tb\texpected\tkind', ...rows].join('\n');
}

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

/**
 * A server that adds: the thinking model is right, the plain one only on even sums. The first request is turned away
 * (429), and the connection breaks in the middle of `dropped` answers.
 */
export async function addingServer(dropped = 0): Promise<LocalServer> {
  let turnedAway = false;
  let broken = 0;
  const answer: RequestListener = (_, response) => {
    const { body } = server.received.at(-1)!;
    const { model, messages } = JSON.parse(body) as Asked;
    if (!turnedAway) {
      turnedAway = true;
      response.writeHead(429, { 'retry-after': '0' }).end('{"error":{"message":"slow down"}}');
      return;
    }
    const [a, b] = (messages[0]?.content.match(/\d+/g) ?? []).map(Number);
    const sum = (a ?? 0) + (b ?? 0);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (broken < dropped && model === 'thinking-model') {
      broken++;
      response.write(event({ model, choices: [{ index: 0, delta: { content: 'th' } }] }));
      response.destroy();
      return;
    }
    const isPlain = model === 'plain-model';
    const said = isPlain && sum % 2 === 1 ? sum + 1 : sum;
    response.end(stream(model, isPlain ? null : `First ${a}. Then ${b}. So ${sum}.`, String(said)));
  };
  const server = await startServer(answer);
  return server;
}
