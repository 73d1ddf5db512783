import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

const request = (content: string) => ({ model: 'm', messages: [{ role: 'user', content }] });
const response = (id: string, content: string) => ({
  id,
  object: 'chat.completion',
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content, reasoning_content: 'a' } }],
});

describe("the log of one's own program", () => {
  it('has the bodies under names that people give them, also as text; what failed has none', async () => {
    const { traces } = await openLines(
      { event: 'llm.call', req: request('P?'), resp: response('1', 'p'), latency_ms: 9 },
      { event: 'cache.miss', key: 'x' },
      { event: 'llm.call', req: request('Failed?'), resp: null, error: 'timeout' },
      { event: 'llm.call', req: request('Q?'), resp: JSON.stringify(response('2', 'q')) },
      { request_payload: request('R?'), response_payload: response('3', 'r') },
    );
    assert.deepEqual(
      traces.map((trace) => [promptOf(trace)?.[0], outline(trace)[1]]),
      [
        ['user: P?', 'answer: p'],
        ['user: Q?', 'answer: q'],
        ['user: R?', 'answer: r'],
      ],
    );
  });

  it('may keep what it sent and what came of it', async () => {
    const { traces } = await openLines({
      time: 1,
      payload: request('Q?'),
      result: response('1', 'b'),
    });
    assert.deepEqual([promptOf(traces[0]), outline(traces[0])[1]], [['user: Q?'], 'answer: b']);
  });

  it('is read in an envelope that says how it went, not in any other', async () => {
    const wrapped = { result: response('1', 'b'), success: true, errors: [] };
    const { traces } = await openJson(wrapped);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b']);
  });

  it("is Vertex's table of requests and responses", async () => {
    const full_response = JSON.stringify({
      candidates: [
        { content: { role: 'model', parts: [{ text: 'a', thought: true }, { text: 'b' }] } },
      ],
      modelVersion: 'gemini-2.5-pro',
      usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, thoughtsTokenCount: 5 },
    });
    const full_request = JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'Q?' }] }] });
    const { traces } = await openLines({ request_id: '1', full_request, full_response });
    assert.deepEqual(outline(traces[0]), ['summary reasoning: a', 'answer: b']);
    assert.deepEqual(promptOf(traces[0]), ['user: Q?']);
  });

  it("of Vertex's batches has the request beside the response", async () => {
    const { traces } = await openLines({
      status: '',
      processed_time: '2026-02-01T00:00:05Z',
      request: { contents: [{ role: 'user', parts: [{ text: 'Q?' }] }] },
      response: {
        candidates: [{ content: { role: 'model', parts: [{ text: 'b' }] }, finishReason: 'STOP' }],
        modelVersion: 'gemini-2.5-pro',
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 },
      },
    });
    assert.deepEqual(promptOf(traces[0]), ['user: Q?']);
  });
});

describe('a prediction of Replicate', () => {
  it('is one text in pieces, with its prompt, counts and times', async () => {
    const { format, traces } = await openJson({
      id: 'p1',
      model: 'deepseek-ai/deepseek-r1',
      input: { prompt: 'Q?', system_prompt: 'Be brief.', max_tokens: 9 },
      output: ['<think>', 'a', '</think>', 'b', '.'],
      status: 'succeeded',
      metrics: { input_token_count: 12, output_token_count: 44, predict_time: 5.01 },
      urls: { get: 'https://api.example/p1' },
    });
    assert.equal(format, 'native-server');
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b.']]);
    const [trace] = traces;
    assert.deepEqual(promptOf(trace), ['system: Be brief.', 'user: Q?']);
    assert.deepEqual(
      [trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.timing.durationMs],
      [12, 44, 5010],
    );
  });
});

describe('a response that the library of OpenAI for Node logged', () => {
  it('keeps its model and counts, and says that its words are not shown', async () => {
    const { traces } = await open(
      'debug.log',
      "[log_1] response parsed {\n  url: 'https://api.openai.com/v1/responses',\n  status: 200,\n  body: {\n    id: 'resp_1',\n    object: 'response',\n    status: 'completed',\n    model: 'gpt-5-mini',\n    output: [ [Object], [Object] ],\n    usage: { input_tokens: 15, output_tokens: 214, output_tokens_details: [Object] }\n  },\n  durationMs: 4312\n}\n",
    );
    assert.deepEqual(
      traces.map((t) => [
        t.model,
        t.usage.inputTokens,
        t.usage.outputTokens,
        t.fidelity,
        outline(t),
      ]),
      [['gpt-5-mini', 15, 214, 'none', []]],
    );
    assert.deepEqual(
      traces[0]?.problems.map(({ message }) => inEnglish(message)),
      ['The words of this response were left out of the log.'],
    );
  });
});

describe('a response that a script kept as Python prints it', () => {
  it('is read beside its prompt', async () => {
    const { format, traces } = await openJson({
      prompt: 'P',
      response:
        "ChatCompletion(id='x', choices=[Choice(finish_reason='stop', index=0, message=ChatCompletionMessage(content='b', role='assistant', reasoning_content='a'))], model='qwen3-32b', object='chat.completion', usage=CompletionUsage(completion_tokens=8, prompt_tokens=14))",
    });
    assert.equal(format, 'cassette');
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual(promptOf(traces[0]), ['user: P']);
    assert.deepEqual([traces[0]?.model, traces[0]?.usage.outputTokens], ['qwen3-32b', 8]);
  });
});

describe('a line of CloudWatch', () => {
  it('may be a response alone, behind other words', async () => {
    const response = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content: [
        { type: 'thinking', thinking: 'a', signature: 's' },
        { type: 'text', text: 'b' },
      ],
      usage: { input_tokens: 4, output_tokens: 9 },
    };
    const { format, traces } = await openJson({
      events: [
        { timestamp: 1764500000000, message: 'START RequestId: 6f1c Version: $LATEST\n' },
        {
          timestamp: 1764500000001,
          message: `[INFO]\t2026-01-21T12:53:24.000Z\t6f1c\tresponse ${JSON.stringify(response)}\n`,
        },
      ],
    });
    assert.equal(format, 'cassette');
    assert.deepEqual(traces.map(outline), [['summary reasoning: a', 'answer: b']]);
    assert.deepEqual([traces[0]?.model, traces[0]?.usage.outputTokens], ['claude-sonnet-4-5', 9]);
  });
});
