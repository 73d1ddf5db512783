import type { Problem } from '../../problem';
import { MAX_PROBLEMS } from './bounds';

/** Collects the problems of one file: the first hundred as they are, the rest as a count. */
export class ProblemList {
  readonly #listed: Problem[] = [];
  #further = 0;

  add(problem: Problem): void {
    if (this.#listed.length < MAX_PROBLEMS) this.#listed.push(problem);
    else this.#further += 1;
  }

  all(): readonly Problem[] {
    if (this.#further === 0) return [...this.#listed];
    const message = `${this.#further} further problems are not listed.`;
    return [...this.#listed, { code: 'malformed', message }];
  }
}
