import type { TextRange } from '../prompt/model';
import { sourceOffset, stringLiterals, type Literal } from './literals';

/**
 * Where characters [start, end) of a segment's text stand in the recorded text it was read from: as they are in a
 * plain text, through the escapes in JSON, over many chunks in a stream. `null` when the segment is not in there.
 */
export function findInRecord(record: string, segment: string, range: TextRange): TextRange | null {
  if (segment === '' || range.end <= range.start) return null;
  return (JSON_LIKE.test(record) ? findInJson(record, segment, range) : null) ?? plain();

  function plain(): TextRange | null {
    const at = record.indexOf(segment);
    return at < 0 ? null : { start: at + range.start, end: at + range.end };
  }
}

// A JSON value or a line of an event stream.
const JSON_LIKE = /^\s*(?:[[{"]|data:|event:|id:|retry:|:)/;

function findInJson(record: string, segment: string, range: TextRange): TextRange | null {
  const chains = new Map<string, Literal[]>();
  let within: Literal | null = null;
  for (const literal of stringLiterals(record)) {
    if (literal.value === segment) return inLiteral(literal, 0, range);
    // A short text may also be quoted in a prompt: the value that is nothing else goes first.
    if (within === null && literal.value.includes(segment)) within = literal;
    const chain = chains.get(literal.key);
    if (chain) chain.push(literal);
    else chains.set(literal.key, [literal]);
  }
  if (within) return inLiteral(within, within.value.indexOf(segment), range);
  for (const chain of chains.values()) {
    const found = chain.length > 1 ? findInChain(chain, segment, range) : null;
    if (found) return found;
  }
  return null;
}

function inLiteral(literal: Literal, at: number, range: TextRange): TextRange {
  return {
    start: sourceOffset(literal, at + range.start),
    end: sourceOffset(literal, at + range.end),
  };
}

/** The deltas of a stream hold one property again and again; together they say the segment. */
function findInChain(
  chain: readonly Literal[],
  segment: string,
  range: TextRange,
): TextRange | null {
  const joined = chain.map((l) => l.value).join('');
  const at = joined.indexOf(segment);
  if (at < 0) return null;
  return {
    start: chainOffset(chain, at + range.start, 0),
    end: chainOffset(chain, at + range.end - 1, 1),
  };
}

/** Start (`after` 0) or end (`after` 1) of the source of one character of a chain: an escape is longer than one unit. */
function chainOffset(chain: readonly Literal[], offset: number, after: 0 | 1): number {
  let before = 0;
  for (const literal of chain) {
    if (offset < before + literal.value.length)
      return sourceOffset(literal, offset - before + after);
    before += literal.value.length;
  }
  throw new RangeError(`${offset} is beyond the chain`);
}
