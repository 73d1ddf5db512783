import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { capture, type CaptureDeps } from '../../../../src/core/capture/capture';
import type { CaptureEnd, Endpoint, Question } from '../../../../src/core/capture/model';
import { authHeaders, buildRequest } from '../../../../src/core/capture/request';
import { inEnglish } from '../../../../src/core/text/voice';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';
import { answerText, reasoningText, type Trace } from '../../../../src/core/model/trace';
import { statusOf } from '../../../../src/core/trial/run/callRecord';
import { send } from '../../../../src/host/capture/send';
import { question } from './question';

interface Received {
  readonly url: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Record<string, unknown>;
}

type Reply = (response: ServerResponse, attempt: number) => void | Promise<void>;

/** A real HTTP server that answers every request with a replayed stream. */
class Replay {
  readonly received: Received[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(reply: Reply): Promise<Replay> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
        replay.received.push({ url: request.url ?? '', headers: request.headers, body });
        void reply(response, replay.received.length);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const replay = new Replay(server, `http://127.0.0.1:${port}`);
    return replay;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

interface Run {
  readonly end: CaptureEnd;
  readonly file: string;
  readonly waits: readonly number[];
  readonly received: readonly Received[];
}

/** Captures one run against a server; `stop` aborts it after the first written event. */
async function run(
  api: Endpoint['api'],
  reply: Reply,
  options: {
    stop?: boolean;
    ask?: Partial<Question>;
    now?: () => number;
    /** Told how many lines were written. */
    onLine?: (lines: number) => void;
  } = {},
): Promise<Run> {
  const replay = await Replay.start(reply);
  const lines: string[] = [];
  const waits: number[] = [];
  const control = new AbortController();
  const deps: CaptureDeps = {
    send,
    now: options.now ?? (() => 0),
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    write: (line) => {
      lines.push(line);
      options.onLine?.(lines.length);
      if (options.stop === true && lines.length === 2) control.abort();
    },
  };
  const endpoint: Endpoint = { name: 'test', api, url: replay.url };
  const request = buildRequest(endpoint, { ...question, ...options.ask });
  const end = await capture(api, request, authHeaders(api, 'secret-key'), deps, control.signal);
  await replay.stop();
  return { end, file: `${lines.join('\n')}\n`, waits, received: replay.received };
}

async function traceOf(file: string): Promise<Trace> {
  const opened = await openTraceFile(
    memorySource('run.capture.jsonl', new TextEncoder().encode(file)),
  );
  assert.ok('summaries' in opened, JSON.stringify(opened));
  assert.equal(opened.format, 'lrm-lens-capture');
  return opened.read(0);
}

const sse =
  (...events: readonly unknown[]): Reply =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of events) {
      const data = typeof event === 'string' ? event : JSON.stringify(event);
      await new Promise((resolve) => response.write(`data: ${data}\n\n`, resolve));
    }
    response.end();
  };

const chunk = (delta: object, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  model: 'some-model',
  choices: [{ index: 0, delta, finish_reason: finish }],
});

const chatStream = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ reasoning_content: 'Six sevens. ' }),
  chunk({ reasoning_content: 'That is 42.' }),
  chunk({ content: '42' }),
  chunk({}, 'stop'),
  {
    id: 'c1',
    object: 'chat.completion.chunk',
    model: 'some-model',
    choices: [],
    usage: {
      prompt_tokens: 20,
      completion_tokens: 12,
      completion_tokens_details: { reasoning_tokens: 9 },
    },
  },
  '[DONE]',
];

describe('a live run', () => {
  it('writes a Chat Completions stream as a trace with prompt, effort and timing', async () => {
    const { end, file, received } = await run('chat-completions', sse(...chatStream));
    assert.equal(end.reason, 'complete');
    const trace = await traceOf(file);
    assert.equal(reasoningText(trace), 'Six sevens. That is 42.');
    assert.equal(answerText(trace), '42');
    assert.equal(trace.usage.reasoningTokens, 9);
    assert.equal(trace.effort, 'high');
    assert.deepEqual(trace.prompt, question.messages);
    assert.ok(trace.timing.ttftMs !== null && trace.timing.durationMs !== null);
    assert.ok(trace.timing.ttftMs <= trace.timing.durationMs);
    assert.equal(received[0]?.headers['authorization'], 'Bearer secret-key');
    assert.ok(!file.includes('secret-key'), 'the key is never written');
  });

  it('writes an Anthropic stream', async () => {
    const { end, file, received } = await run(
      'anthropic',
      sse(
        {
          type: 'message_start',
          message: {
            id: 'm',
            type: 'message',
            role: 'assistant',
            model: 'claude',
            content: [],
            usage: { input_tokens: 20, output_tokens: 1 },
          },
        },
        {
          type: 'content_block_start',
          index: 0,
          content_block: { type: 'thinking', thinking: '' },
        },
        {
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'thinking_delta', thinking: '42.' },
        },
        { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
        { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'It is 42.' } },
        {
          type: 'message_delta',
          delta: { stop_reason: 'end_turn' },
          usage: { output_tokens: 15 },
        },
        { type: 'message_stop' },
      ),
      { ask: { effort: '2000' } },
    );
    assert.equal(end.reason, 'complete');
    const trace = await traceOf(file);
    assert.equal(answerText(trace), 'It is 42.');
    assert.equal(trace.effort, '2000');
    const { headers, body } = received[0]!;
    assert.equal(headers['x-api-key'], 'secret-key');
    assert.deepEqual(body['thinking'], { type: 'enabled', budget_tokens: 2_000 });
    assert.equal(body['system'], 'Be brief.');
  });

  it('writes a Gemini stream', async () => {
    const part = (p: object, finishReason?: string) => ({
      candidates: [{ content: { role: 'model', parts: [p] }, index: 0, finishReason }],
      usageMetadata: { promptTokenCount: 20, candidatesTokenCount: 3, thoughtsTokenCount: 30 },
      modelVersion: 'gemini',
    });
    const { end, file, received } = await run(
      'gemini',
      sse(part({ text: 'Multiply.', thought: true }), part({ text: '42' }, 'STOP')),
    );
    assert.equal(end.reason, 'complete');
    const trace = await traceOf(file);
    assert.equal(reasoningText(trace), 'Multiply.');
    assert.equal(trace.usage.reasoningTokens, 30);
    assert.equal(received[0]?.url, '/v1beta/models/some-model:streamGenerateContent?alt=sse');
  });

  it('takes a prompt that Gemini blocks as refused, and whole', async () => {
    for (const blockReason of ['PROHIBITED_CONTENT', 'SAFETY']) {
      const usageMetadata = { promptTokenCount: 20, totalTokenCount: 20 };
      const { end, file } = await run(
        'gemini',
        sse({ promptFeedback: { blockReason }, usageMetadata }),
      );
      assert.equal(end.reason, 'complete');
      const trace = await traceOf(file);
      assert.equal(statusOf({ end, trace, unpaid: false }), 'refused');
    }
  });

  it('writes an Ollama stream of lines', async () => {
    const line = (message: object, done = false) =>
      `${JSON.stringify({ model: 'some-model', created_at: '2026-11-23T12:00:00Z', message, done, ...(done ? { done_reason: 'stop', eval_count: 12, prompt_eval_count: 20 } : {}) })}\n`;
    const { end, file, received } = await run('ollama', (response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write(line({ role: 'assistant', content: '', thinking: 'Six sevens.' }));
      response.write(line({ role: 'assistant', content: '42' }));
      response.end(line({ role: 'assistant', content: '' }, true));
    });
    assert.equal(end.reason, 'complete');
    const trace = await traceOf(file);
    assert.equal(reasoningText(trace), 'Six sevens.');
    assert.equal(trace.usage.outputTokens, 12);
    assert.equal(received[0]?.body['think'], 'high');
  });

  it('takes a whole answer from a server that does not stream', async () => {
    const { end, file } = await run('chat-completions', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const message = { role: 'assistant', content: '42', reasoning_content: 'Six sevens.' };
      const choices = [{ index: 0, message, finish_reason: 'stop' }];
      response.end(JSON.stringify({ id: 'w', object: 'chat.completion', model: 'm', choices }));
    });
    assert.equal(end.reason, 'complete');
    assert.equal(reasoningText(await traceOf(file)), 'Six sevens.');
  });

  it('waits as long as retry-after says, then goes on; the wait is no time of the model', async () => {
    const start = Date.parse('2026-03-01T10:00:00Z');
    let time = start;
    const busy: Reply = (response, attempt) => {
      if (attempt > 1) return sse(...chatStream)(response, attempt);
      time += 7_000;
      response.writeHead(429, { 'retry-after': '7', 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'slow down' } }));
      return undefined;
    };
    const { end, file, waits, received } = await run('chat-completions', busy, { now: () => time });
    assert.equal(end.durationMs, 0);
    const { timing } = await traceOf(file);
    assert.deepEqual(timing, { startedAt: start + 7_000, durationMs: 0, ttftMs: 0 });
    assert.equal(end.reason, 'complete');
    assert.deepEqual(waits, [7_000]);
    assert.equal(received.length, 2);
  });

  const failures: [string, number, string, Record<string, string>, RegExp][] = [
    [
      'a refused key',
      401,
      '{"error":{"message":"Incorrect API key"}}',
      {},
      /key was refused \(401\): Incorrect API key/,
    ],
    [
      'an unknown model',
      404,
      '{"error":"model not found"}',
      {},
      /does not know this model.*model not found/,
    ],
    [
      'a long wait',
      429,
      '[{"error":{"message":"quota"}}]',
      { 'retry-after': '3600' },
      /Too many requests \(429\): quota/,
    ],
    [
      'a proxy page',
      502,
      '<html><h1>Bad gateway</h1></html>',
      {},
      /server failed \(502\): Bad gateway/,
    ],
  ];
  for (const [what, status, body, headers, message] of failures) {
    it(`explains ${what}`, async () => {
      const { end, file } = await run('chat-completions', (response) => {
        response.writeHead(status, headers);
        response.end(body);
      });
      assert.equal(end.reason, 'failed');
      assert.equal(end.status, status);
      assert.match(end.message ? inEnglish(end.message) : '', message);
      assert.match(file, /"end":\{"reason":"failed"/);
    });
  }

  it('keeps what came before a dropped connection', async () => {
    let drop = (): void => undefined;
    const { end, file } = await run(
      'chat-completions',
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const event of chatStream.slice(0, 3))
          response.write(`data: ${JSON.stringify(event)}\n\n`);
        drop = () => void response.socket?.destroy();
      },
      // The first line says what was asked.
      { onLine: (lines) => lines === 4 && drop() },
    );
    assert.equal(end.reason, 'failed');
    assert.match(end.message ? inEnglish(end.message) : '', /connection failed/);
    const trace = await traceOf(file);
    assert.equal(reasoningText(trace), 'Six sevens. That is 42.');
    assert.equal(trace.truncated, true);
  });

  it('tells a stream that ends too early from a complete one', async () => {
    const { end } = await run('chat-completions', sse(...chatStream.slice(0, 3)));
    assert.equal(end.reason, 'incomplete');
  });

  it('waits for a slow first token', async () => {
    let now = 0;
    const { end, file } = await run(
      'chat-completions',
      async (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': keep-alive\n\n');
        now = 250;
        await sse(...chatStream)(Object.assign(response, { writeHead: () => response }), 1);
      },
      { now: () => now },
    );
    assert.equal(end.reason, 'complete');
    const { timing } = await traceOf(file);
    assert.equal(timing.ttftMs, 250);
  });

  it('stops when it is cancelled and keeps what was there', async () => {
    const { end, file } = await run(
      'chat-completions',
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(`data: ${JSON.stringify(chatStream[1])}\n\n`);
      },
      { stop: true },
    );
    assert.equal(end.reason, 'cancelled');
    assert.equal(reasoningText(await traceOf(file)), 'Six sevens. ');
  });

  it('says when there is no server', async () => {
    const deps: CaptureDeps = {
      send: () => Promise.reject(new Error('ECONNREFUSED')),
      now: () => 0,
      sleep: () => Promise.resolve(),
      write: () => undefined,
    };
    const endpoint: Endpoint = { name: 'x', api: 'ollama', url: 'http://127.0.0.1:9' };
    const request = buildRequest(endpoint, question);
    const end = await capture('ollama', request, {}, deps, new AbortController().signal);
    assert.equal(end.reason, 'failed');
    assert.equal(end.message && inEnglish(end.message), 'The connection failed: ECONNREFUSED');
  });
});
