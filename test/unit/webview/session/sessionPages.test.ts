import assert from 'node:assert/strict';
import { msg } from '../../../../src/core/model/message';
import { memorySource } from '../../../../src/core/trace/source';
import { openTraceFile } from '../../../../src/core/trace/open';
import { partSizes } from '../../../../src/protocol/sessionData';
import { SessionPage, type SessionContext } from '../../../../src/webview/session/sessionPage';
import { freshSessionUi } from '../../../../src/webview/session/sessionUi';
import { SessionPages } from '../../../../src/webview/session/sessionPages';
import { FileSession } from '../../../../src/worker/view/session';
import { ClaudeLog, say, use } from '../../core/session/claudeLog';
import { PRICE } from '../../core/session/sessionFixture';
import { shopLog } from './sessions';

/** A log that grows, as the engine has it, with what was asked of it. */
async function opened(log: ClaudeLog, name = 'log.jsonl') {
  const session = new FileSession(name, () => PRICE);
  let bytes = new TextEncoder().encode(log.text());
  const source = {
    ...memorySource(name, bytes),
    read: (from: number, to: number) => Promise.resolve(bytes.slice(from, to)),
    currentSize: () => Promise.resolve(bytes.length),
  };
  const traces = await openTraceFile(source, { taker: session });
  assert.ok(!('error' in traces));
  const asked: string[] = [];
  const pages = new SessionPages({
    head: (known) => Promise.resolve(session.head(known)),
    part: (version, list, from, to) => {
      asked.push(`${list} ${from}–${to}`);
      return Promise.resolve(session.part({ version, list, from, to }));
    },
  });
  const grow = async (): Promise<void> => {
    bytes = new TextEncoder().encode(log.text());
    assert.equal((await traces.refresh({ taker: session })).kind, 'grown');
  };
  return { pages, asked, grow, session, traces, source: {} };
}

describe('the session that a page fetches', () => {
  it('is the one that the engine read with the listing, whole', async () => {
    const { pages } = await opened(shopLog());
    await pages.load();
    const { session, findings } = pages.model!;
    assert.deepEqual(
      session.turns.map(({ prompt, calls }) => [prompt, calls.length]),
      [
        ['Add discount codes to the checkout', 3],
        ['CI says a discount is off by one cent', 5],
      ],
    );
    assert.ok(session.figures.money.usd! > 0);
    assert.ok(Array.isArray(findings));
  });

  it('comes in parts', async () => {
    const log = new ClaudeLog().user('Go');
    const count = partSizes.calls + 1;
    for (let i = 0; i < count; i++) log.assistant(`m${i}`, [say(`Step ${i}`)]);
    const { pages, asked } = await opened(log);
    await pages.load();
    assert.equal(pages.model?.session.calls.length, count);
    assert.deepEqual(asked, [
      'turns 0–1',
      `calls 0–${partSizes.calls}`,
      `calls ${partSizes.calls}–${count}`,
    ]);
  });

  it('asks for nothing again that stayed as it was when the file grows', async () => {
    const log = shopLog();
    const { pages, asked, grow } = await opened(log);
    await pages.load();
    const before = pages.model!.session.calls.length;
    asked.length = 0;
    log.user('Thanks, and now?').assistant('m7', [say('Nothing is left.')]);
    await grow();
    await pages.load();
    const { session } = pages.model!;
    assert.equal(session.calls.length, before + 1);
    assert.equal(session.turns.length, 3);
    assert.equal(session.calls.at(-1)?.said, 'Nothing is left.');
    assert.ok(
      asked.every((part) => !part.startsWith('calls 0')),
      asked.join(', '),
    );
  });

  it('is no other model when nothing changed', async () => {
    const { pages } = await opened(shopLog());
    await pages.load();
    const { model } = pages;
    await pages.load();
    assert.equal(pages.model, model);
  });

  it('is none for a file that is no log of an agent', () => {
    const session = new FileSession('log.jsonl', () => null);
    session.begin({ id: 'chat-completions', title: msg('Chat Completions response') });
    session.take({ records: [], traces: [], open: [] });
    assert.equal(session.head(null), null);
    assert.equal(session.exists, false);
  });

  it('has the calls of sub-agents whose files were found, also after the log has grown', async () => {
    const log = new ClaudeLog()
      .user('Review it')
      .assistant('m1', [use('ta', 'Agent', { subagent_type: 'review', prompt: 'Review' })])
      .result('ta', 'Fine', { toolUseResult: { agentId: 'aaaa1111' } });
    const { pages, session, grow } = await opened(log);
    await pages.load();
    const { missing } = session.head(null)!;
    assert.deepEqual(
      missing.map(({ id, names }) => [id, names.at(-1)]),
      [['aaaa1111', 'agent-aaaa1111.jsonl']],
    );
    const side = { isSidechain: true, agentId: 'aaaa1111' };
    const agent = new ClaudeLog().user('Review', side).assistant('s1', [say('Fine')], {}, side);
    const name = 'log/subagents/agent-aaaa1111.jsonl';
    const its = await opened(agent, name);
    session.join({ id: 'aaaa1111', name, log: its });
    await pages.load();
    const shown = () => pages.model!.session;
    assert.deepEqual([shown().calls.length, shown().agents[1]!.file], [2, name]);
    assert.equal((await session.tracesOf(name)!.read(0)).id, 's1');
    log.assistant('m2', [say('All fine')]);
    await grow();
    await pages.load();
    assert.deepEqual([shown().calls.length, shown().agents[1]!.calls.length], [3, 1]);
    agent.assistant('s2', [say('Fine again')], {}, side);
    await its.grow();
    await pages.load();
    assert.deepEqual([shown().calls.length, shown().agents[1]!.calls.length], [4, 2]);
    // An engine that was started anew has the log anew: it stands in the place of the old one.
    session.join({ id: 'aaaa1111', name, log: await opened(agent, name) });
    await pages.load();
    assert.deepEqual([shown().calls.length, shown().agents[1]!.calls.length], [4, 2]);
    assert.deepEqual(session.head(null)!.missing, []);
  });
});

describe('the lines of a session', () => {
  it('are gone on from the first where the selected one is hidden', async () => {
    const { session } = await opened(shopLog());
    let ui = freshSessionUi;
    const page = new SessionPage({
      head: (known) => Promise.resolve(session.head(known)),
      part: (version, list, from, to) => Promise.resolve(session.part({ version, list, from, to })),
      ui: () => ui,
      setUi: (patch) => void (ui = { ...ui, ...patch }),
      arrived: () => undefined,
      reading: () => false,
    } as Partial<SessionContext> as SessionContext);
    await page.load();
    const { rows } = page.shown();
    for (const by of [1, -1]) {
      ui = { ...ui, selected: 'hidden' };
      page.move(by);
      assert.equal(ui.selected, rows[0]!.id);
    }
    page.move(1);
    assert.equal(ui.selected, rows[1]!.id);
  });
});
