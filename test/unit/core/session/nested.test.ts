import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readSession } from '../../../../src/core/session/readSession';
import { missingAgents } from '../../../../src/core/session/join';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';
import { json, lines, outline, sessionOf } from './sessionFixture';

const text = (words: string) => ({ type: 'text', text: words });

describe('sessions of sub-agents among the others of a database', () => {
  it('are sub-agents of opencode, by the session that is their parent', async () => {
    const name = 'opencode-many.db';
    const bytes = new Uint8Array(readFileSync(`test/fixtures/databases/${name}`));
    const scan = await startScan(memorySource(name, bytes), FORMATS);
    assert.ok('format' in scan);
    const { agents, calls } = await readSession(scan, () => null);
    assert.deepEqual(
      agents.slice(1).map(({ id, calls: own }) => [id, own.length > 0]),
      [['ses_now_child', true]],
    );
    assert.ok(calls.some(({ agent }) => agent === 0));
  });

  const message = (id: string, role: string, parts: readonly object[]) => ({
    info: { id, role, sessionID: 'ses_1', modelID: 'm', time: { created: 1_760_000_000_000 } },
    parts,
  });
  const task = {
    type: 'tool',
    tool: 'task',
    callID: 'call_1',
    state: {
      status: 'completed',
      input: { subagent_type: 'explore', prompt: 'Look' },
      output: 'Looked.',
      metadata: { sessionId: 'ses_child' },
    },
  };

  it('are looked for in the same database when a call of opencode names one', async () => {
    const session = await sessionOf(
      json({
        info: { id: 'ses_1', title: 'Fix', directory: '/w' },
        messages: [
          message('m1', 'user', [text('Fix it')]),
          message('m2', 'assistant', [{ type: 'step-start' }, task]),
        ],
      }),
      'export.json',
    );
    assert.equal(session.title, 'Fix');
    assert.deepEqual(missingAgents(session, 'opencode.db'), [
      { agent: 1, names: ['?session=ses_child'] },
    ]);
    const { name, startedBy } = session.agents[1]!;
    assert.deepEqual([name, startedBy], ['explore', { call: 0, tool: 0 }]);
  });

  it('are sub-agents of Goose, by what they were told, in the turn that started them', async () => {
    const goose = (id: string, messages: readonly object[], more: object = {}) => ({
      id,
      working_dir: '/w',
      title: id,
      messages,
      ...more,
    });
    const said = (id: string, role: string, ...content: readonly object[]) => ({
      id,
      role,
      content,
    });
    const call = { name: 'summon__delegate', arguments: { instructions: 'Count the eggs' } };
    const request = {
      type: 'toolRequest',
      id: 'c1',
      toolCall: { status: 'success', value: call },
    };
    const session = await sessionOf(
      lines(
        goose('s1', [
          said('u1', 'user', text('How many eggs?')),
          said('a1', 'assistant', request),
          said('u2', 'user', {
            type: 'toolResponse',
            id: 'c1',
            toolResult: { status: 'success', value: { content: [text('42')] } },
          }),
          said('a2', 'assistant', text('42 eggs.')),
          said('u3', 'user', text('Thanks')),
          said('a3', 'assistant', text('Welcome.')),
        ]),
        goose(
          's2',
          [said('v1', 'user', text('Count the eggs')), said('b1', 'assistant', text('42.'))],
          { session_type: 'sub_agent', parent_session_id: 's1' },
        ),
      ),
    );
    assert.equal(session.format, 'goose');
    assert.equal(session.title, 's1');
    assert.deepEqual(outline(session), [
      'How many eggs? | summon__delegate({"instructions":"Count the eggs"}) | answers | @1 answers',
      'Thanks | answers',
    ]);
    assert.deepEqual(session.agents[1]?.startedBy, { call: 0, tool: 0 });
  });
});
