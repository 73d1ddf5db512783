import * as z from 'zod';
import {
  adviseEffort as advise,
  type EffortAdvice,
  type EffortRow,
} from '../../core/corpus/effortAdvice';
import { counted, english } from '../../core/text/voice';
import type { OpenedFile } from '../../protocol/engine';
import type { Quoting } from '../../tools/quoting';
import { readData, readFiles, readOutput, readWords } from '../readFiles';
import { defineTool, numberOrUnknown, textOrUnknown, type ToolContext } from '../tool';

const ROWS_AT_ONCE = 500;
const MOST_MODELS = 10;

const quantiles = z
  .object({ n: z.int(), p10: z.number(), p50: z.number(), p90: z.number() })
  .nullable();

export const adviseEffort = defineTool({
  name: 'advise_effort',
  title: 'Advise an effort from own traces',
  description:
    "Compares the efforts of each model in the user's own traces: how long the reasoning was, what it cost, and how many answers were right where the files say so; recommends the shortest effort that is not shown to be worse, or says what is missing to tell.",
  input: z.object({
    path: z
      .string()
      .max(4_000)
      .optional()
      .describe('Only this file or folder of those given at start.'),
    model: z.string().max(200).optional().describe('Only models with this in their id.'),
  }),
  output: z.object({
    models: z.array(
      z.object({
        model: z.string(),
        advice: z.object({ effort: textOrUnknown, why: z.string() }).nullable(),
        missing: z.array(z.string()),
        levels: z.array(
          z.object({
            effort: textOrUnknown,
            traces: z.int(),
            reasoningTokens: quantiles,
            costUsd: quantiles,
            judged: z.int(),
            right: z.int(),
            successLow: numberOrUnknown,
            successHigh: numberOrUnknown,
          }),
        ),
      }),
    ),
    ...readOutput,
  }),
  run: async ({ path, model }, context) => {
    const rows: EffortRow[] = [];
    const read = await readFiles(path, context, async (file, stop) => {
      rows.push(...(await rowsOf(file, context.engine, stop)));
    });
    const wanted = rows.filter(
      (row) => row.model?.toLowerCase().includes(model?.toLowerCase() ?? '') === true,
    );
    const models = advise(wanted).slice(0, MOST_MODELS);
    const { quoting } = context;
    const none = models.length === 0 ? ['No trace names its model: nothing can be told.'] : [];
    return {
      text: [
        quoting.note,
        ...models.flatMap((m) => describe(m, quoting)),
        ...none,
        readWords(read),
      ].join('\n'),
      data: { models: models.map((m) => modelData(m, quoting)), ...readData(read, quoting) },
    };
  },
});

/** The generations of an open file. */
async function rowsOf(
  { handle, count }: OpenedFile,
  engine: ToolContext['engine'],
  signal: AbortSignal,
): Promise<readonly EffortRow[]> {
  const rows: EffortRow[] = [];
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const length = Math.min(ROWS_AT_ONCE, count - from);
    const indexes = Array.from({ length }, (_, i) => from + i);
    for (const row of await engine.call('rows', { handle, indexes }, { signal })) {
      const { model, effort, reasoningTokens: tokens, cost, outcome } = row;
      rows.push({
        model,
        effort,
        reasoningTokens: tokens?.provenance === 'measured' ? tokens.value : null,
        usd: cost.figure?.value ?? null,
        correct: outcome?.correct ?? null,
      });
    }
  }
  return rows;
}

function describe(
  { model, levels, advice, missing }: EffortAdvice,
  quoting: Quoting,
): readonly string[] {
  const tokens = (level: EffortAdvice['levels'][number]): string =>
    level.reasoningTokens === null
      ? 'reasoning tokens unknown'
      : `median ${english.count(level.reasoningTokens.p50)} reasoning tokens`;
  return [
    `Model ${quoting.line(model)}:`,
    ...levels.map(
      (level) =>
        `- effort ${level.effort === null ? 'not set' : quoting.line(level.effort)}: ${counted(level.n, 'trace')}, ${tokens(level)}, ${level.right} of ${level.judged} judged answers right`,
    ),
    ...(advice === null
      ? []
      : [
          `Advice: effort ${quoting.line(advice.effort ?? 'not set')}. ${quoting.line(advice.why)}`,
        ]),
    ...missing.map((what) => `Missing: ${quoting.line(what)}`),
  ];
}

function modelData({ model, levels, advice, missing }: EffortAdvice, quoting: Quoting) {
  const value = (text: string | null): string | null => text && quoting.value(text, 400);
  return {
    model: quoting.value(model, 200),
    advice: advice && { effort: value(advice.effort), why: quoting.value(advice.why, 400) },
    missing: missing.map((what) => quoting.value(what, 400)),
    levels: levels.map(({ effort, n, reasoningTokens, usd, judged, right, success }) => ({
      effort: value(effort),
      traces: n,
      reasoningTokens,
      costUsd: usd,
      judged,
      right,
      successLow: success?.low ?? null,
      successHigh: success?.high ?? null,
    })),
  };
}
