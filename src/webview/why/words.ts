import type { LineMatch } from '../../core/why/model';
import type { EditStory } from '../../core/why/story';
import type { Fidelity } from '../../core/model/trace';
import { t } from '../ui/l10n';
import { formatCount, formatShare, pageVoice } from '../ui/format';

/** What a match is, beside the dot of its certainty. */
export function matchText(match: LineMatch, share: number): string {
  switch (match) {
    case 'exact':
      return t('the same text, spaces and quotes aside');
    case 'formatted':
      return t('formatted since: all words match');
    case 'changed':
      return t('changed by hand since: {0} of its words match', formatShare(share));
    case 'came-back':
      return t('a later edit took the line out, and it is back');
  }
}

/** Why no step of reasoning stands before an edit. */
export function hiddenText(fidelity: Fidelity, tokens: number | null): string {
  if (fidelity === 'none') return t('No reasoning is recorded before this edit.');
  return tokens === null
    ? t('The provider keeps the text of the reasoning hidden.')
    : t('The provider keeps the text of the reasoning hidden: {0} tokens.', formatCount(tokens));
}

/** Epoch milliseconds with the time of day: "7 Nov 2026, 14:32:08". */
export const formatMoment = (at: number): string => pageVoice().moment(at);

/** Words of three letters or more that an edit put in. */
export function addedWords({ old, new: next }: EditStory): ReadonlySet<string> {
  const words = (text: string): string[] => text.match(/[\p{L}\p{N}_$]{3,}/gu) ?? [];
  const before = new Set(words(old ?? ''));
  return new Set(words(next).filter((word) => !before.has(word)));
}
