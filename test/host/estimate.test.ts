import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inWorkspace, write } from './traceTools';
import { until } from './until';

const FOLDER = 'estimate-in-code';
let files = 0;

/** A file: the editor opens what was never saved by itself, and closes it with all its editors, a test later perhaps. */
async function python(content: string): Promise<vscode.TextDocument> {
  const uri = await write(`${FOLDER}/call-${files++}.py`, content);
  return vscode.workspace.openTextDocument(uri);
}

const CALL = `r = client.chat.completions.create(
    model="gpt-4o",
    max_tokens=600,
    messages=[{"role": "user", "content": "Think step by step: which number comes next, 2, 3, 5, 7, 11?"}],
)
`;

describe('the estimate in the code', () => {
  before(() => vscode.extensions.getExtension('lrm-lens.lrm-lens')!.activate());
  after(() => vscode.workspace.fs.delete(inWorkspace(FOLDER), { recursive: true }));
  afterEach(async () => {
    for (const key of ['codeLens', 'migrationHints', 'models'])
      await vscode.workspace
        .getConfiguration('lrmLens.estimate')
        .update(key, undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('explains a known model id on hover, and nothing else', async () => {
    const document = await python('model = "o4-mini"\nother = "hello"\n');
    const hover = (line: number) =>
      vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(line, 11),
      );
    const [found] = await hover(0);
    const content = found?.contents
      .map((c) => (c instanceof vscode.MarkdownString ? c.value : ''))
      .join('\n');
    assert.match(content ?? '', /o4-mini.*always reasons/);
    assert.match(content ?? '', /\$1\.1 in, \$4\.4 out a million tokens, as of 20\d\d-\d\d-\d\d/);
    assert.match(content ?? '', /low, medium, high/);
    assert.deepEqual(await hover(1), []);
  });

  it('stands over a call only when switched on', async () => {
    const document = await python(CALL);
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
    const own = (all: vscode.CodeLens[]) =>
      all.filter((l) => l.command?.command === 'lrmLens.estimateReasoningCost');
    assert.equal(document.languageId, 'python');
    assert.deepEqual(own(await lenses()), []);
    await vscode.workspace
      .getConfiguration('lrmLens.estimate')
      .update('codeLens', true, vscode.ConfigurationTarget.Global);
    await until(
      'the setting holds',
      () => vscode.workspace.getConfiguration('lrmLens.estimate').get('codeLens') === true,
    );
    const [lens] = await until('a lens', async () => {
      const found = own(await lenses());
      return found.length > 0 ? found : undefined;
    });
    assert.match(lens!.command!.title, /^gpt-4o \$0\.\d+ → .+ \$0\.\d+/);

    const price = { id: 'gpt-4o', inputPrice: 1_000_000, outputPrice: 1_000_000 };
    await vscode.workspace
      .getConfiguration('lrmLens.estimate')
      .update('models', [price], vscode.ConfigurationTarget.Global);
    await until('the lens at the new price', async () => {
      const [now] = own(await lenses());
      return /^gpt-4o \$[1-9]/.test(now?.command?.title ?? '') || undefined;
    });
  });

  it('names the model that a file imports from another', async () => {
    const models = await write(`${FOLDER}/names/models.py`, 'MODEL = "gpt-4o-mini"\n');
    await write(`${FOLDER}/names/__init__.py`, 'from .models import MODEL\n');
    assert.match(models.path, /names\/models\.py$/);
    await vscode.workspace
      .getConfiguration('lrmLens.estimate')
      .update('codeLens', true, vscode.ConfigurationTarget.Global);
    const code = CALL.replace('"gpt-4o"', 'MODEL');
    const document = await python(`from .names import MODEL\n${code}`);
    const title = await until('a lens with the model', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      return lenses.find((l) => l.command?.command === 'lrmLens.estimateReasoningCost')?.command
        ?.title;
    });
    assert.match(title, /^gpt-4o-mini \$0\.\d+/);
  });

  it('hints what must change where it is asked to always, with quick fixes', async () => {
    await vscode.workspace
      .getConfiguration('lrmLens.estimate')
      .update('migrationHints', 'always', vscode.ConfigurationTarget.Global);
    const document = await python(CALL);
    await vscode.window.showTextDocument(document);
    const hints = await until('hints', () => {
      const found = vscode.languages
        .getDiagnostics(document.uri)
        .filter((d) => d.source === 'LRM Lens');
      return found.length > 0 ? found : undefined;
    });
    assert.ok(hints.every((h) => h.severity === vscode.DiagnosticSeverity.Hint));
    const cue = hints.find((h) => /step by step/i.test(h.message))!;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      cue.range,
    );
    const titles = actions.map((a) => a.title);
    assert.ok(titles.includes('Remove the step-by-step cue'), titles.join(', '));
    assert.ok(
      titles.some((t) => /^Make all \d+ changes/.test(t)),
      titles.join(', '),
    );
  });

  it('moves its hints with the text, and takes back those whose place was edited', async () => {
    await vscode.workspace
      .getConfiguration('lrmLens.estimate')
      .update('migrationHints', 'always', vscode.ConfigurationTarget.Global);
    const document = await python(CALL);
    await vscode.window.showTextDocument(document);
    const placed = () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .filter((d) => d.source === 'LRM Lens')
        .map((d) => document.getText(d.range));
    const before = await until('hints', () => (placed().length > 1 ? placed() : undefined));
    assert.ok(before.includes('max_tokens'), before.join());
    const edit = async (change: (edit: vscode.WorkspaceEdit) => void): Promise<void> => {
      const made = new vscode.WorkspaceEdit();
      change(made);
      await vscode.workspace.applyEdit(made);
    };
    await edit((e) => e.insert(document.uri, new vscode.Position(0, 0), '# a comment\n'));
    assert.deepEqual(placed(), before);
    const name = document.getText().indexOf('max_tokens');
    await edit((e) => e.insert(document.uri, document.positionAt(name + 3), '_new'));
    // A fix changes the whole call: with one of its places gone, its other hints are gone, too.
    const after = placed();
    assert.ok(!after.includes('max_tokens'), after.join());
    assert.ok(after.includes('Think step by step'), after.join());
    assert.ok(after.length < before.length && after.every((t) => before.includes(t)), after.join());
  });

  it('answers an agent with figures and says what is unknown', async () => {
    const tool = vscode.lm.tools.find((t) => t.name === 'lrm-lens_estimate_reasoning_cost');
    assert.ok(tool);
    const result = await vscode.lm.invokeTool(tool.name, {
      input: {
        prompt: 'Which is larger, 9.11 or 9.9?',
        candidates: ['o4-mini:high', 'nobody-knows'],
      },
      toolInvocationToken: undefined,
    });
    const answer = result.content
      .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
      .join('');
    assert.match(answer, /o4-mini, effort high: cost per call USD [\d.]+ \(80 % range/);
    assert.match(answer, /nobody-knows: cost unknown/);
    await assert.rejects(
      async () => vscode.lm.invokeTool(tool.name, { input: {}, toolInvocationToken: undefined }),
      /prompt/,
    );
  });
});
