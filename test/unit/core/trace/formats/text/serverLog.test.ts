import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { serverLog } from '../../../../../../src/core/trace/formats/text/serverLog';
import { assertLinear } from '../../../../growth';
import { open, openLines, outline, promptOf } from '../../openFixture';

const log = (...lines: readonly string[]) => open('server.log', `${lines.join('\n')}\n`);

describe('the log of vLLM', () => {
  const at = '(APIServer pid=7) INFO 10-02 09:15:10 [logger.py:40]';
  const params = 'SamplingParams(n=1, temperature=0.6, stop=[])';
  const turn = (words: string, end = '') =>
    `<|im_start|>user\\n${words}<|im_end|>\\n<|im_start|>assistant\\n${end}`;

  it('has a trace for each output, with its prompt and the model of the server', async () => {
    const { format, traces } = await log(
      "(APIServer pid=7) INFO 10-02 09:14:01 [utils.py:328] non-default args: {'model_tag': 'qwen3', 'port': 8000}",
      `${at} Received request chatcmpl-1: prompt: "${turn("What's 2+2?")}", params: ${params}, prompt_token_ids: None.`,
      `${at} Received request chatcmpl-2: prompt: '${turn('Weather?', '<think>\\n')}', params: ${params}.`,
      '(APIServer pid=7) INFO:     127.0.0.1:1 - "POST /v1/chat/completions HTTP/1.1" 200 OK',
      `${at} Generated response chatcmpl-2: output: 'Look.\\n</think>\\n\\nSunny.', output_token_ids: [1, 2], finish_reason: length`,
      `${at} Generated response chatcmpl-1: output: "<think>\\nIt's 4.\\n</think>\\n\\n4", output_token_ids: [3], finish_reason: stop`,
    );
    assert.equal(format, 'server-log');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Look.\n', 'answer: \n\nSunny.'],
      ["raw reasoning: \nIt's 4.\n", 'answer: \n\n4'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Weather?'], ["user: What's 2+2?"]]);
    assert.deepEqual(
      traces.map((trace) => [trace.id, trace.model, trace.finishReason]),
      [
        ['chatcmpl-2', 'qwen3', 'length'],
        ['chatcmpl-1', 'qwen3', 'stop'],
      ],
    );
  });

  it('has one trace for all pieces of a stream', async () => {
    const piece = (id: string, output: string) =>
      `${at} Generated response ${id} (streaming delta): output: ${output}, output_token_ids: [1], finish_reason: None`;
    const { traces } = await log(
      `${at} Received request chatcmpl-1: params: ${params}, lora_request: None.`,
      piece('chatcmpl-1', "'[reasoning: See ]'"),
      piece('chatcmpl-2', "'[reasoning: Cut off]'"),
      piece('chatcmpl-1', "'[reasoning: [1].]'"),
      piece('chatcmpl-1', "'One.'"),
      `${at} Generated response chatcmpl-1 (streaming complete): output: '<think>See [1].</think>One.', output_token_ids: None, finish_reason: streaming_complete`,
      piece('chatcmpl-3', "'[reasoning: Call.]'"),
      piece('chatcmpl-3', '\'[tool_calls: {"a":1}]\''),
      `${at} Generated response chatcmpl-3 (streaming complete): output: '<streaming_complete: 12 tokens>', output_token_ids: None, finish_reason: stop`,
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: See [1].', 'answer: One.'],
      ['raw reasoning: Cut off'],
      ['raw reasoning: Call.', 'call : {"a":1}'],
    ]);
    assert.deepEqual(
      traces.map(({ truncated }) => truncated),
      [false, true, false],
    );
  });

  it('may be in JSON, a line each', async () => {
    const output = `${at} Generated response chatcmpl-1: output: '<think>a</think>b', output_token_ids: [1], finish_reason: stop`;
    const { format, traces } = await openLines(
      { level: 'INFO', message: 'Application startup complete.' },
      {
        level: 'INFO',
        message: `${at} Received request chatcmpl-1: prompt: 'Q?', params: ${params}.`,
      },
      { level: 'INFO', message: output },
    );
    assert.equal(format, 'server-log');
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q?']);
  });

  it('has calls in their own writing, and the prompt in a line of its own at the level DEBUG', async () => {
    const { traces } = await log(
      `INFO 08-24 10:24:00 [request_logger.py:63] Received request chatcmpl-1: params: ${params}.`,
      "DEBUG 08-24 10:24:00 [request_logger.py:53] Request chatcmpl-1 details: prompt: 'Q?', prompt_token_ids: [1].",
      `INFO 08-24 10:24:02 [request_logger.py:98] Generated response chatcmpl-1: output: '[tool_calls: f({"a": "(x)"}), g({})]', finish_reason: tool_calls`,
    );
    assert.deepEqual(traces.map(outline), [['call f: {"a": "(x)"}', 'call g: {}']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q?']);
  });
});

describe('the log of SGLang', () => {
  const asked = (text: string) =>
    `obj=GenerateReqInput(rid='r1', text=${text}, input_ids=[1, 2], sampling_params={'stop': None}, stream=False)`;
  const meta = `{'id': 'r1', 'finish_reason': {'type': 'stop', 'matched': 151645}, 'prompt_tokens': 14, 'completion_tokens': 33, 'cached_tokens': 1, 'e2e_latency': 2.5}`;

  it('has prompt, words and counts in the line of what was finished', async () => {
    const prompt =
      '"<|im_start|>user\\nWhat\'s 2+2?<|im_end|>\\n<|im_start|>assistant\\n<think>\\n"';
    const { format, traces } = await log(
      "[2026-05-20 08:02:40] server_args=ServerArgs(model_path='qwen3', log_requests=True)",
      `[2026-05-20 08:02:44] Receive: ${asked('None')}`,
      '[2026-05-20 08:02:44 TP0] Prefill batch. #new-seq: 1, #new-token: 14',
      `[2026-05-20 08:02:47] Finish: ${asked(prompt)}, out={'text': 'It is 4.\\n</think>\\n\\n4', 'output_ids': [1], 'meta_info': ${meta}}`,
    );
    assert.equal(format, 'server-log');
    const [trace] = traces;
    assert.deepEqual(outline(trace), ['raw reasoning: It is 4.\n', 'answer: \n\n4']);
    assert.deepEqual(promptOf(trace), ["user: What's 2+2?"]);
    const { usage, timing, model, finishReason } = trace ?? assert.fail();
    assert.deepEqual([usage.inputTokens, usage.outputTokens, usage.cachedInputTokens], [14, 33, 1]);
    assert.deepEqual([model, finishReason, timing.durationMs], ['qwen3', 'stop', 2500]);
  });

  it('tells no start of a request of which it does not say how long it took', async () => {
    const line = (known: string) =>
      `[2026-05-20 08:02:47] Finish: ${asked("'Q?'")}, out={'text': '<think>a</think>b', 'meta_info': ${known}}`;
    const times = await Promise.all(
      [meta, meta.replace(", 'e2e_latency': 2.5", '')].map(async (known) => {
        const { timing } = (await log(line(known))).traces[0] ?? assert.fail();
        return [timing.startedAt !== null, timing.durationMs];
      }),
    );
    assert.deepEqual(times, [
      [true, 2500],
      [false, null],
    ]);
  });

  it('says where it leaves the middle of a long text out', async () => {
    const { traces } = await log(
      `[2026-05-20 08:02:47] Finish: ${asked("'Q?'")}, out={'text': '<think>be' ... 'gun</think>b', 'output_ids': [1, 2] ... [8, 9], 'meta_info': ${meta}}`,
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: be … gun', 'answer: b']);
    assert.deepEqual(
      traces[0]?.problems.map(({ message }) => inEnglish(message)),
      ['The log leaves the middle of a long text out.'],
    );
  });
});

it('is no log of another server that receives requests', async () => {
  await assert.rejects(
    log('INFO Received request 12: params: limit=3', 'srv  update_slots: all idle'),
  );
});

it('may hold an answer of any length', async () => {
  const words = 'a'.repeat(12_000_000);
  const line = `Generated response x: output: '<think>${words}</think>It\\'s b.\\\\', finish_reason: stop`;
  const { traces } = await log(line);
  assert.deepEqual(
    traces[0]?.segments.map((segment) => ('text' in segment ? segment.text.length : 0)),
    [words.length, 8],
  );
});

it('is read in time in line with its lines, whatever is in them', () => {
  const hostile: readonly ((n: number) => string)[] = [
    (n) => `Generated response x: output: '${'\\'.repeat(2 * n + 1)}`,
    (n) => `Generated response y: output: '[tool_calls: ${'f('.repeat(n)}]', finish_reason: stop`,
    (n) =>
      `Finish: obj=GenerateReqInput(${'text='.repeat(n)}), out={'text': 'a', 'meta_info': {${'{'.repeat(n)}`,
    (n) => `non-default args: {${"'model': ".repeat(n)}`,
  ];
  const first = "Generated response z: output: 'a', finish_reason: stop";
  for (const line of hostile) {
    assertLinear(line(1), 25_000, (n) => {
      const value = `${first}\n${line(n)}\n`;
      const range = { record: 0, start: 0, end: value.length };
      const { traces } = serverLog.parse([{ value, range, name: null }], { fileName: 'a.log' });
      assert.ok(traces.length >= 1);
    });
  }
});
