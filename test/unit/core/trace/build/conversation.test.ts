import { inEnglish } from '../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { assertLinear } from '../../../growth';
import { Conversation } from '../../../../../src/core/trace/build/conversation';
import { openLines, promptOf } from '../openFixture';

const said = (role: string, content: string) => ({ role, content });

describe('the prompts of a recorded conversation', () => {
  it('are the leading system text, the last run of it, and the last run of user messages', async () => {
    const { traces } = await openLines(
      said('system', 'Be brief.'),
      said('developer', 'Use metric units.'),
      said('user', 'Hi'),
      said('user', 'How far is it?'),
      said('assistant', 'To where?'),
      said('user', 'Rome'),
      said('assistant', '1,400 km.'),
      said('system', 'The user is in a hurry.'),
      said('user', 'By train?'),
      said('assistant', '17 h.'),
      said('assistant', 'Or 20 h.'),
      said('system', 'It is late.'),
      said('user', 'By plane?'),
      said('assistant', '2 h.'),
    );
    const leading = ['system: Be brief.', 'system: Use metric units.'];
    const hurry = [...leading, 'system: The user is in a hurry.', 'user: By train?'];
    assert.deepEqual(traces.map(promptOf), [
      [...leading, 'user: Hi', 'user: How far is it?'],
      [...leading, 'user: Rome'],
      hurry,
      hurry,
      [...leading, 'system: It is late.', 'user: By plane?'],
    ]);
    assert.deepEqual(
      traces.flatMap((t) => t.problems),
      [],
    );
  });

  it('keep the first and the newest of a run without end, and say how many are left out', async () => {
    const users = Array.from({ length: 103 }, (_, i) => said('user', `u${i}`));
    const { traces } = await openLines(...users, said('assistant', 'a'), said('assistant', 'b'));
    for (const trace of traces) {
      const prompt = promptOf(trace) ?? [];
      assert.deepEqual(
        [prompt.length, prompt[0], prompt[1], prompt.at(-1)],
        [100, 'user: u0', 'user: u4', 'user: u102'],
      );
      assert.deepEqual(
        trace.problems.map((p) => [p.code, inEnglish(p.message)]),
        [['too-large', '3 messages of the prompt are left out: at most 100 in a row are kept.']],
      );
    }
  });

  /** Messages that all prompts hold together after `n` answers, each with system text before it. */
  const held = (users: number, n: number) => {
    const conversation = new Conversation();
    for (let i = 0; i < users; i++) conversation.prompt('user', 'u');
    let total = 0;
    for (let i = 0; i < n; i++) {
      conversation.prompt('system', 's');
      total += conversation.begin().prompt.length;
    }
    return total;
  };
  const logs: readonly (readonly [name: string, held: (n: number) => number])[] = [
    ['system text before every answer', (n) => held(0, n)],
    ['as many user messages before as many answers', (n) => held(n, n)],
  ];
  for (const [name, heldAt] of logs) {
    it(`hold four times as much for four times the lines: ${name}`, () => {
      assert.ok(heldAt(2_000) < 5 * heldAt(500), `${heldAt(500)} and ${heldAt(2_000)} messages`);
    });
  }

  it('are read in a time that grows with the file', () => {
    assertLinear('prompts', 10_000, (n) => {
      const conversation = new Conversation();
      for (let i = 0; i < n; i++) conversation.prompt('user', 'u');
      conversation.begin();
    });
  });

  it('are followed by calls that are found in a time that grows with the file', () => {
    const where = { source: null, at: null, durationMs: null };
    assertLinear('calls', 10_000, (n) => {
      const conversation = new Conversation();
      const trace = conversation.begin();
      for (let i = 0; i < n; i++) trace.toolCall('f', '', `c${i}`, where);
      for (let i = 0; i < n; i++) conversation.result('r', `c${i}`, false, where);
      assert.equal(trace.build().segments.length, 2 * n);
    });
  });
});
