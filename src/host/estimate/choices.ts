import * as vscode from 'vscode';
import { isRetired } from '../../core/estimate/candidateFacts';
import { parseChoice } from '../../core/estimate/effort';
import type { ModelChoice } from '../../core/estimate/model';
import type { Services } from '../shared/services';
import type { Estimator } from './estimator';
import { choiceLabel, choiceText, pickModels } from '../shared/modelPick';
import { configuration } from '../shared/settings';

/** What is compared: today's model and the candidates. */
export interface Choices {
  readonly from: ModelChoice;
  readonly to: readonly ModelChoice[];
}

const MEMORY = 'lrmLens.estimate.choices';

/** Without any hint in the code, in the settings or in memory. */
const TODAY = 'gpt-6-luna:off';
const CANDIDATES = ['gpt-6.1-sol:medium', 'deepseek-flash', 'claude-sonnet-5'];

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
    const to = await pickModels({
      title: guessed
        ? vscode.l10n.t('Compare {0} (from the code) with…', choiceLabel(from))
        : vscode.l10n.t('Compare {0} with…', choiceLabel(from)),
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
    const today = await pickModels({
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
