import { hostVoice } from '../shared/voice';
import * as vscode from 'vscode';
import type { FoundPrompt } from '../../core/prompt/model';
import type { ModelCard } from '../../protocol/estimateCalls';
import type { Engine } from '../shared/engine';
import type { Estimator } from './estimator';
import type { LensText } from './lensText';
import { configuration } from '../shared/settings';

/** Documents in which prompts and calls to a model are looked for. */
export const HINT_SELECTOR: vscode.DocumentFilter[] = [
  ...['python', 'typescript', 'javascript', 'typescriptreact', 'javascriptreact', 'json'].map(
    (language) => ({ language }),
  ),
  { pattern: '**/*.{prompt.md,prompty}' },
];

/** Longest document for which lenses are computed while it is edited. */
const MAX_LENS_CHARS = 400_000;
/** Most lenses of a document; more would be noise. */
const MAX_LENSES = 40;

class PromptLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly document: vscode.TextDocument,
    readonly found: FoundPrompt,
  ) {
    super(range);
  }
}

/** A lens over each recognised call: found at once, priced only when it comes into view. */
class PromptLenses implements vscode.CodeLensProvider<PromptLens> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly engine: Engine,
    private readonly text: LensText,
  ) {}

  refresh(): void {
    this.changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<PromptLens[]> {
    if (!configuration().get<boolean>('codeLens', false)) return [];
    if (document.getText().length > MAX_LENS_CHARS) return [];
    const { promptDocument, promptsIn } = await import('../shared/promptSource');
    const { version } = document;
    const found = await promptsIn(this.engine, document, promptDocument(document));
    // The user went on typing: they are asked for again.
    if (document.version !== version) return [];
    return found.slice(0, MAX_LENSES).flatMap((found) => {
      const place = found.call?.range ?? found.messages[0]?.range;
      if (!place) return [];
      const at = document.positionAt(place.start);
      return [new PromptLens(new vscode.Range(at, at), document, found)];
    });
  }

  async resolveCodeLens(lens: PromptLens, token: vscode.CancellationToken): Promise<PromptLens> {
    const title = await this.text.of(lens.found, token);
    const start = lens.found.messages[0]?.range?.start ?? lens.document.offsetAt(lens.range.start);
    const position = lens.document.positionAt(start);
    lens.command = {
      title: title ?? vscode.l10n.t('Estimate reasoning cost'),
      tooltip: vscode.l10n.t('Estimate reasoning cost'),
      command: 'lrmLens.estimateReasoningCost',
      arguments: [
        { uri: lens.document.uri.toString(), line: position.line, character: position.character },
      ],
    };
    return lens;
  }
}

/** The model id in quotes under a position. */
async function modelIdAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<{ readonly id: string; readonly range: vscode.Range } | null> {
  const range = document.getWordRangeAtPosition(position, /["'`][\w./:@-]{2,80}["'`]/);
  if (range === undefined) return null;
  const id = document.getText(range).slice(1, -1);
  const { MODEL_ID } = await import('../../core/prompt/modelIds');
  return MODEL_ID.test(id) ? { id, range } : null;
}

const number = (n: number): string => hostVoice().count(n);

/** What a hover says of a model: kind, price with its date, effort levels, limits. */
export function modelHover(card: ModelCard): vscode.MarkdownString {
  const { l10n } = vscode;
  const kinds: Record<ModelCard['reasons'], string> = {
    never: l10n.t('plain LLM, does not reason'),
    off: l10n.t('reasons when asked to'),
    on: l10n.t('reasons unless switched off'),
    always: l10n.t('always reasons'),
    unknown: l10n.t('not known whether it reasons'),
  };
  const lines = [
    `**${card.id}**: ${kinds[card.reasons]}${card.guessed ? ` (${l10n.t('guessed from its name')})` : ''}`,
    card.price === null
      ? l10n.t('No price is known.')
      : l10n.t(
          '${0} in, ${1} out a million tokens, as of {2}',
          card.price.input,
          card.price.output,
          card.price.asOf ?? l10n.t('your settings'),
        ),
    card.levels.length === 0
      ? null
      : l10n.t('Effort ({0}): {1}', card.effortParameter ?? '', card.levels.join(', ')),
    card.budget === null
      ? null
      : l10n.t(
          'Budget ({0}): {1} to {2} tokens',
          card.budget.parameter,
          card.budget.min === null ? '?' : number(card.budget.min),
          card.budget.max === null ? '?' : number(card.budget.max),
        ),
    card.contextTokens === null
      ? null
      : l10n.t('Context {0} tokens', number(card.contextTokens)) +
        (card.maxOutputTokens === null
          ? ''
          : l10n.t(', output at most {0}', number(card.maxOutputTokens))),
    card.retires === null
      ? null
      : card.replacement === null
        ? l10n.t('Retired by its vendor on {0}.', card.retires)
        : l10n.t('Retired by its vendor on {0}; successor: {1}.', card.retires, card.replacement),
  ];
  const text = new vscode.MarkdownString();
  text.appendMarkdown(lines.filter((line) => line !== null).join('  \n'));
  return text;
}

/** What stands in the code: lenses over calls, hovers on model ids. Off and on by settings. */
export function codeHints(engine: Engine, estimator: Estimator, text: LensText): vscode.Disposable {
  const lenses = new PromptLenses(engine, text);
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(HINT_SELECTOR, lenses),
    text.onDidChange(() => lenses.refresh()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lrmLens.estimate')) lenses.refresh();
    }),
    vscode.languages.registerHoverProvider(HINT_SELECTOR, {
      provideHover: async (document, position, token) => {
        if (!configuration().get<boolean>('hover', true)) return null;
        const found = await modelIdAt(document, position);
        if (found === null) return null;
        const [card] = await estimator.cards([found.id]);
        if (!card || token.isCancellationRequested) return null;
        return new vscode.Hover(modelHover(card), found.range);
      },
    }),
  );
}
