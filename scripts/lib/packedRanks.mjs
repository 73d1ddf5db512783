// The token list of gpt-tokenizer, packed for the build: half of what the package would weigh. A token is told as the two
// earlier tokens that it joins.
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const folder = join(require.resolve('gpt-tokenizer/package.json'), '..', 'data');

/** Tokens of an encoding by rank, as bytes written one character each. */
function tokensOf(encoding) {
  const lines = readFileSync(join(folder, `${encoding}.tiktoken`), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line.split(' ')[0], 'base64').toString('latin1'));
}

/** The split of a token into two earlier ones whose later one is earliest. */
function joined(token, rank, ranks) {
  let best = null;
  for (let cut = 1; cut < token.length; cut++) {
    const left = ranks.get(token.slice(0, cut));
    const right = ranks.get(token.slice(cut));
    if (left === undefined || right === undefined || left >= rank || right >= rank) continue;
    if (best === null || Math.max(left, right) < Math.max(...best)) best = [left, right];
  }
  if (best === null) throw new Error(`no two tokens make ${JSON.stringify(token)}`);
  return best;
}

/** Numbers below 2 ** 24 as three runs of bytes, the low ones first. */
const planes = (numbers) =>
  Buffer.concat([0, 8, 16].map((by) => Buffer.from(numbers.map((n) => (n >> by) & 255))));

/** A list as text for `unpack`. */
function pack(tokens) {
  const ranks = new Map(tokens.map((token, rank) => [token, rank]));
  const pairs = tokens.map((token, rank) =>
    token.length === 1 ? [token.charCodeAt(0), 0] : joined(token, rank, ranks),
  );
  const single = tokens.filter((token) => token.length === 1).length;
  const bytes = Buffer.concat([0, 1].map((side) => planes(pairs.map((pair) => pair[side]))));
  const packed = deflateRawSync(bytes, { level: 9 }).toString('base64');
  return { single, count: tokens.length, packed };
}

/** esbuild: in place of the list, the packed one and what unpacks it. */
export const packedRanks = () => ({
  name: 'packed-ranks',
  setup(build) {
    const form = pack(tokensOf('o200k_base'));
    const unpack = join(import.meta.dirname, 'unpackRanks.mjs').replaceAll('\\', '/');
    build.onLoad({ filter: /gpt-tokenizer.(?:esm|cjs).bpeRanks.o200k_base\.js$/ }, () => ({
      contents: `import { unpack } from ${JSON.stringify(unpack)};
          export default unpack(${JSON.stringify(form)});`,
    }));
  },
});
