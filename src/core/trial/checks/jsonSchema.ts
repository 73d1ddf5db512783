import { say, type Sentence } from '../../model/sentence';
import { at, has, isObject, list, type JsonObject } from '../../text/json';
import { compileBare, isPattern } from './pattern';

/**
 * The part of JSON Schema 2020-12 that people write for answers, without code made at run time and with patterns that
 * cannot hang. A keyword that is not known is a problem of the schema, never passed over.
 */
export interface SchemaFault {
  /** Where in the answer: `/items/0/price`. */
  readonly path: string;
  readonly sentence: Sentence;
}

const MAX_DEPTH = 100;
/** Values looked at for one answer; alternatives of alternatives count each. */
const MAX_WORK = 100_000;

type Rule = (value: unknown, keyword: unknown, schema: JsonObject, run: Run) => boolean;

interface Run {
  /** Whether a value below this one fits a schema. */
  readonly fits: (value: unknown, schema: unknown, step: string | null) => boolean;
  /** The same where a misfit is no fault. */
  readonly tries: (value: unknown, schema: unknown) => boolean;
  readonly root: unknown;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const size = (value: string): number => Array.from(value).length;
function same(a: unknown, b: unknown): boolean {
  const text = sorted(a);
  return text !== null && text === sorted(b);
}

/** JSON with the names of objects in order, to compare by; `null` of what is nested too deep, which is like nothing else. */
function sorted(value: unknown): string | null {
  try {
    return JSON.stringify(value, (_, inner: unknown) =>
      isObject(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    );
  } catch {
    // JSON that was parsed has no cycles: only nesting beyond the stack fails.
    return null;
  }
}

function isType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === type;
    default:
      return false;
  }
}

const atLeast =
  (of: (value: unknown) => number | null, sign: 1 | -1, open = false): Rule =>
  (value, limit) => {
    const n = of(value);
    if (n === null || !isNumber(limit)) return true;
    return open ? sign * n > sign * limit : sign * n >= sign * limit;
  };

const amount = (value: unknown): number | null => (isNumber(value) ? value : null);
const length = (value: unknown): number | null => (typeof value === 'string' ? size(value) : null);
const items = (value: unknown): number | null => (Array.isArray(value) ? value.length : null);
const names = (value: unknown): number | null =>
  isObject(value) ? Object.keys(value).length : null;

function matches(text: string, source: unknown): boolean {
  const pattern = compileBare(String(source));
  return isPattern(pattern) && pattern(text);
}

/** The keywords that are known, each with what it asks of a value. */
const RULES: Readonly<Record<string, Rule>> = {
  type: (value, type) =>
    Array.isArray(type) ? type.some((t) => isType(value, t)) : isType(value, type),
  enum: (value, options) => Array.isArray(options) && options.some((o) => same(o, value)),
  const: (value, wanted) => same(value, wanted),
  minimum: atLeast(amount, 1),
  maximum: atLeast(amount, -1),
  exclusiveMinimum: atLeast(amount, 1, true),
  exclusiveMaximum: atLeast(amount, -1, true),
  multipleOf: (value, of) =>
    !isNumber(value) || !isNumber(of) || Math.abs(value / of - Math.round(value / of)) < 1e-9,
  minLength: atLeast(length, 1),
  maxLength: atLeast(length, -1),
  pattern: (value, source) => typeof value !== 'string' || matches(value, source),
  minItems: atLeast(items, 1),
  maxItems: atLeast(items, -1),
  uniqueItems: (value, wanted) =>
    wanted !== true ||
    !Array.isArray(value) ||
    new Set(value.map((item, i) => sorted(item) ?? i)).size === value.length,
  minProperties: atLeast(names, 1),
  maxProperties: atLeast(names, -1),
  required: (value, wanted) =>
    !isObject(value) || list(wanted).every((name) => has(value, String(name))),
  properties: (value, of, _, { fits }) =>
    !isObject(value) ||
    !isObject(of) ||
    Object.entries(of).every(([name, s]) => !has(value, name) || fits(value[name], s, name)),
  additionalProperties: (value, rest, schema, { fits }) =>
    !isObject(value) ||
    Object.keys(value).every(
      (name) =>
        has(schema['properties'], name) ||
        Object.keys(isObject(schema['patternProperties']) ? schema['patternProperties'] : {}).some(
          (source) => matches(name, source),
        ) ||
        fits(value[name], rest, name),
    ),
  patternProperties: (value, of, _, { fits }) =>
    !isObject(value) ||
    !isObject(of) ||
    Object.keys(value).every((name) =>
      Object.entries(of).every(
        ([source, s]) => !matches(name, source) || fits(value[name], s, name),
      ),
    ),
  propertyNames: (value, of, _, { fits }) =>
    !isObject(value) || Object.keys(value).every((name) => fits(name, of, name)),
  items: (value, of, schema, { fits }) =>
    !Array.isArray(value) ||
    value
      .slice(list(schema['prefixItems']).length)
      .every((item, i) => fits(item, of, String(i + list(schema['prefixItems']).length))),
  prefixItems: (value, of, _, { fits }) =>
    !Array.isArray(value) ||
    list(of).every((s, i) => i >= value.length || fits(value[i], s, String(i))),
  contains: (value, of, _, { tries }) =>
    !Array.isArray(value) || value.some((item) => tries(item, of)),
  allOf: (value, of, _, { fits }) => list(of).every((s) => fits(value, s, null)),
  anyOf: (value, of, _, { fits }) => list(of).some((s) => fits(value, s, null)),
  oneOf: (value, of, _, { fits, tries }) => {
    const fitting = list(of).filter((s) => tries(value, s)).length;
    // Where none fits, the first tells why.
    return fitting === 0 ? list(of).some((s) => fits(value, s, null)) : fitting === 1;
  },
  not: (value, of, _, { tries }) => !tries(value, of),
  if: (value, of, schema, { fits, tries }) =>
    tries(value, of)
      ? schema['then'] === undefined || fits(value, schema['then'], null)
      : schema['else'] === undefined || fits(value, schema['else'], null),
  $ref: (value, ref, _, { fits, root }) => fits(value, resolved(root, String(ref)), null),
};

/** Keywords that ask nothing of a value by themselves. */
const SILENT: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$defs',
  'definitions',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'format',
  'then',
  'else',
  'strict',
]);

/** What a local reference (`#/$defs/item`) stands for; `undefined` when there is nothing. */
function resolved(root: unknown, ref: string): unknown {
  if (ref === '#') return root;
  if (!ref.startsWith('#/')) return undefined;
  const path = ref
    .slice(2)
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  return path.reduce<unknown>(
    (value, part) => (Array.isArray(value) ? at(value, Number(part)) : at(value, part)),
    root,
  );
}

/** Keywords whose value is a schema, a list of them, or schemas by name. */
const INNER = [
  'items',
  'additionalProperties',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
];
const INNER_LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const INNER_NAMED = ['properties', 'patternProperties', '$defs', 'definitions'];

/** Why a schema cannot be used, or `null`. */
export function schemaProblem(schema: unknown, root = schema, depth = 0): Sentence | null {
  if (typeof schema === 'boolean') return null;
  if (!isObject(schema)) return say('A schema is an object or true or false.');
  if (depth > MAX_DEPTH) return say('The schema is too deep.');
  for (const [keyword, value] of Object.entries(schema)) {
    if (!Object.hasOwn(RULES, keyword) && !SILENT.has(keyword))
      return say('The schema uses “{0}”, which is not supported.', keyword);
    if (keyword === '$ref' && resolved(root, String(value)) === undefined)
      return say('The schema refers to {0}, which is not in it.', String(value));
    const patterns =
      keyword === 'pattern'
        ? [String(value)]
        : keyword === 'patternProperties' && isObject(value)
          ? Object.keys(value)
          : [];
    for (const source of patterns) {
      const pattern = compileBare(source);
      if (!isPattern(pattern)) return pattern.problem;
    }
  }
  const inner = [
    ...INNER.flatMap((k) => (has(schema, k) ? [schema[k]] : [])),
    ...INNER_LISTS.flatMap((k) => list(schema, k)),
    ...INNER_NAMED.flatMap((k) => (isObject(schema[k]) ? Object.values(schema[k]) : [])),
  ];
  for (const s of inner) {
    const problem = schemaProblem(s, root, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}

/** The first place where a value does not fit a schema (one without a `schemaProblem`), or `null`. */
export function schemaFault(value: unknown, schema: unknown): SchemaFault | null {
  const path: string[] = [];
  const state = { work: 0, depth: 0, isTooLarge: false };
  let fault: SchemaFault | null = null;
  const tell = (sentence: Sentence): false => {
    // The innermost place is met first, and says most.
    fault ??= { path: `/${path.join('/')}`, sentence };
    return false;
  };
  const fits = (inner: unknown, s: unknown, step: string | null): boolean => {
    if (s === true || s === undefined) return true;
    if (s === false || !isObject(s)) return tell(say('it may not be there'));
    if (++state.work > MAX_WORK || state.depth > MAX_DEPTH) {
      state.isTooLarge = true;
      return false;
    }
    const before = fault;
    state.depth += 1;
    if (step !== null) path.push(step);
    const isFit = Object.entries(s).every(
      ([keyword, wanted]) =>
        SILENT.has(keyword) ||
        RULES[keyword]?.(inner, wanted, s, run) === true ||
        tell(say('“{0}” is not kept', keyword)),
    );
    if (step !== null) path.pop();
    state.depth -= 1;
    // An alternative that did not fit is no fault where another did.
    if (isFit) fault = before;
    return isFit;
  };
  const tries = (inner: unknown, s: unknown): boolean => {
    const before = fault;
    const isFit = fits(inner, s, null);
    fault = before;
    return isFit;
  };
  const run: Run = { fits, tries, root: schema };
  const isFit = fits(value, schema, null);
  // What was not looked at is no misfit that an alternative or a `not` may build on.
  if (state.isTooLarge) return { path: '/', sentence: say('it is too large to check') };
  return isFit ? null : fault;
}
