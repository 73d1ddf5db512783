import type { Node } from './parse';

/** So many words one of which must occur; more are as good as none. */
const MOST = 8;

/**
 * Words one of which stands in every match of a pattern, whatever their case; `null` where none can be told. What does
 * not hold any of them needs no look.
 */
export function requiredWords(pattern: Node): readonly string[] | null {
  const { exact, inside } = wordsOf(pattern);
  return exact !== null && exact !== '' ? [exact] : inside;
}

interface Words {
  /** The one text that the node matches; `null` where it matches several. */
  readonly exact: string | null;
  /** One of these stands in each match. */
  readonly inside: readonly string[] | null;
}

const UNKNOWN: Words = { exact: null, inside: null };

function wordsOf(node: Node): Words {
  switch (node.kind) {
    case 'char':
      return { exact: node.exact, inside: null };
    case 'place':
      return { exact: '', inside: null };
    case 'all':
      return ofSequence(node.parts);
    case 'any': {
      const words = node.parts.map((part) => requiredWords(part));
      const all = words.every((w) => w !== null) ? words.flat() : null;
      return { exact: null, inside: all !== null && all.length <= MOST ? all : null };
    }
    case 'repeat':
      return node.least === 0 ? UNKNOWN : { exact: null, inside: requiredWords(node.of) };
  }
}

/** The longest text that stands in a row, or the best that one part asks for. */
function ofSequence(parts: readonly Node[]): Words {
  const found = parts.map((part) => wordsOf(part));
  if (found.every(({ exact }) => exact !== null)) {
    return { exact: found.map(({ exact }) => exact).join(''), inside: null };
  }
  let run = '';
  let best: readonly string[] | null = null;
  const take = (words: readonly string[] | null): void => {
    if (words !== null && shortest(words) > shortest(best ?? [])) best = words;
  };
  for (const { exact, inside } of found) {
    if (exact !== null) {
      run += exact;
      continue;
    }
    take([run]);
    take(inside);
    run = '';
  }
  take([run]);
  return { exact: null, inside: best };
}

function shortest(words: readonly string[]): number {
  return words.length === 0 ? 0 : Math.min(...words.map((word) => word.length));
}
