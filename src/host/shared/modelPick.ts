import * as vscode from 'vscode';
import { parseChoice } from '../../core/estimate/effort';
import type { ModelChoice } from '../../core/estimate/model';
import type { ModelCard } from '../../protocol/estimateCalls';
import { ask } from './ask';
import { hostVoice } from './voice';

/** `MODEL[:EFFORT]`, as settings and the terminal have it. */
export const choiceText = (c: ModelChoice): string =>
  c.effort === null ? c.model : `${c.model}:${c.effort}`;

/** The same for people. */
export const choiceLabel = (c: ModelChoice): string =>
  c.effort === null ? c.model : `${c.model} ${c.effort}`;

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: ModelChoice;
}

function describe(card: ModelCard): string {
  const { usd } = hostVoice();
  const price = card.price && `${usd(card.price.input)} / ${usd(card.price.output)}`;
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
    return { label: choiceLabel(choice), description, choice };
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
  return [{ label: choiceLabel(choice), description, choice, alwaysShow: true }];
}

/** A list of models to choose from. */
export interface PickOptions {
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
export interface PickButton extends vscode.QuickInputButton {
  readonly id: 'today' | 'prompt';
}

export type Picked = readonly ModelChoice[] | PickButton['id'] | undefined;

/** Lets the user choose models of the catalogue, or type one. Undefined: the user gave up. */
export const pickModels = (options: PickOptions): Promise<Picked> => ask(() => showList(options));

/** One QuickPick over the catalogue: open at once with the choices on top, filled when the catalogue has come. */
function showList(options: PickOptions): Promise<Picked> {
  const box = vscode.window.createQuickPick<ChoiceItem>();
  box.title = options.title;
  box.placeholder = options.placeholder;
  box.canSelectMany = options.many;
  box.matchOnDescription = true;
  box.busy = true;
  box.buttons = options.buttons;
  const top: ChoiceItem[] = options.first.map((choice) => ({ label: choiceLabel(choice), choice }));
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
