import * as z from 'zod';
import { inspectTrace as inspect, MAX_STEPS } from '../../tools/inspectTrace';
import { inspectedFile } from '../inspectedFile';
import { defineTool, fileInput, nextOutput, numberOrUnknown, textOrUnknown } from '../tool';

const figure = z.object({ value: z.number(), provenance: z.string() }).nullable();

/** One trace as data; numbers of traces and steps from 1. */
export const traceOutput = z.object({
  trace: z.int(),
  model: textOrUnknown,
  effort: textOrUnknown,
  reasoningText: z.string().describe('raw, summary, hidden, redacted or none'),
  cutOff: z.boolean(),
  reasoningTokens: figure,
  costUsd: figure,
  steps: z.int(),
  tokensByKind: z.record(z.string(), z.number()),
  answer: textOrUnknown,
  answerMentionedAtStep: numberOrUnknown,
  answerConcludedAtStep: numberOrUnknown,
  insights: z.array(z.object({ kind: z.string(), step: z.int(), tokens: z.number() })),
  quoted: z.array(
    z.object({
      step: z.int(),
      kind: z.string(),
      confidence: z.number().nullable(),
      labelledBy: textOrUnknown,
      text: z.string(),
    }),
  ),
});

export const inspectTrace = defineTool({
  name: 'inspect_trace',
  title: 'Inspect a reasoning trace',
  description:
    'Reads one generation of a saved trace or agent log: model, reasoning tokens and cost with their provenance, tokens by kind of step, where the answer is first mentioned and concluded, loops and backtracks, and on request the text of some steps. A file of many traces is listed first, page by page.',
  input: z.object({
    file: fileInput,
    trace: z.int().min(1).optional().describe('Number of the trace in a file of many.'),
    fromStep: z.int().min(1).optional().describe('First step to quote.'),
    steps: z
      .int()
      .min(0)
      .max(MAX_STEPS)
      .optional()
      .describe('How many steps to quote; none without it.'),
    fromTrace: z.int().min(1).optional().describe('First trace of the list.'),
  }),
  output: z.object({
    format: z.string(),
    count: z.int(),
    traces: z
      .array(z.object({ trace: z.int(), model: textOrUnknown, prompt: textOrUnknown }))
      .optional(),
    next: nextOutput.optional(),
    trace: traceOutput.optional(),
  }),
  run: async ({ file, ...question }, { folders, engine, quoting, signal }) => {
    const path = await folders.file(file);
    return engine.withFile(path, signal, (opened) =>
      inspect(inspectedFile(engine, opened), question, quoting),
    );
  },
});
