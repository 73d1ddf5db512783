import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';

const THOUGHT = 'hidden reasoning: ';

describe('a chat copied from a page', () => {
  it('keeps the words of the user out of the answers', async () => {
    const { traces } = await open(
      'page.txt',
      'Skip to content\nYou said:\nQ\nChatGPT said:\nThought for 12s\n\na\n\nb\n\nYou said:\nP\nChatGPT said:\nc\n',
    );
    assert.deepEqual(traces.map(outline), [[THOUGHT, 'answer: a\n\nb'], ['answer: c']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    assert.deepEqual(promptOf(traces[1]), ['user: P']);
    assert.equal(traces[0]?.segments[0]?.durationMs, 12_000);
  });

  it('is read with headings, below the notes that it was pasted into', async () => {
    const { traces } = await open(
      'notes.md',
      '# Notes\n\n- done\n\n---\n\n## Chat\n\n###### ChatGPT said:\n\nThought for 24s\n\n# 1) a\n\nThe miller said:\nb\n\n##### You said:\n\nP\n\n###### ChatGPT said:\n\nc\n',
    );
    assert.deepEqual(traces.map(outline), [
      [THOUGHT, 'answer: # 1) a\n\nThe miller said:\nb'],
      ['answer: c'],
    ]);
    assert.deepEqual(promptOf(traces[0]) ?? [], []);
  });

  it('is read as an extension exports it, without its facts and its foot', async () => {
    const { traces } = await open(
      'rye.md',
      '# Rye\n\n**User:** Ines (i@example.com)  \n**Created:** 3/12/2026 23:00:18  \n\n## Prompt:\nQ\n\n## Response:\nI look.\n\nPensé pendant20s\n\na\n\n## Prompt:\nP\n\n## Response:\nc\n\n\n\n---\nPowered by [ChatGPT Exporter](https://www.chatgptexporter.com)',
    );
    assert.deepEqual(traces.map(outline), [
      ['answer: I look.', THOUGHT, 'answer: a'],
      ['answer: c'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  for (const [language, you, said, thought, seconds] of [
    ['German', 'Du hast gesagt:', 'ChatGPT hat gesagt:', 'Nachgedacht für 1m 9s', 69],
    ['German, of a GPT', 'Du hast gesagt:', 'IdeaGPT sagte:', 'Nachgedacht für 12 Sekunden', 12],
    ['Spanish', 'Dijiste:', 'ChatGPT dijo:', 'Pensado durante 8s', 8],
    ['French', 'Vous avez dit :', 'ChatGPT a dit :', 'Réflexion durant 5s', 5],
    ['Chinese', '您说：', 'ChatGPT 说：', '已思考（用时 7 秒）', 7],
  ] as const) {
    it(`is read in ${language}`, async () => {
      const { traces } = await open('page.txt', `${you}\nQ\n${said}\n${thought}\na\n${you}\nP\n`);
      assert.deepEqual(traces.map(outline), [[THOUGHT, 'answer: a']]);
      assert.deepEqual(promptOf(traces[0]), ['user: Q']);
      assert.equal(traces[0]?.segments[0]?.durationMs, seconds * 1_000);
    });
  }

  it('takes the thinking above the name of who thought for that one’s', async () => {
    const { traces } = await open(
      'page.txt',
      'Du hast gesagt:\nQ\n\n3m 10s nachgedacht\nChatGPT hat gesagt:\na\n',
    );
    assert.deepEqual(traces.map(outline), [[THOUGHT, 'answer: a']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    assert.equal(traces[0]?.segments[0]?.durationMs, 190_000);
  });

  it('has none of the steps that a page shows between the time and the name', async () => {
    const answer = '9m 53s nachgedacht\nAnalysiert\nAnalysiert\nChatGPT hat gesagt:\na\n';
    for (const asked of ['', 'Du hast gesagt:\nQ\n']) {
      const { traces } = await open('page.txt', `${asked}${answer}`);
      assert.deepEqual(traces.map(outline), [[THOUGHT, 'answer: a']]);
      assert.deepEqual(promptOf(traces[0]) ?? [], asked === '' ? [] : ['user: Q']);
    }
  });

  it('is no text that quotes such lines without thinking', async () => {
    await assert.rejects(
      open('talk.md', '## Prompt:\nShorter.\n\n## Response:\nHe laughed.\n\nYou said:\nno\n'),
      /No known format/,
    );
  });
});
