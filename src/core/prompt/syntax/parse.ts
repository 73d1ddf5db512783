import type { Input, Parser, PartialParse, Tree } from '@lezer/common';

/** Deeper nesting is not parsed: recovering from errors costs as much as the parser's stack is deep. */
const MAX_STACK = 600;
const CHUNK = 1024;
/**
 * How often the text may be read again, over and over (an unclosed comment is looked for at each of its openings). Python of
 * real projects is read up to 25 times, where blocks nest.
 */
const MAX_READS = 48;

/** Text handed to the tokenizer in small pieces, so that the reading can be counted. */
class MeteredText implements Input {
  readonly lineChunks = false;
  chunks = 0;

  constructor(private readonly text: string) {}

  get length(): number {
    return this.text.length;
  }

  chunk(from: number): string {
    this.chunks++;
    return this.text.slice(from, from + CHUNK);
  }

  read(from: number, to: number): string {
    return this.text.slice(from, to);
  }
}

/** The deepest stack of an LR parser at work, in entries, and whether it recovers from an error; nothing of other parsers. */
function stateOf(parse: PartialParse): { depth: number; recovering: boolean } {
  if (!('stacks' in parse) || !Array.isArray(parse.stacks)) return { depth: 0, recovering: false };
  let depth = 0;
  for (const { stack } of parse.stacks as readonly { readonly stack: readonly number[] }[])
    depth = Math.max(depth, stack.length / 3);
  const recovering =
    'recovering' in parse && typeof parse.recovering === 'number' && parse.recovering > 0;
  return { depth, recovering };
}

/**
 * Parses a text in time linear in its length: where it nests too deeply or makes the tokenizer read it again and again, or is
 * hardly that language, the tree ends there. `steps` are the steps of the parser and the pieces of text it read.
 */
export function parseBounded(parser: Parser, text: string): { tree: Tree; steps: number } {
  const input = new MeteredText(text);
  const parse = parser.startParse(input);
  const reads = (text.length / CHUNK) * MAX_READS + 500;
  const errors = text.length / 100 + 3_000;
  let steps = 0;
  let recoveries = 0;
  let tree = parse.advance();
  for (; tree === null; tree = parse.advance()) {
    steps++;
    const { depth, recovering } = stateOf(parse);
    if (recovering) recoveries++;
    const hostile = depth > MAX_STACK || input.chunks > reads || recoveries > errors;
    if (hostile && parse.stoppedAt === null) parse.stopAt(parse.parsedPos);
  }
  return { tree, steps: steps + input.chunks };
}
