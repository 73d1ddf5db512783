/** A small generator of numbers that gives the same story for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const NOUNS =
  'order user cart price tax token session event invoice stock coupon total payment batch queue ledger refund address bundle region'.split(
    ' ',
  );
export const VERBS =
  'load save check apply merge parse render send count find build close open reset'.split(' ');

/** Writes code by chance, the same for the same seed. */
export class ScriptedCode {
  readonly #random: () => number;
  #names = 0;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** Whether a thing that happens in this share of cases happens. */
  happens(share: number): boolean {
    return this.#random() < share;
  }

  random(below: number): number {
    return Math.floor(this.#random() * below);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.random(items.length)]!;
  }

  /** Lines of a function, with the small lines that all code has. */
  code(): string[] {
    const noun = (): string => this.pick(NOUNS);
    const n = ++this.#names;
    const name = `${this.pick(VERBS)}${noun()[0]!.toUpperCase()}${noun().slice(1)}${n}`;
    const body = Array.from({ length: 2 + this.random(6) }, () => this.#statement(noun, n)).flat();
    return [`export function ${name}(${noun()}, ${noun()}Id) {`, ...body, '}', ''];
  }

  #statement(noun: () => string, n: number): string[] {
    const [a, b] = [noun(), noun()];
    const k = this.random(900);
    switch (this.random(6)) {
      case 0:
        return [`  if (${a}.${b} > ${k}) {`, '    return null;', '  }'];
      case 1:
        return [`  const ${a}${k} = ${this.pick(VERBS)}(${b}, { limit: ${k}, key: '${a}-${n}' });`];
      case 2:
        return [
          `  for (const ${a} of ${b}s) {`,
          `    ${b}.${this.pick(VERBS)}(${a}, ${k});`,
          '  }',
        ];
      case 3:
        return [`  // The ${a} has to be known before the ${b}, see note ${k}.`];
      case 4:
        return [`  ${a}.${b} += ${this.pick(VERBS)}(${a}.${noun()}, ${k}, ${b});`];
      default:
        return [
          '  try {',
          `    await ${this.pick(VERBS)}(${a}, ${b}${k});`,
          '  } catch {',
          '    return null;',
          '  }',
        ];
    }
  }
}
