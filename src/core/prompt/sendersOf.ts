import { bare } from './callWords';
import { ANY_AGENT } from './frameworks';
import { SENDERS } from './libraries';
import type { Sender } from './sender';

interface Row {
  readonly path: readonly string[];
  readonly sender: Sender;
}

const BY_LAST = new Map<string, Row[]>();
for (const sender of SENDERS) {
  for (const call of sender.calls.split(' ')) {
    const path = call.split('.');
    const rows = BY_LAST.get(path.at(-1)!) ?? [];
    rows.push({ path, sender });
    BY_LAST.set(path.at(-1)!, rows);
  }
}

/** The rows whose dotted name ends a callee, in the order of the table; `X.new` of Ruby and Rust is what makes an `X`. */
export function sendersOf(path: readonly string[]): readonly Sender[] {
  const own = path.map(bare);
  const exact = rowsOf(own);
  const isMade = exact.length === 0 && own.at(-1) === 'new' && own.length > 1;
  const rows = isMade ? rowsOf(own.slice(0, -1)) : exact;
  const made = path.at(isMade ? -2 : -1) ?? '';
  return /^[A-Z]\w{0,60}(?:Agent|Assistant)$/.test(made) ? [...rows, ANY_AGENT] : rows;
}

function rowsOf(own: readonly string[]): readonly Sender[] {
  const rows = BY_LAST.get(own.at(-1) ?? '') ?? [];
  return rows
    .filter((r) => r.path.every((part, i) => own[own.length - r.path.length + i] === part))
    .map((r) => r.sender);
}
