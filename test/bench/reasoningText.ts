const SENTENCES = [
  'Okay, so I need to find how many of the %d tiles are left after the second move.',
  'Let me first write down what is given and then count them row by row.',
  'I remember that the sum of the first n odd numbers is n squared, so that might help.',
  'So %d + %d = %d, and then half of it is taken away, which leaves %d tiles.',
  'Wait, maybe I counted the corner twice, because it belongs to both rows.',
  '- Row %d has %d tiles, of which %d are blue.\n',
  'Let me double-check: %d times 3 is \\( 3 \\cdot %d \\), and that matches.\n\n',
  'Therefore there are %d of them.\n\n',
  '\\[\nx_{%d} = \\frac{%d}{2} + 1\n\\]\n\n',
  'Alternatively, one could colour the board and count the white squares instead.',
];

/** Invented reasoning of `length` characters, the same every time, with numbers that keep it from repeating. */
export function reasoning(length: number): string {
  const parts: string[] = [];
  let state = 7;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  for (let written = 0; written < length;) {
    const sentence = SENTENCES[next(SENTENCES.length)] ?? '';
    const filled = `${sentence.replaceAll('%d', () => String(next(10_000)))} `;
    parts.push(filled);
    written += filled.length;
  }
  return parts.join('').slice(0, length);
}
