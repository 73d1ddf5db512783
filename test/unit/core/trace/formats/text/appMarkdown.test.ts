import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';

describe('a topic that Cherry Studio exported', () => {
  const topic = (answer: string) =>
    `# Lens\n\n## 🧑💻 User\n\nWhich lens?\n\n\n---\n## 🤖 deepseek-reasoner | DeepSeek\n\n${answer}\n\n---\n## 🧑💻 User\n\nAnd by day?\n\n---\n## 🤖 Assistant\n\nThe same.\n`;

  it('has its thinking in a block of HTML, its model in the heading', async () => {
    const { format, traces } = await open(
      'topic.md',
      topic(
        '<div style="border: 2px solid #dddddd; border-radius: 10px;">\n  <details style="padding: 5px;">\n' +
          '    <summary>Deep reasoning</summary>\n    Moths are small.<br>1 &lt; 2.\n  </details>\n</div>\n\nA macro.',
      ),
    );
    assert.equal(format, 'raw-text');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Moths are small.\n1 < 2.', 'answer: A macro.'],
      ['answer: The same.'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Which lens?'], ['user: And by day?']]);
    assert.deepEqual(
      traces.map(({ model, provider }) => [model, provider]),
      [
        ['deepseek-reasoner', 'DeepSeek'],
        [null, null],
      ],
    );
  });

  it('may have it between tags, and may end in it', async () => {
    const tagged = await open('topic.md', topic('<think>\nt\n</think>\n\nA macro.'));
    assert.deepEqual(outline(tagged.traces[0]), ['raw reasoning: \nt\n', 'answer: \n\nA macro.']);
    const cut = await open(
      'cut.md',
      '## 🧑💻 User\n\nQ\n\n---\n## 🤖 m\n\n<div style="a"><details><summary>深度思考</summary>\nt',
    );
    assert.deepEqual(cut.traces.map(outline), [['raw reasoning: t']]);
    assert.equal(cut.traces[0]?.truncated, true);
  });
});

describe('an answer in a topic of Cherry Studio', () => {
  it('keeps a heading of its own with a robot; the next answer stands below a rule', async () => {
    const { traces } = await open(
      'topic.md',
      '# T\n\n## 🧑‍💻 User\n\nQ\n\n---\n\n## 🤖 m\n\n<think>\nt\n</think>\n\nShort.\n\n## 🤖 What it is\n\nLong.\n\n---\n\n## 🤖 n\n\nOther.\n',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \nt\n', 'answer: \n\nShort.\n\n## 🤖 What it is\n\nLong.'],
      ['answer: Other.'],
    ]);
    assert.deepEqual(
      traces.map((trace) => [trace.model, promptOf(trace)]),
      [
        ['m', ['user: Q']],
        ['n', ['user: Q']],
      ],
    );
  });
});

describe('a chat that Copilot for Obsidian saved', () => {
  it('has its model in the properties, without the marks under the messages', async () => {
    const { traces } = await open(
      'note.md',
      '---\nepoch: 1767225600000\nmodelKey: deepseek-reasoner|deepseek\ntopic: "T"\n\ntags:\n  - copilot-conversation\n---\n\n' +
        '**user**: Q\n[Context: Notes: A.md]\n[Timestamp: 2026/01/01 10:00:00]\n\n' +
        '**ai**: <think>\nt\n</think>\n\na\n[Timestamp: 2026/01/01 10:00:20]',
    );
    const [trace] = traces;
    assert.deepEqual(outline(trace), ['raw reasoning: \nt\n', 'answer: \n\na']);
    assert.deepEqual(promptOf(trace), ['user: Q']);
    assert.deepEqual([trace?.model, trace?.provider], ['deepseek-reasoner', 'deepseek']);
  });
});

describe('other chats with a robot before the answers', () => {
  it('keep the words of the user apart', async () => {
    const { traces } = await open(
      'chat.md',
      '## 🧑 You\n\nQ\n\n## 🤖 AI\n\n<think>\nt\n</think>\n\na\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: \nt\n', 'answer: \n\na']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  it('take no fact above the first heading for an answer', async () => {
    const { traces } = await open(
      'chat.md',
      '# Chat Session\n\nModel: qwen3\n\n---\n\n### 👤 User\n\nQ\n\n### 🤖 Assistant\n\n<think>\nt\n</think>\n\na\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: \nt\n', 'answer: \n\na']]);
  });
});

describe('a chat that NextChat exported', () => {
  it('names who a message is from', async () => {
    const { traces } = await open(
      'chat.md',
      '# T\n\n## Message From You:\nQ\n\n## Message From ChatGPT:\n<think>\nt\n</think>\n\na\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: \nt\n', 'answer: \n\na']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });
});
