import * as vscode from 'vscode';
import { plain, times, worded, type Speaker, type Words } from '../../core/model/sentence';

const number = (options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  new Intl.NumberFormat(vscode.env.language, options);

const speaker: Speaker = {
  translate: (message, ...args) => vscode.l10n.t(message, ...args),
  figure: ({ as, value }) => {
    switch (as) {
      case 'usd':
        return number({
          style: 'currency',
          currency: 'USD',
          currencyDisplay: 'narrowSymbol',
          maximumSignificantDigits: 2,
        }).format(value);
      case 'count':
        return number({ maximumFractionDigits: 0 }).format(value);
      case 'percent':
        return vscode.l10n.t('{0} %', Math.round(value * 100));
      case 'wait':
        return value < 90
          ? vscode.l10n.t('{0} seconds', Math.round(value))
          : vscode.l10n.t('{0} minutes', Math.round(value / 60));
      case 'times':
        return times(value);
    }
  },
};

/** Sentences of the core in the display language, without emphasis. */
export const words = (w: Words): string => plain(worded(w, speaker));
