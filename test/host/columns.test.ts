import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ColumnMapping } from '../../src/core/trace/columnMapping';
import { TraceDocument } from '../../src/host/traces/editor/traceDocument';
import { fileEvent, nextEvent, traceTools, workspaceUri, write } from './traceTools';

const LOG =
  'ask,muse,reply\nHow many?,"Six by seven is 42, I check: 42.",42\nWhy?,"Because it is so.",So\n';
const BOTH: ColumnMapping = { reasoning: 'muse', answer: 'reply', prompt: 'ask', model: null };

/** In Restricted Mode the settings of the folder are left alone. */
const { isTrusted } = vscode.workspace;
const keptIn = isTrusted ? 'folder' : 'untrusted';

const setting = (): unknown =>
  vscode.workspace.getConfiguration('lrmLens.traces', workspaceUri).inspect('columns')
    ?.workspaceFolderValue;

describe('a home-made log', () => {
  const tools = traceTools();
  const documents: TraceDocument[] = [];
  const open = (uri: vscode.Uri): TraceDocument => {
    const document = new TraceDocument(uri, tools);
    documents.push(document);
    return document;
  };

  after(async () => {
    for (const document of documents) document.dispose();
    tools.dispose();
    await vscode.workspace
      .getConfiguration('lrmLens.traces', workspaceUri)
      .update('columns', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
  });

  it('tells what it is, opens by the columns that are chosen, keeps them in the folder and forgets them again', async () => {
    const uri = await write('own-logs/runs.csv', LOG);
    const document = open(uri);
    await assert.rejects(document.whenOpen());
    const { state, report, columns } = document.view();
    assert.equal(state, 'failed');
    assert.equal(report?.seems, 'table');
    assert.deepEqual(
      report.tables[0]?.fields.map(({ path, sample }) => [path, sample.slice(0, 9)]),
      [
        ['ask', 'How many?'],
        ['muse', 'Six by se'],
        ['reply', '42'],
      ],
    );
    assert.deepEqual(columns, { chosen: null, pattern: 'own-logs/*.csv', keptIn });

    const opened = nextEvent(document, fileEvent('replaced'));
    await document.chooseColumns(BOTH);
    await opened;
    assert.deepEqual([document.view().byColumns, document.view().count], [true, 2]);
    const written = { 'own-logs/*.csv': { reasoning: 'muse', answer: 'reply', prompt: 'ask' } };
    assert.deepEqual(setting(), isTrusted ? written : undefined);
    assert.equal((await document.outline(0)).answer.answer, '42');

    const again = open(uri);
    assert.equal((await again.whenOpen()).count, 2);
    const beside = await write('own-logs/later.csv', LOG);
    assert.equal((await open(beside).whenOpen()).count, 2);
    assert.equal((await again.columns()).tables[0]?.fields.length, 3);

    const closed = nextEvent(document, fileEvent('replaced'));
    await document.chooseColumns(null);
    await closed;
    assert.deepEqual([document.view().state, document.view().columns.chosen], ['failed', null]);
    assert.equal(setting(), undefined);
  });

  it('keeps the columns in memory for a file outside of all folders, and says so', async () => {
    const uri = vscode.Uri.joinPath(workspaceUri, '..', `own-log-${crypto.randomUUID()}.csv`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(LOG));
    try {
      const document = open(uri);
      await assert.rejects(document.whenOpen());
      assert.equal(document.view().columns.keptIn, 'noFolder');
      const opened = nextEvent(document, fileEvent('replaced'));
      await document.chooseColumns(BOTH);
      await opened;
      assert.equal(document.view().count, 2);
      assert.equal(setting(), undefined);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });
});
