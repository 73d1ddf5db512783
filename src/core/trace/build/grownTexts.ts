/**
 * What is new of each text of a stream that sends either what is new or all so far. It sends all so far where most begin
 * with the one before, not where one happens to.
 */
export function newOf(pieces: readonly string[]): readonly string[] {
  const sent = pieces.filter((piece) => piece !== '');
  const grown = sent.filter((piece, i) => i > 0 && piece.startsWith(sent[i - 1] ?? '')).length;
  return grown <= (sent.length - 1) / 2 ? pieces : addedBy(pieces);
}

/** What each text adds to those before it, where it repeats them. */
function addedBy(pieces: readonly string[]): readonly string[] {
  let all = '';
  return pieces.map((piece) => {
    const added = piece.startsWith(all) ? piece.slice(all.length) : piece;
    all += added;
    return added;
  });
}

/** How often a text must have grown to be no accident: a stream of what is new may repeat a word. */
const NO_ACCIDENT = 2;

/**
 * What is new of each text of the streams of one message, in an API whose pieces are what is new: a server may send all so
 * far each time (MiniMax), which shows where each text begins with the one before and most go on from there.
 */
export function newOfEach(streams: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const grown = streams.map(grownTimes);
  if (!grown.some((times) => times >= NO_ACCIDENT)) return streams;
  return streams.map((pieces, i) => ((grown[i] ?? 0) > 0 ? addedBy(pieces) : pieces));
}

/** How often a text went on from the one before; 0 where one does not begin with it. */
function grownTimes(pieces: readonly string[]): number {
  let last = '';
  let grown = 0;
  for (const piece of pieces) {
    if (piece === '') continue;
    if (!piece.startsWith(last)) return 0;
    if (last !== '' && piece.length > last.length) grown += 1;
    last = piece;
  }
  return grown;
}
