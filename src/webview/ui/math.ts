import { ParseError, render } from 'katex';

/**
 * Commands whose MathML carries a style attribute, which the page's content security policy forbids: shown by their
 * nearest kin without one (KaTeX 0.19: `\fcolorbox`, `\pmb`).
 */
const macros = { '\\fcolorbox': '\\colorbox{#2}{#3}', '\\pmb': '\\boldsymbol{#1}' };

/**
 * Fills an element with MathML for TeX of a trace: hostile input, so no links or HTML, bounded expansion and size.
 * Returns whether it was mathematics; when not, the element is left as it was.
 */
export function renderMath(tex: string, display: boolean, into: HTMLElement): boolean {
  try {
    render(tex, into, {
      output: 'mathml',
      displayMode: display,
      // With false KaTeX would write the source in a colour by a style attribute.
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxExpand: 200,
      maxSize: 20,
      macros: { ...macros },
    });
    return true;
  } catch (error) {
    if (error instanceof ParseError) return false;
    throw error;
  }
}
