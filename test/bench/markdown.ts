import katex from 'katex';
import { Marked } from 'marked';
import { mathOptions } from '../../src/webview/ui/mathOptions';
import { drawMarkdown } from '../../src/webview/ui/markdownDraw';
import { cpuMs, type BenchRow } from './bench';
import { reasoning } from './reasoningText';

export const name = 'markdown and math of a step';

/** Characters of a step that is open: some paragraphs, a list, a few formulas. */
const STEP = 2_000;
const TEX = String.raw`x_{n+1} = \frac{1}{2}\left(x_n + \frac{a}{x_n}\right), \quad \sum_{k=1}^{n} k^2 = \frac{n(n+1)(2n+1)}{6}`;

/**
 * What drawing one visible step costs beside the library alone: Markdown to elements with the places of every word
 * beside `marked` to HTML, and a formula with the bounds against hostile TeX beside KaTeX without them.
 */
export function run(): Promise<readonly BenchRow[]> {
  const text = reasoning(STEP);
  const marked = new Marked({ gfm: true, breaks: true });
  const plain = (shown: string): string => shown;
  const compare = (
    what: string,
    own: () => unknown,
    against: string,
    other: () => unknown,
    goal: number,
  ): BenchRow => {
    for (const warm of [own, other]) cpuMs(warm, 1, 200);
    const value = cpuMs(own, 7, 50);
    const ratio = value / cpuMs(other, 7, 50);
    return {
      name: what,
      value,
      unit: 'ms',
      against,
      ratio,
      goal: `<= ${goal}x`,
      met: ratio <= goal,
    };
  };
  return Promise.resolve([
    compare(
      `draw ${STEP / 1e3} kB of Markdown, processor time`,
      () => drawMarkdown(text, plain),
      'marked to HTML',
      () => marked.parse(text),
      2,
    ),
    compare(
      'one formula, processor time',
      () => katex.renderToString(TEX, mathOptions(true)),
      'KaTeX as it comes',
      () => katex.renderToString(TEX, { displayMode: true }),
      1,
    ),
  ]);
}
