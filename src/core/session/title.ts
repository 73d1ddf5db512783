import type { Session } from '../model/session';
import { firstLine } from '../text/firstLine';

/** The log's own title, else the first own words of the user on one line; `null` without either. */
export function titleOf(
  { title, turns }: Pick<Session, 'title' | 'turns'>,
  most = 200,
): string | null {
  const own = title?.trim() ?? '';
  if (own !== '') return firstLine(own, most);
  const words = turns.find(({ prompt }) => prompt.trim() !== '')?.prompt;
  return words === undefined ? null : firstLine(words, most);
}
