import { t } from '../ui/l10n';

/** A piece of a finding's sentence. */
export interface SentencePiece {
  readonly text: string;
  readonly as: 'text' | 'bold' | 'jump';
}

/**
 * A sentence in pieces: `**bold**`, and the place that it jumps to in the colour of links. Where the sentence does not
 * name the call, its name stands at the end.
 */
export function sentenceParts(sentence: string, label: string): readonly SentencePiece[] {
  const pieces = sentence
    .split('**')
    .map((text, i): SentencePiece => ({ text, as: i % 2 === 1 ? 'bold' : 'text' }))
    .filter(({ text }) => text !== '');
  for (const [i, { text, as }] of pieces.entries()) {
    const at = as === 'text' ? placeOf(text, label) : null;
    if (at === null) continue;
    const [from, to] = at;
    const parts: SentencePiece[] = [
      { text: text.slice(0, from), as: 'text' },
      { text: text.slice(from, to), as: 'jump' },
      { text: text.slice(to), as: 'text' },
    ];
    return [
      ...pieces.slice(0, i),
      ...parts.filter((part) => part.text !== ''),
      ...pieces.slice(i + 1),
    ];
  }
  return [...pieces, { text: ' ', as: 'text' }, { text: t('call {0}', label), as: 'jump' }];
}

/** Where a sentence names a call: "call 6", or its number alone; not as a part of another number. */
function placeOf(text: string, label: string): readonly [number, number] | null {
  for (const name of [t('call {0}', label), t('Call {0}', label), label]) {
    for (let at = text.indexOf(name); at >= 0 && name !== ''; at = text.indexOf(name, at + 1)) {
      const end = at + name.length;
      const before = text[at - 1] ?? ' ';
      const after = text.slice(end, end + 2);
      if (!/[\w.$,]/.test(before) && !/^(?:\w|[.,]\d| %)/.test(after)) return [at, end];
    }
  }
  return null;
}
