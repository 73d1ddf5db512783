// The models of @earendil-works/pi-ai (MIT): what each host serves, at which price, with which levels of thinking.
import { readFileSync } from 'node:fs';

const folder = new URL('../../node_modules/@earendil-works/pi-ai/', import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

/** Version and day of the data. */
export const piSource = {
  name: '@earendil-works/pi-ai',
  version: json('package.json').version,
  date: json('dist/providers/data/.manifest.json').generatedAt.slice(0, 10),
};

/** Chat models of one of its providers. */
export function piModels(provider) {
  return Object.values(json(`dist/providers/data/${provider}.json`))
    .flatMap(Object.values)
    .filter((m) => m.type === 'chat');
}

const LEVELS = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** Levels from least to most, with `none` where a level switches reasoning off; `null` where none are told. */
export function levelsOf(m) {
  const map = m.thinkingLevelMap ?? {};
  if (m.compat?.supportsReasoningEffort === false) return null;
  const told = LEVELS.filter((l) => typeof map[l] === 'string');
  if (told.length === 0) return null;
  // A map of Claude names only what is more than the usual three.
  const usual = m.api === 'anthropic-messages' || m.id.includes('claude');
  const levels = LEVELS.filter(
    (l) =>
      typeof map[l] === 'string' ||
      (usual && ['low', 'medium', 'high'].includes(l) && map[l] === undefined),
  );
  return map.off === 'none' ? ['none', ...levels] : levels;
}

/** `[input, output, cachedInput, cacheWrite, tiers]` in USD per million tokens, or `null`; a `null` inside is "as input". */
export function ratesOf({ input, output, cacheRead, cacheWrite, tiers }) {
  if (!(input > 0) && !(output > 0)) return null;
  const row = [input, output, cacheRead || null, cacheWrite || null];
  if (tiers?.length > 0) {
    row.push(
      tiers.map((t) => [
        t.inputTokensAbove,
        t.input,
        t.output,
        t.cacheRead || null,
        t.cacheWrite || null,
      ]),
    );
  }
  return shortened(row);
}

/** Without the nulls at the end. */
export function shortened(row) {
  const end = row.findLastIndex((cell) => cell !== null);
  return row.slice(0, end + 1);
}
