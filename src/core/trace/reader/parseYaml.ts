import { say, type Sentence } from '../../model/sentence';
import { CORE_SCHEMA, load, loadAll, Type, YAMLException } from 'js-yaml';
import { MAX_DEPTH } from './bounds';

export type ParsedYaml<Value = unknown> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: Sentence };

/** Values in a document once its aliases are followed. */
const MAX_EXPANDED = 1_000_000;

/** Tags of other languages (`!binary`, `!!python/unicode`, `!ruby/hash:X`) say nothing that is needed: their node counts as it is written. */
const SCHEMA = CORE_SCHEMA.extend(
  ['!', 'tag:yaml.org,2002:'].flatMap((prefix) =>
    (['scalar', 'sequence', 'mapping'] as const).map(
      (kind) =>
        new Type(prefix, { kind, multi: true, construct: (data: unknown): unknown => data ?? '' }),
    ),
  ),
);

/** One YAML document. Never throws. */
export function parseYaml(text: string): ParsedYaml {
  return guarded(text, () => load(text, OPTIONS));
}

/** All documents of a file, those that are empty left out. Never throws. */
export function parseYamlDocuments(text: string): ParsedYaml<readonly unknown[]> {
  return guarded(text, () => loadAll(text, null, OPTIONS).filter((d) => d !== undefined));
}

/** `json`: of a key that stands twice the last one counts. */
const OPTIONS = { schema: SCHEMA, json: true, maxDepth: MAX_DEPTH };

function guarded<Value>(text: string, parse: () => Value): ParsedYaml<Value> {
  try {
    const value = parse();
    if (text.includes('&') && text.includes('*') && expandedSize(value, new Map()) > MAX_EXPANDED)
      return failure('its aliases repeat too much.');
    return { ok: true, value };
  } catch (error) {
    const reason = error instanceof YAMLException ? error.reason : String(error);
    return failure(reason.slice(0, 120));
  }
}

const failure = (reason: string) => ({ ok: false, message: say('Not YAML: {0}', reason) }) as const;

/** How many values there are when everything that is shared is counted each time; infinite for what holds itself. */
function expandedSize(value: unknown, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, Infinity);
  let size = 1;
  for (const child of Object.values(value)) size += expandedSize(child, known);
  known.set(value, size);
  return size;
}
