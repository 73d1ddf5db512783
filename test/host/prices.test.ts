import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Corpus } from '../../src/host/corpus/corpus';
import { SavedStore } from '../../src/host/shared/savedStore';
import { SavedTraces } from '../../src/host/traces/saved/savedTraces';
import { openDocument, rowsOf, traceTools, inWorkspace, type TestTools } from './traceTools';
import { until } from './until';

/** A million tokens each way of a model whose price the lists below say. */
const CALL = JSON.stringify({
  id: 'a',
  object: 'chat.completion',
  model: 'gpt-4o',
  choices: [{ message: { role: 'assistant', content: '7', reasoning: 'Because of it.' } }],
  usage: { prompt_tokens: 1_000_000, completion_tokens: 1_000_000 },
});

/** Price lists as they are published, in USD per million tokens. */
const lists = (input: number, output: number): unknown => [
  {
    id: 'openai',
    name: 'OpenAI',
    api_pattern: 'https://api\\.openai\\.com',
    model_match: { starts_with: 'gpt-' },
    models: [
      {
        id: 'gpt-4o',
        match: { equals: 'gpt-4o' },
        prices: { input_mtok: input, output_mtok: output },
      },
    ],
  },
];

describe('newer prices', () => {
  let tools: TestTools;
  let folder: vscode.Uri;
  beforeEach(async () => {
    const name = `prices-${crypto.randomUUID()}`;
    tools = traceTools(inWorkspace(`.${name}`));
    folder = inWorkspace(name);
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder, 'call.json'),
      new TextEncoder().encode(CALL),
    );
  });
  afterEach(async () => {
    tools.dispose();
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  });

  it('are shown by the viewer, Saved Traces, the corpus report and the estimate alike, also by a new engine', async function () {
    this.timeout(60_000);
    const { services, engine } = tools;
    const document = await openDocument(vscode.Uri.joinPath(folder, 'call.json'), tools);
    const saved = new SavedTraces(services, tools.reader, new SavedStore(services.context));
    const corpus = new Corpus(services, [folder], 'prices');
    await corpus.read();
    const shown = async (): Promise<readonly (number | null | undefined)[]> => {
      const file = {
        uri: document.uri.toString(),
        name: 'call.json',
        folder: '',
        origin: 'workspace',
        tool: '',
        size: 1,
        mtime: 1,
        digest: null,
      } as const;
      const [row] = await rowsOf(document);
      const [card] = await engine.call('cards', { ids: ['gpt-4o'] });
      return [
        (await document.outline(0)).header.cost.figure?.value,
        row?.cost.figure?.value,
        (await saved.digest(file)).totals.costUsd,
        (await corpus.report('model')).report.all.costUsd.total,
        (card?.price?.input ?? 0) + (card?.price?.output ?? 0),
      ];
    };
    await shown();
    await services.memory.setPrices(lists(700, 7_700));
    const all = [8_400, 8_400, 8_400, 8_400, 8_400];
    await until('every surface has the new prices', async () => {
      const now = await shown();
      return now.every((usd, i) => usd === all[i]);
    });
    engine.dispose();
    assert.deepEqual(await shown(), all);
    for (const part of [document, saved, corpus]) part.dispose();
  });
});
