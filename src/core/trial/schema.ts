import * as v from 'valibot';

// Guards of everything that comes from a file or a page. Bounds keep a hostile file small.

/** More cases than this are refused: at 5 models and 5 repeats they are 250,000 calls. */
export const MAX_CASES = 10_000;
/** Candidates and the baseline. */
export const MAX_MODELS = 5;
const MAX_TEXT = 1_000_000;

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Names as own keys: a schema of records leaves out names such as "constructor". */
const texts = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
  v.transform((value) => Object.entries(value)),
  v.array(v.tuple([v.string(), text])),
  v.transform((entries): Readonly<Record<string, string>> => Object.fromEntries(entries)),
);

export const promptSchema = v.object({
  file: v.nullable(v.string()),
  holes: v.pipe(v.array(name), v.maxLength(200)),
  messages: v.pipe(
    v.array(v.object({ role: v.picklist(['system', 'user', 'assistant', 'tool']), text })),
    v.maxLength(200),
  ),
});

export const caseSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'not an id of a case')),
  values: texts,
  expected: v.nullable(text),
  about: v.optional(texts, {}),
});

export const modelSchema = v.object({
  model: name,
  effort: v.nullable(name),
  endpoint: v.optional(v.nullable(name), null),
});

export const checkSchema = v.variant('kind', [
  v.object({ kind: v.literal('equals') }),
  v.object({ kind: v.literal('contains') }),
  v.object({
    kind: v.literal('number'),
    within: v.pipe(v.number(), v.minValue(0)),
    relative: v.boolean(),
  }),
  v.object({ kind: v.literal('pattern'), pattern: v.nullable(v.string()) }),
  v.object({ kind: v.literal('json-field'), path: v.string() }),
  v.object({ kind: v.literal('json-schema'), schema: v.unknown() }),
  v.object({ kind: v.literal('code'), command: v.string() }),
  v.object({ kind: v.literal('judge'), rubric: text, model: modelSchema }),
  v.object({ kind: v.literal('hand') }),
]);

export const settingsEntries = {
  repeats: whole(1, 20),
  budgetUsd: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100_000))),
  maxOutputTokens: v.nullable(whole(1, 10_000_000)),
  concurrency: whole(1, 64),
  timeoutSeconds: whole(1, 7_200),
  usefulDifference: v.pipe(v.number(), v.minValue(0.001), v.maxValue(1)),
  stopEarly: v.boolean(),
  callsPerMonth: v.nullable(whole(1, 1_000_000_000_000)),
  seed: whole(0, 0xffffffff),
};

export const casesSchema = v.pipe(v.array(caseSchema), v.maxLength(MAX_CASES));
export const modelsSchema = v.pipe(v.array(modelSchema), v.maxLength(MAX_MODELS));

/** Absent settings of a file written by hand have these values. */
export const DEFAULT_SETTINGS = {
  repeats: 1,
  budgetUsd: null,
  maxOutputTokens: null,
  concurrency: 4,
  timeoutSeconds: 600,
  usefulDifference: 0.1,
  stopEarly: true,
  callsPerMonth: null,
  seed: 1,
} as const;

export const trialSchema = v.object({
  lrmLens: v.literal('trial/1'),
  prompt: promptSchema,
  cases: casesSchema,
  check: checkSchema,
  models: modelsSchema,
  repeats: v.optional(settingsEntries.repeats, DEFAULT_SETTINGS.repeats),
  budgetUsd: v.optional(settingsEntries.budgetUsd, DEFAULT_SETTINGS.budgetUsd),
  maxOutputTokens: v.optional(settingsEntries.maxOutputTokens, DEFAULT_SETTINGS.maxOutputTokens),
  concurrency: v.optional(settingsEntries.concurrency, DEFAULT_SETTINGS.concurrency),
  timeoutSeconds: v.optional(settingsEntries.timeoutSeconds, DEFAULT_SETTINGS.timeoutSeconds),
  usefulDifference: v.optional(settingsEntries.usefulDifference, DEFAULT_SETTINGS.usefulDifference),
  stopEarly: v.optional(settingsEntries.stopEarly, DEFAULT_SETTINGS.stopEarly),
  callsPerMonth: v.optional(settingsEntries.callsPerMonth, DEFAULT_SETTINGS.callsPerMonth),
  seed: v.optional(settingsEntries.seed, DEFAULT_SETTINGS.seed),
});

/** Changes that a page may ask for; `edit.ts` makes them. */
export const editSchema = v.variant('op', [
  v.object({ op: v.literal('prompt'), prompt: promptSchema }),
  v.object({ op: v.literal('cases'), cases: casesSchema }),
  v.object({ op: v.literal('expected'), case: v.string(), expected: v.nullable(text) }),
  v.object({ op: v.literal('remove-case'), case: v.string() }),
  v.object({ op: v.literal('check'), check: checkSchema }),
  v.object({ op: v.literal('models'), models: modelsSchema }),
  v.object({ op: v.literal('settings'), settings: v.partial(v.object(settingsEntries)) }),
]);
