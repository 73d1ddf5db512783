import * as vscode from 'vscode';
import { isRetired } from '../../core/estimate/candidateFacts';
import { parseChoice } from '../../core/estimate/effort';
import type { ModelChoice } from '../../core/estimate/model';
import type { ModelCard } from '../../protocol/estimateCalls';
import type { Services } from '../shared/services';
import type { Estimator } from './estimator';
import { configuration } from '../shared/settings';
import { ask } from '../shared/ask';

/** What is compared: today's model and the candidates. */
export interface Choices {
  readonly from: ModelChoice;
  readonly to: readonly ModelChoice[];
}

const MEMORY = 'lrmLens.estimate.choices';

/** Without any hint in the code, in the settings or in memory. */
const TODAY = 'gpt-6-luna:off';
const CANDIDATES = ['gpt-6.1-sol:medium', 'deepseek-flash', 'claude-sonnet-5'];

export const choiceText = (c: ModelChoice): string =>
  c.effort === null ? c.model : `${c.model}:${c.effort}`;

const label = (c: ModelChoice): string => (c.effort === null ? c.model : `${c.model} ${c.effort}`);

interface Remembered {
  readonly from?: string;
  readonly to?: readonly string[];
}

/** Today's model as the code near the prompt says, else as last time in this workspace, else as in the settings. */
export function defaultChoices(services: Services, guess: ModelChoice | null): Choices {
  const memory = services.context.workspaceState.get<Remembered>(MEMORY, {});
  const settings = configuration();
  const baseline = memory.from ?? (settings.get<string>('baseline', '').trim() || TODAY);
  const named = settings.get<string[]>('candidates', []).filter((c) => c.trim() !== '');
  const candidates = memory.to ?? (named.length > 0 ? named : CANDIDATES);
  return {
    from: guess ?? parseChoice(baseline),
    to: candidates.slice(0, 12).map((c) => parseChoice(c)),
  };
}

function remember(services: Services, choices: Choices): void {
  const memory: Remembered = {
    from: choiceText(choices.from),
    to: choices.to.map(choiceText),
  };
  void services.context.workspaceState.update(MEMORY, memory);
}

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: ModelChoice;
}

function describe(card: ModelCard): string {
  const price = card.price && `$${card.price.input} / $${card.price.output}`;
  return [
    card.lab,
    price,
    card.retires === null ? null : vscode.l10n.t('retired on {0}', card.retires),
  ]
    .filter((s) => s !== null)
    .join(' · ');
}

/** A model at its default and at every level it takes. */
function itemsOf(card: ModelCard): readonly ChoiceItem[] {
  const description = describe(card);
  const levels = card.levels.filter((level) => level !== 'none');
  const efforts = levels.length === 0 ? [null] : levels;
  return efforts.map((effort) => {
    const choice = { model: card.id, effort };
    return { label: label(choice), description, choice };
  });
}

const separator = (text: string): ChoiceItem => ({
  label: text,
  kind: vscode.QuickPickItemKind.Separator,
});

/** What was typed, when the list would not show it: its labels have no colon. An effort that does not exist is no choice. */
function typedItem(value: string, items: readonly ChoiceItem[]): readonly ChoiceItem[] {
  const text = value.trim();
  if (text === '' || items.some((i) => i.choice && i.label === text)) return [];
  const choice = parseChoice(text);
  const at = text.lastIndexOf(':');
  const levels = items.flatMap(({ choice: c }) =>
    c?.model === text.slice(0, at) ? [c.effort] : [],
  );
  if (choice.effort === null && choice.model === text && at > 0 && levels.length > 0) {
    const known = levels.filter((level) => level !== null).join(', ');
    const detail = vscode.l10n.t(
      '‘{0}’ is no effort of this model: {1}',
      text.slice(at + 1),
      known,
    );
    return [{ label: text, description: detail, alwaysShow: true }];
  }
  const description = vscode.l10n.t('use this id as typed (MODEL or MODEL:EFFORT)');
  return [{ label: label(choice), description, choice, alwaysShow: true }];
}

interface PickOptions {
  readonly title: string;
  readonly placeholder: string;
  readonly many: boolean;
  /** Choices on top, picked in a list of many. */
  readonly first: readonly ModelChoice[];
  readonly models: Promise<readonly ModelCard[]>;
  readonly filter: (card: ModelCard) => boolean;
  readonly buttons: readonly PickButton[];
}

/** A button of the list; what it is called is the answer when it is pressed. */
interface PickButton extends vscode.QuickInputButton {
  readonly id: 'today' | 'prompt';
}

type Picked = readonly ModelChoice[] | PickButton['id'] | undefined;

const pick = (options: PickOptions): Promise<Picked> => ask(() => showList(options));

/** One QuickPick over the catalogue: open at once with the choices on top, filled when the catalogue has come. */
function showList(options: PickOptions): Promise<Picked> {
  const box = vscode.window.createQuickPick<ChoiceItem>();
  box.title = options.title;
  box.placeholder = options.placeholder;
  box.canSelectMany = options.many;
  box.matchOnDescription = true;
  box.busy = true;
  box.buttons = options.buttons;
  const top: ChoiceItem[] = options.first.map((choice) => ({ label: label(choice), choice }));
  let all: readonly ChoiceItem[] = top;
  const show = (): void => {
    const selected = box.selectedItems;
    box.items = [...all, ...typedItem(box.value, all), ...selected.filter((s) => !all.includes(s))];
    if (options.many) box.selectedItems = selected;
  };
  box.items = top;
  if (options.many) box.selectedItems = top;
  options.models
    .then((cards) => {
      const taken = new Set(options.first.map(choiceText));
      const rest = cards
        .filter(options.filter)
        .flatMap(itemsOf)
        .filter((i) => i.choice !== undefined && !taken.has(choiceText(i.choice)));
      all = [...top, separator(vscode.l10n.t('all models')), ...rest];
      show();
    })
    .catch(() => undefined)
    .finally(() => (box.busy = false));
  return new Promise((resolve) => {
    box.onDidChangeValue(show);
    box.onDidTriggerButton((button) => {
      resolve(options.buttons.find((b) => b === button)?.id);
      box.hide();
    });
    box.onDidAccept(() => {
      const chosen = options.many ? box.selectedItems : box.activeItems;
      const choices = chosen.flatMap((i) => (i.choice === undefined ? [] : [i.choice]));
      if (choices.length === 0) return;
      resolve(choices);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

interface Asked {
  readonly defaults: Choices;
  /** Today's model was read from the code. */
  readonly guessed: boolean;
  /** What was taken as the prompt, in words. */
  readonly prompt: string;
}

/**
 * Asks what to compare: one list of candidates, with buttons that change today's model and the prompt. Undefined when the user gave up;
 * 'prompt' when another prompt is wanted.
 */
export async function pickChoices(
  services: Services,
  estimator: Estimator,
  { defaults, guessed, prompt }: Asked,
): Promise<Choices | 'prompt' | undefined> {
  let { from } = defaults;
  const day = new Date().toISOString().slice(0, 10);
  const models = estimator.allModels();
  for (;;) {
    const to = await pick({
      title: guessed
        ? vscode.l10n.t('Compare {0} (from the code) with…', label(from))
        : vscode.l10n.t('Compare {0} with…', label(from)),
      placeholder: vscode.l10n.t('Prompt: {0}. Pick reasoning models, Enter to estimate', prompt),
      many: true,
      first: defaults.to,
      models,
      filter: (card) => card.reasons !== 'never' && !isRetired(card.retires, day),
      buttons: [
        {
          id: 'today',
          iconPath: new vscode.ThemeIcon('edit'),
          tooltip: vscode.l10n.t('Change today’s model'),
        },
        {
          id: 'prompt',
          iconPath: new vscode.ThemeIcon('list-selection'),
          tooltip: vscode.l10n.t('Take another prompt'),
        },
      ],
    });
    if (to === undefined || to === 'prompt') return to;
    if (to !== 'today') {
      const choices = { from, to: to.slice(0, 12) };
      remember(services, choices);
      return choices;
    }
    const today = await pick({
      title: vscode.l10n.t('The model that answers this prompt today'),
      placeholder: vscode.l10n.t('Any model id'),
      many: false,
      first: [from],
      models,
      filter: () => true,
      buttons: [],
    });
    if (today === undefined) return undefined;
    if (typeof today !== 'string' && today[0] !== undefined) [from] = today;
  }
}
