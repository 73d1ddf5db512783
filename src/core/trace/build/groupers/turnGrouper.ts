import type { FileRecord, Grouper } from '../../format';

/** What a line of a session log is to the generation it belongs to; a `setting` holds for the open one and the next. */
export type LineKind = 'context' | 'setting' | 'prompt' | 'model' | 'result' | 'end' | 'other';

export interface LineRules {
  kind(value: unknown): LineKind;
  /** Lines of one generation share it; `null` when the line stands alone. */
  key(value: unknown): string | null;
  /** Of two context lines with one name, the later counts. */
  contextName?(value: unknown): string;
}

/**
 * Groups a log in which generations follow one another: the settings in force, the prompt, the model's lines, then
 * the results of its tools. `end` lines close a generation from within (usage, finish reason).
 */
export class TurnGrouper implements Grouper {
  readonly #rules: LineRules;
  readonly #context = new Map<string, FileRecord>();
  #prompts: FileRecord[] = [];
  #answered = false;
  #current: FileRecord[] | null = null;
  #key: string | null = null;

  constructor(rules: LineRules) {
    this.#rules = rules;
  }

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    const { value } = record;
    switch (this.#rules.kind(value)) {
      case 'setting':
        this.#current?.push(record);
        this.#context.set(this.#rules.contextName?.(value) ?? '', record);
        return [];
      case 'context':
        this.#context.set(this.#rules.contextName?.(value) ?? '', record);
        return [];
      case 'prompt':
        if (this.#answered) this.#prompts = [];
        this.#answered = false;
        this.#prompts.push(record);
        return [];
      case 'model':
        return this.#model(record);
      case 'result':
      case 'end':
        this.#current?.push(record);
        return [];
      case 'other':
        return [];
    }
  }

  end(): readonly (readonly FileRecord[])[] {
    return this.#current ? [this.#current.slice()] : [];
  }

  #model(record: FileRecord): readonly (readonly FileRecord[])[] {
    const key = this.#rules.key(record.value);
    if (this.#current && key !== null && key === this.#key) {
      this.#current.push(record);
      return [];
    }
    const done = this.#current;
    this.#current = [...this.#context.values(), ...this.#prompts, record];
    this.#key = key;
    this.#answered = true;
    return done ? [done] : [];
  }
}
