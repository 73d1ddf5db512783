/** The text with white space folded, cut to what fits a line. */
export function firstLine(text: string, max = 200): string {
  return text
    .slice(0, 4 * max)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, max);
}
