import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AgentFiles } from '../../src/host/traces/editor/agentFiles';
import type { DocumentTools } from '../../src/host/traces/editor/followedFile';
import { TraceDocument } from '../../src/host/traces/editor/traceDocument';
import { completion, fileEvent, nextEvent, traceSuite, write } from './traceTools';

describe('a trace file whose tab is closed', () => {
  const { open, tools } = traceSuite();

  /** The parts of the host with a reader that counts, and that waits before it opens a file. */
  function counting(wait: () => Promise<void> = () => Promise.resolve()): {
    readonly tools: DocumentTools;
    readonly opens: () => number;
  } {
    const { reader, services } = tools();
    let opens = 0;
    const counted = Object.assign(Object.create(reader) as typeof reader, {
      open: async (...args: Parameters<typeof reader.open>) => {
        opens += 1;
        await wait();
        return reader.open(...args);
      },
    });
    return { tools: { services, reader: counted }, opens: () => opens };
  }

  it('is not opened again for a change that waited', async () => {
    const uri = await write('closed.jsonl', completion('a', 'One.'));
    const { tools: counted, opens } = counting();
    const document = new TraceDocument(uri, counted);
    await document.whenOpen();
    const mapping = { reasoning: 'id', answer: null, prompt: null, model: null };
    const chosen = new Promise<void>((resolve) => {
      // Told after the document was: its change waits for its turn by then.
      tools().services.columns.onDidChange(() => {
        document.dispose();
        resolve();
      });
    });
    await Promise.all([tools().services.columns.choose(uri, mapping), chosen]);
    await document.whenOpen().catch(() => undefined);
    await tools().services.columns.choose(uri, null);
    assert.equal(opens(), 1);
  });

  it('opens no file of a sub-agent any more', async () => {
    const uri = await write('parent.jsonl', completion('a', 'One.'));
    await write('agent-closed.jsonl', completion('b', 'Two.'));
    const session = await (await open(uri)).whenOpen();
    const missing = [{ agent: 1, id: 'closed', names: ['agent-closed.jsonl'] }];
    const { tools: counted, opens } = counting();
    const files = new AgentFiles(uri, counted, () => undefined);
    files.dispose();
    assert.equal(await files.join(session, missing), false);
    assert.equal(opens(), 0);
    // One that was being opened is closed again.
    const late = counting(async () => {
      others.dispose();
      await Promise.resolve();
    });
    const others = new AgentFiles(uri, late.tools, () => undefined);
    assert.equal(await others.join(session, missing), false);
    assert.deepEqual([late.opens(), others.log('agent-closed.jsonl')], [1, null]);
  });

  it('is ready when it was gone for a moment while it was opened', async () => {
    const text = completion('a', 'One.');
    const uri = await write('moment.jsonl', text);
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const document = new TraceDocument(uri, counting(() => gate).tools);
    const gone = nextEvent(document, fileEvent('gone'));
    await vscode.workspace.fs.delete(uri);
    await gone;
    await write('moment.jsonl', text);
    go();
    await document.whenOpen();
    assert.deepEqual([document.view().state, document.view().failure], ['ready', null]);
    document.dispose();
  });
});
