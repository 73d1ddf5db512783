import { has, jsonText, list, str } from '../../text/json';

/** What a web page writes where the assistant spoke first (text-generation-webui). */
const NOBODY = '<|BEGIN-VISIBLE-CHAT|>';

/** One round of a chat: what the user said and what came back, '' for nothing. */
export interface Round {
  readonly asked: string;
  readonly answered: string;
}

/**
 * Rounds of a chat that is kept as pairs of two texts (Gradio's tuples, ChatGLM, text-generation-webui); none unless
 * every item is such a pair.
 */
export function roundsOf(value: unknown): readonly Round[] {
  const rounds = list(value).map((pair) => {
    const [asked, answered] = list(pair).map(cellText);
    return list(pair).length === 2 && typeof asked === 'string' && typeof answered === 'string'
      ? { asked: asked === NOBODY ? '' : asked, answered }
      : null;
  });
  return rounds.every((round) => round !== null) ? rounds : [];
}

/**
 * A text, none, a text in an object, or a file that was sent (a list of its path); `null` for anything else, a message with
 * a role among it.
 */
function cellText(cell: unknown): string | null {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof list(cell)[0] === 'string') return jsonText(cell);
  if (has(cell, 'role')) return null;
  return has(cell, 'text') ? str(cell, 'text') : str(cell, 'content');
}
