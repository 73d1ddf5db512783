import { countFigure, say } from '../../model/sentence';
import type { Problem } from '../../model/problem';
import { MAX_PROBLEMS } from './bounds';

/** Collects the problems of one file: the first hundred as they are, the rest as a count. */
export class ProblemList {
  readonly #listed: Problem[] = [];
  #further = 0;
  /** The end of the file as it is now: gone when the file has grown. */
  tail: Problem | null = null;

  add(problem: Problem): void {
    if (this.#listed.length < MAX_PROBLEMS) this.#listed.push(problem);
    else this.#further += 1;
  }

  /** How many there were, listed or not. */
  get count(): number {
    return this.#listed.length + this.#further;
  }

  all(): readonly Problem[] {
    const message = say('{0} further problems are not listed.', countFigure(this.#further));
    return [
      ...this.#listed,
      ...(this.#further === 0 ? [] : [{ code: 'malformed', message } as const]),
      ...(this.tail === null ? [] : [this.tail]),
    ];
  }
}
