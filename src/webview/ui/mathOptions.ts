import type { KatexOptions } from 'katex';

/**
 * Commands whose MathML carries a style attribute, which the page's content security policy forbids: shown by their
 * nearest kin without one (KaTeX 0.19: `\fcolorbox`, `\pmb`).
 */
const macros = { '\\fcolorbox': '\\colorbox{#2}{#3}', '\\pmb': '\\boldsymbol{#1}' };

/** How KaTeX draws TeX of a trace: bounded, without links or HTML. */
export function mathOptions(display: boolean): KatexOptions {
  return {
    output: 'mathml',
    displayMode: display,
    // With false KaTeX would write the source in a colour by a style attribute.
    throwOnError: true,
    trust: false,
    strict: 'ignore',
    maxExpand: 200,
    maxSize: 20,
    macros: { ...macros },
  };
}
