import { plain, times, worded, type Speaker, type Words } from '../../core/model/sentence';
import { t } from '../ui/l10n';
import { aboutTime, count, money, percent } from './format';

const speaker: Speaker = {
  translate: (message, ...args) => t(message, ...args),
  figure: ({ as, value }) => {
    switch (as) {
      case 'usd':
        return money(value);
      case 'count':
        return count(value);
      case 'percent':
        return percent(value);
      case 'wait':
        return aboutTime(value);
      case 'times':
        return times(value);
    }
  },
};

/** Sentences of the core in the display language, emphasis marked as `**bold**`. */
export const rich = (words: Words): string => worded(words, speaker);

/** The same without emphasis. */
export const words = (w: Words): string => plain(rich(w));
