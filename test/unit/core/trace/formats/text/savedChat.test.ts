import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';
import { read } from './readText';

describe('a chat saved as text', () => {
  it('is read turn by turn, with the thinking of Open WebUI without its quote marks', async () => {
    const { traces } = await open(
      'chat.md',
      '# Eggs\n\n### USER\nQ\n\n### ASSISTANT\n<details type="reasoning" done="true" duration="7">\n' +
        '<summary>Thought for 7 seconds</summary>\n&gt; It&#x27;s 6.\n&gt; \n&gt; So 42.\n</details>\n42.\n\n### USER\nP\n\n### ASSISTANT\nYes.\n',
    );
    assert.deepEqual(traces.map(outline), [
      ["raw reasoning: It's 6.\n\nSo 42.", 'answer: 42.'],
      ['answer: Yes.'],
    ]);
    assert.equal(traces[0]?.segments[0]?.durationMs, 7000);
    assert.deepEqual(promptOf(traces[1]), ['user: P']);
  });

  it('is read where the thinking of Open WebUI was never finished', async () => {
    const { traces } = await open(
      'cut.md',
      '### USER\nQ\n\n### ASSISTANT\n<details type="reasoning" done="false">\n<summary>Thinking…</summary>\n&gt; Six',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: Six']]);
    assert.equal(traces[0]?.truncated, true);
  });

  it('reads the tool calls of Open WebUI', async () => {
    assert.deepEqual(
      await read(
        '<details type="reasoning" done="true" duration="1">\n<summary>Thought</summary>\n> a\n</details>\n' +
          '<details type="tool_calls" done="true" id="c" name="search" arguments="&quot;{}&quot;" result="&quot;ok&quot;">\n<summary>Tool Executed</summary>\n</details>\nb',
      ),
      ['raw reasoning: a', 'call search: "{}"', 'result: "ok"', 'answer: b'],
    );
  });

  it('is read from a session with ollama, as it stood on the screen', async () => {
    const { traces } = await open(
      's.txt',
      '$ ollama run qwen3:8b --verbose\r\n\u001b[?25l>>> Q\r\n\u001b[90mThinking...\r\nSix sev\u001b[3D\u001b[K\r\nsevens.\r\n...done thinking.\u001b[0m\r\n\r\n42\r\n\r\n' +
        'total duration:       1m2.5s\r\nprompt eval count:    24 token(s)\r\neval count:           52 token(s)\r\neval rate: 9 tokens/s\r\n>>> /bye\r\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: Six \nsevens.', 'answer: \n\n42']]);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.model, trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.timing.durationMs],
      ['qwen3:8b', 24, 52, 62_500],
    );
    assert.deepEqual(promptOf(trace), ['user: Q']);
  });

  it('is read from the log of BAML, a trace a call, without what it parsed', async () => {
    const call = (output: number, question: string, reply: string): string =>
      `2026-01-02T03:04:05.678 [BAML INFO] Function Find:\n    Client: Local (r1:14b) - 1641ms. StopReason: stop. Tokens(in/out): 17/${output}\n` +
      `    ---PROMPT---\n    user: ${question}\n\n    ---LLM REPLY---\n    <think>\n    ${reply}, I think.\n    </think>\n\n    {"at": "${reply}"}\n` +
      `    ---Parsed Response (class At)---\n    {\n      "at": "${reply}"\n    }\n`;
    const { traces } = await open(
      'run.log',
      `start\n${call(9, 'When?', 'noon')}${call(8, 'Where?', 'here')}done\n`,
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \nnoon, I think.\n', 'answer: \n\n{"at": "noon"}'],
      ['raw reasoning: \nhere, I think.\n', 'answer: \n\n{"at": "here"}'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: When?'], ['user: Where?']]);
    assert.deepEqual(
      traces.map(({ model, usage, timing }) => [
        model,
        usage.inputTokens,
        usage.outputTokens,
        timing.durationMs,
      ]),
      [
        ['r1:14b', 17, 9, 1641],
        ['r1:14b', 17, 8, 1641],
      ],
    );
  });

  it('is read from what mlx_lm prints, its counts apart', async () => {
    const { traces } = await open(
      'm.txt',
      '$ mlx_lm.generate --model org/r1-4bit --prompt Q\nFetching 9 files: 100%\n==========\n<think>\na\n</think>\n\nb\n==========\nPrompt: 19 tokens, 61.214 tokens-per-sec\nGeneration: 58 tokens, 44.870 tokens-per-sec\nPeak memory: 4.612 GB\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: \na\n', 'answer: \n\nb']]);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.model, trace?.usage.inputTokens, trace?.usage.outputTokens],
      ['org/r1-4bit', 19, 58],
    );
  });

  it('is read from a session with llama-cli', async () => {
    const { traces } = await open(
      'l.txt',
      'build      : b7000\nmodel      : qwen3-8b.gguf\n\n> Q\n\n[Start thinking]\na\n[End thinking]\n\nb\n\n[ Prompt: 66.3 t/s | Generation: 60.9 t/s ]\n\n> \nExiting...\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: \na\n', 'answer: \n\nb']]);
    assert.equal(traces[0]?.model, 'qwen3-8b.gguf');
  });

  it('takes a quote in an answer of llama-cli for no line of the user', async () => {
    const { traces } = await open(
      'l.txt',
      '> Q\n\n[Start thinking]\na\n[End thinking]\n\nb\n\n> **Note**\n\nc\n\n[ Prompt: 6.3 t/s | Generation: 6.9 t/s ]\n\n> P\n\nd\n',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \na\n', 'answer: \n\nb\n\n> **Note**\n\nc'],
      ['answer: d'],
    ]);
    const shell = '>>> Q\nThinking...\na\n...done thinking.\n\n```\n>>> print(1)\n```\n';
    const ollama = await open('o.txt', `${shell}>>> P\nd\n`);
    assert.deepEqual(ollama.traces.map(outline), [
      ['raw reasoning: a', 'answer: \n\n```\n>>> print(1)\n```'],
      ['answer: d'],
    ]);
  });

  it('keeps the time that a page says it thought', async () => {
    const { traces } = await open('p.txt', 'Q\n\nThought for 1m 12s\n\nb');
    assert.deepEqual(traces.map(outline), [['hidden reasoning: ', 'answer: b']]);
    assert.equal(traces[0]?.segments[0]?.durationMs, 72_000);
  });

  it('may begin with the assistant, below a title that names it', async () => {
    const turns =
      '### Assistant\n<think>\na\n</think>\nHello!\n\n### User\nQ\n\n### Assistant\n<think>\nc\n</think>\nd\n';
    const read = [
      ['raw reasoning: \na\n', 'answer: \nHello!'],
      ['raw reasoning: \nc\n', 'answer: \nd'],
    ];
    assert.deepEqual((await open('c.md', turns)).traces.map(outline), read);
    const { traces } = await open(
      'c.md',
      '# Claude\n\nExported today.\n\n## User\nQ\n\n## Assistant\n<think>\nc\n</think>\nd\n',
    );
    assert.deepEqual(traces.map(outline), read.slice(1));
  });

  it('is not a file that mentions roles and tags', async () => {
    const notes = '### User\nParse `<think>`.\n\n### Assistant\nIt must handle </think> well.\n';
    await assert.rejects(open('notes.md', notes), /No known format/);
    const source = '"""Assistant:\n<think> is opened"""\nEND = "</think>"\n# User: x\n';
    await assert.rejects(open('parser.py', source), /No known format/);
    await assert.rejects(open('a.md', 'I thought for 12 seconds about it.\n'), /No known format/);
  });
});
