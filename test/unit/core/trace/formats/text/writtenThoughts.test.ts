import assert from 'node:assert/strict';
import { splitQuoted } from '../../../../../../src/core/trace/build/writtenThoughts';
import { assertLinear } from '../../../../growth';
import { open, openLines, outline, promptOf } from '../../openFixture';
import { read } from './readText';

describe('thinking in a code fence of that name', () => {
  it('ends at its own end, not at that of code within it', async () => {
    assert.deepEqual(await read('```thinking\nSo:\n```js\nf()\n```\nDone.\n```\nIt is f.\n'), [
      'raw reasoning: So:\n```js\nf()\n```\nDone.',
      'answer: It is f.\n',
    ]);
    assert.deepEqual(await read('```reasoning\nSo it'), ['raw reasoning: So it', 'cut off']);
  });

  it('is read below a line that names who speaks by "Role:"', async () => {
    const { traces } = await open(
      'chat.txt',
      'Role: User\nQ\n\n-------\n\nRole: AI\n```thinking\nt\n```\na\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });
});

describe('thinking in a quote of that name', () => {
  it('takes time in line with a line, however long', () => {
    assertLinear('blanks, then words', 110_000, (n) => {
      const text = `> **Thinking:**${' '.repeat(n)}${'x'.repeat(n)}`;
      assert.equal(splitQuoted(text)?.parts[0]?.words?.length, n);
    });
  });

  it('is every such quote, without its marks', async () => {
    assert.deepEqual(await read('> **Thinking:** One.\n> Two.\n>\n> Three.\n\na\n\n> b\n'), [
      'raw reasoning: One.\nTwo.\n\nThree.',
      'answer: a\n\n> b\n',
    ]);
    assert.deepEqual(await read('> *Thinking...*\n> One.\n\na\n\n> *Thinking...*\n> Two.\n'), [
      'raw reasoning: One.',
      'answer: a\n\n',
      'raw reasoning: Two.',
    ]);
  });

  it('is read in an answer, and in a chat below the time of a message', async () => {
    const { traces } = await openLines(
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: '> **Reasoning**\n> t\n\na' },
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
    const chat = await open(
      'm.md',
      '### You (Moderator)\n*10:01:02*\n\nQ\n\n---\n\n### DeepSeek R1\n*10:01:20*\n\n> **Thinking:** t\n\na\n\n---\n',
    );
    assert.deepEqual(chat.traces.map(outline), [['raw reasoning: t', 'answer: a']]);
    assert.deepEqual(promptOf(chat.traces[0]), ['user: Q']);
  });

  it('is read in the log of an agent, whose head its program wrote', async () => {
    const { traces } = await open(
      'task.md',
      '# Task\n\nRole: explore\n\n> **Thinking:**\n> One.\n\n```bash\n$ ls\n```\n\n> **Thinking:**\n> Two.\n\na\n',
    );
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: One.',
        'answer: ```bash\n$ ls\n```\n\n',
        'raw reasoning: Two.',
        'answer: a\n',
      ],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['tool: # Task\n\nRole: explore']);
  });

  it('is not a document that quotes what somebody thought', async () => {
    const notes =
      '# Design\n\n> **Thinking:** As a developer I prefer plain files.\n\nSo we did.\n\n> **Thinking:** Fewer parts.\n';
    await assert.rejects(open('README.md', notes), /No known format/);
    const once = '# How it looks\n\n> **Thinking:**\n> Let me see.\n\nThat is a block.\n';
    await assert.rejects(open('README.md', once), /No known format/);
  });
});

describe('thinking below a heading in a chat', () => {
  it('ends at the heading of the answer (CodeCompanion)', async () => {
    const { traces } = await open(
      'chat.md',
      '## Me\n\nQ\n\n## CodeCompanion (Ollama)\n\n### Reasoning\n\nOne.\n\n### Response\n\na\n\n## Me\n\nP\n\n' +
        '## CodeCompanion (Ollama)\n\n### Response\n\nb\n\n## Me\n',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: One.\n\n', 'answer: a'],
      ['answer: ### Response\n\nb'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: P']]);
  });

  it('is no reasoning in an answer, which may have such chapters', async () => {
    const words = '### Reasoning\n\nOne.\n\n### Answer\n\na';
    const { traces } = await openLines(
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: words },
      { role: 'user', content: 'P' },
      { role: 'assistant', content: '<think>t</think>b' },
    );
    assert.deepEqual(outline(traces[0]), [`answer: ${words}`]);
  });
});

describe('a chat whose headings tell the time', () => {
  it('has its model among the facts above them', async () => {
    const { traces } = await open(
      'log.md',
      '- **Session:** `s`\n- **Model:** org/m:free\n\n---\n\n### 👤 User — 2026-08-05T08:00:02Z\n\nQ\n\n' +
        '### 🤖 Assistant — 2026-08-05T08:00:07Z\n\n<details><summary>Reasoning</summary>\n\nt\n\n</details>\n\na\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: \na']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    assert.equal(traces[0]?.model, 'org/m:free');
  });
});

describe('the log of aichat', () => {
  it('has a question and its answer below each heading', async () => {
    const { traces } = await open(
      'messages.md',
      '# CHAT: Q [2026-02-07T18:18:03+01:00]\nQ\n--------\n<think>\nt\n</think>\n\na\n--------\n\n' +
        '# CHAT: P [2026-02-07T18:19:03+01:00] (s)\nP\n--------\nb\n--------\n\n',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \nt\n', 'answer: \n\na'],
      ['answer: b'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: P']]);
  });
});

describe('the report of a run in numbered chapters', () => {
  it('has a generation for each fold of thinking, with its calls and the answer', async () => {
    const { traces } = await open(
      'run.md',
      '# Run — query 7\n\n| Field | Value |\n| --- | --- |\n| Model | org/m-9B |\n\n## Query\n\nQ\n\n## Trace\n\n' +
        '### Step 1 — Reasoning\n\n<details>\n<summary>reasoning</summary>\n\nOne.\n\n</details>\n\n' +
        '### Step 2 — Tool call: `search`\n\n**Arguments**\n\n```json\n{"q": 1}\n```\n\n**Output**\n\n```\n# Step 9\nseven\n```\n\n' +
        '### Step 3 — Reasoning\n\n<details>\n<summary>reasoning</summary>\n\nTwo.\n\n</details>\n\n## Final answer\n\na\n',
    );
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: One.',
        'call search: **Arguments**\n\n```json\n{"q": 1}\n```',
        'result: ```\n# Step 9\nseven\n```',
      ],
      ['raw reasoning: Two.', 'answer: a'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    assert.equal(traces[0]?.model, 'org/m-9B');
  });

  it('may have the answer behind the fold, whose words may be fenced', async () => {
    const turn = (n: number, thought: string, said: string) =>
      `## turn ${n} · seller\n\n<details><summary>reasoning</summary>\n\n\`\`\`\n${thought}\n\`\`\`\n</details>\n\n${said}\n\n`;
    const { traces } = await open(
      't.md',
      `# Talk\n\n${turn(1, 'One.', 'a')}${turn(2, 'Two.', 'b')}`,
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: One.', 'answer: \na'],
      ['raw reasoning: Two.', 'answer: \nb'],
    ]);
  });

  it('is not a page of notes with folds', async () => {
    const notes =
      '## Two sums\n\n<details><summary>Thought process</summary>\n\nUse a map.\n\n</details>\n\n## Three sums\n\n<details><summary>Thought process</summary>\n\nSort.\n\n</details>\n';
    await assert.rejects(open('notes.md', notes), /No known format/);
  });
});

describe('the stages of a structured answer', () => {
  it('are reasoning up to the conclusion (LLaVA-CoT)', async () => {
    const { traces } = await openLines({
      id: '1',
      conversations: [
        { from: 'human', value: 'Q' },
        {
          from: 'gpt',
          value:
            '<SUMMARY> s </SUMMARY>\n\n<CAPTION> c </CAPTION>\n\n<REASONING> t </REASONING>\n\n<CONCLUSION> a </CONCLUSION>',
        },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning:  s ', 'raw reasoning:  c ', 'raw reasoning:  t ', 'answer:  a '],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });
});
