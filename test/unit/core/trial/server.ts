import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a model says to one request: a stream of Chat Completions, whole or broken in some way. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly text: string;
      readonly output?: number;
      readonly reason?: string;
    }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** The connection breaks in the middle of the answer. */
  | { readonly kind: 'drop'; readonly text: string }
  /** Nothing more comes. */
  | { readonly kind: 'hang' };

export interface Request {
  readonly model: string;
  readonly text: string;
  readonly cap: number | null;
  readonly authorization: string | null;
  /** Which request this one is for the same model and text, from 1. */
  readonly attempt: number;
}

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

/** A real HTTP server on this machine that speaks Chat Completions as it is told to. */
export class FakeModel {
  readonly requests: Request[] = [];
  #open = 0;
  /** Most requests that were open at a time. */
  most = 0;

  private constructor(
    readonly url: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(reply: (request: Request) => Reply): Promise<FakeModel> {
    const server = createServer((message, response) => {
      const parts: Buffer[] = [];
      message.on('data', (part: Buffer) => parts.push(part));
      message.on('end', () => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as {
          model: string;
          max_tokens?: number;
          messages: { content: string }[];
        };
        const text = body.messages.map((m) => m.content).join('\n');
        const before = model.requests.filter((r) => r.model === body.model && r.text === text);
        const request: Request = {
          model: body.model,
          text,
          cap: body.max_tokens ?? null,
          authorization: message.headers.authorization ?? null,
          attempt: before.length + 1,
        };
        model.requests.push(request);
        model.#open += 1;
        model.most = Math.max(model.most, model.#open);
        response.on('close', () => (model.#open -= 1));
        void answer(response, body.model, reply(request));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const model = new FakeModel(`http://127.0.0.1:${port}/v1`, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return model;
  }
}

async function answer(response: ServerResponse, model: string, reply: Reply): Promise<void> {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'status') {
    const wait = reply.retryAfter === undefined ? {} : { 'retry-after': reply.retryAfter };
    response.writeHead(reply.status, { 'content-type': 'application/json', ...wait });
    response.end(JSON.stringify({ error: { message: `status ${reply.status}` } }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunk = (choice: object): string =>
    event({ id: 'x', object: 'chat.completion.chunk', model, choices: [{ index: 0, ...choice }] });
  // The first part leaves before the rest.
  const first = chunk({ delta: { role: 'assistant', content: reply.text } });
  await new Promise((resolve) => response.write(first, resolve));
  if (reply.kind === 'drop') {
    response.destroy();
    return;
  }
  const output = reply.output ?? 20;
  response.write(chunk({ delta: {}, finish_reason: reply.reason ?? 'stop' }));
  response.write(
    event({
      id: 'x',
      object: 'chat.completion.chunk',
      model,
      choices: [],
      usage: {
        prompt_tokens: 100,
        completion_tokens: output,
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    }),
  );
  response.end('data: [DONE]\n\n');
}
