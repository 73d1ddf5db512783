import { ParseError, render } from 'katex';
import { mathOptions } from './mathOptions';

/**
 * Fills an element with MathML for TeX of a trace: hostile input, so no links or HTML, bounded expansion and size.
 * Returns whether it was mathematics; when not, the element is left as it was.
 */
export function renderMath(tex: string, display: boolean, into: HTMLElement): boolean {
  try {
    render(tex, into, mathOptions(display));
    return true;
  } catch (error) {
    if (error instanceof ParseError) return false;
    throw error;
  }
}
