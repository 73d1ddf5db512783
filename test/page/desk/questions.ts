import { EventEmitter } from './values';

/** An entry of a list that is asked about. */
export interface Item {
  readonly label: string;
  readonly description?: string;
  readonly kind?: number;
}

/** What the host asks the user. */
export interface Question {
  readonly kind: 'pick' | 'input' | 'message' | 'open' | 'save';
  /** Title or text. */
  readonly title: string;
  /** What a message says below its title. */
  readonly detail: string;
  /** Entries of a list, buttons of a message. */
  readonly items: readonly Item[];
}

/**
 * Answers a question: an entry or its label, a list of them, a text, or URIs; `undefined` gives up. A question without an answer is an error
 * of the test.
 */
export type Answer = (question: Question) => unknown;

/** The list that code fills while it is open. It is answered with what the code has chosen itself, unless told otherwise, once there is something to choose. */
export class QuickPick<T extends Item> {
  title = '';
  placeholder = '';
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;
  busy = false;
  value = '';
  buttons: readonly unknown[] = [];
  activeItems: readonly T[] = [];
  selectedItems: readonly T[] = [];
  #items: readonly T[] = [];
  #waits = false;
  readonly #accepted = new EventEmitter<void>();
  readonly onDidAccept = this.#accepted.event;
  readonly #hidden = new EventEmitter<void>();
  readonly onDidHide = this.#hidden.event;
  readonly #active = new EventEmitter<readonly T[]>();
  readonly onDidChangeActive = this.#active.event;
  readonly #value = new EventEmitter<string>();
  readonly onDidChangeValue = this.#value.event;
  readonly #button = new EventEmitter<unknown>();
  readonly onDidTriggerButton = this.#button.event;

  constructor(private readonly answer: Answer | null) {}

  get items(): readonly T[] {
    return this.#items;
  }

  set items(items: readonly T[]) {
    this.#items = items;
    if (!this.canSelectMany) this.activeItems = items.slice(0, 1);
    this.#active.fire([]);
    this.#active.fire(this.activeItems);
    if (this.#waits && items.length > 0) this.show();
  }

  show(): void {
    const { title, items } = this;
    this.#waits = items.length === 0;
    if (this.#waits) return;
    const answer = this.answer?.({ kind: 'pick', title, detail: '', items });
    if (answer !== undefined) {
      const chosen = chosenOf(items, answer);
      this.activeItems = chosen;
      this.selectedItems = chosen;
    }
    queueMicrotask(() => this.#accepted.fire());
  }

  hide(): void {
    this.#hidden.fire();
  }

  dispose(): void {
    this.#accepted.dispose();
  }
}

/** The entries that an answer names: themselves or their labels. */
export function chosenOf<T extends Item>(items: readonly T[], answer: unknown): readonly T[] {
  const named = Array.isArray(answer) ? answer : [answer];
  return named.map((one: unknown) => {
    const found = items.find((item) => item === one || item.label === one);
    if (found === undefined)
      throw new Error(`no entry '${String(one)}' in ${items.map((i) => i.label).join(' | ')}`);
    return found;
  });
}
