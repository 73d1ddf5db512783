import * as vscode from 'vscode';
import { configuration } from '../shared/settings';
import { ask } from '../shared/ask';

/** USD per million tokens for input and output, from "0.55, 2.19"; null for anything else. */
export function parsePrices(text: string): readonly [number, number] | null {
  const numbers = text
    .replace(/\$/g, '')
    .split(/[\s,;/]+/)
    .filter((s) => s !== '')
    .map(Number);
  const [input, output, ...more] = numbers;
  if (input === undefined || output === undefined || more.length > 0) return null;
  return [input, output].every((n) => Number.isFinite(n) && n >= 0) ? [input, output] : null;
}

/** Asks for a model's own price and keeps it in the user's settings. Whether it was set. */
export async function setOwnPrice(model: string): Promise<boolean> {
  const text = await ask(() =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('Price of {0}', model),
      prompt: vscode.l10n.t(
        'USD per million tokens: input, output. Reasoning is billed as output.',
      ),
      placeHolder: '0.55, 2.19',
      validateInput: (value) =>
        parsePrices(value) === null ? vscode.l10n.t('Two numbers, for example 0.55, 2.19') : null,
    }),
  );
  const prices = text === undefined ? null : parsePrices(text);
  if (prices === null) return false;
  const [inputPrice, outputPrice] = prices;
  const known = configuration().get<unknown[]>('models', []);
  const others = known.filter(
    (m) => !(typeof m === 'object' && m !== null && 'id' in m && m.id === model),
  );
  await configuration().update(
    'models',
    [...others, { id: model, inputPrice, outputPrice }],
    vscode.ConfigurationTarget.Global,
  );
  return true;
}
