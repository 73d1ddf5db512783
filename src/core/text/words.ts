/** Words shorter than this say little ("so", "is"); numbers count whatever their length. */
const WORD = /[\p{L}]{4,}|\d+(?:\.\d+)?/gu;

/** Distinct words of a text as ascending hashes (FNV-1a). */
export function wordHashes(text: string): Int32Array {
  const found = new Set<number>();
  for (const [word] of text.toLowerCase().matchAll(WORD)) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    found.add(hash);
  }
  return Int32Array.from(found).sort();
}

/** The share of the words of two texts that both have (Jaccard), 0..1; 0 where one has none. */
export function sharedWords(x: Int32Array, y: Int32Array): number {
  if (x.length === 0 || y.length === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    const difference = x[i]! - y[j]!;
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return shared / (x.length + y.length - shared);
}
