import * as z from 'zod';
import { DEFAULT_CONTROLS } from '../../core/estimate/controls';
import { parseChoice } from '../../core/estimate/effort';
import { estimateText } from '../../tools/estimate';
import { defineTool, textOrUnknown } from '../tool';

const range = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });

export const estimateReasoningCost = defineTool({
  name: 'estimate_reasoning_cost',
  title: 'Estimate the cost of reasoning',
  description:
    'Estimates what a prompt costs on reasoning models compared with the model that answers it today: cost a call, reasoning tokens, seconds and right answers, each as an 80 % range, with a recommendation and warnings. Nothing is sent anywhere and nothing is run.',
  input: z.object({
    prompt: z
      .string()
      .min(1)
      .max(2_000_000)
      .describe('The whole prompt as it is sent, system message included.'),
    currentModel: z.string().min(1).describe('Model that answers it today, MODEL or MODEL:EFFORT.'),
    candidates: z
      .array(z.string().min(1))
      .min(1)
      .max(12)
      .describe('Models to compare with, MODEL or MODEL:EFFORT.'),
    callsPerMonth: z.number().min(1).optional(),
    valueOfRightAnswerUsd: z.number().min(0).optional(),
  }),
  output: z.object({
    promptTokens: z.number(),
    pricesAsOf: z.string(),
    recommendation: z.string(),
    rows: z.array(
      z.object({
        model: z.string(),
        effort: textOrUnknown,
        costUsd: range.nullable(),
        seconds: range.nullable(),
        success: range.nullable(),
        reasoningTokens: range,
        warnings: z.array(z.string()),
      }),
    ),
  }),
  run: async (
    { prompt, currentModel, candidates, callsPerMonth, valueOfRightAnswerUsd },
    { engine, signal },
  ) => {
    const request = {
      prompt,
      source: null,
      from: parseChoice(currentModel),
      to: candidates.map((candidate) => parseChoice(candidate)),
      observed: [],
      runs: [],
      controls: {
        ...DEFAULT_CONTROLS,
        callsPerMonth: callsPerMonth ?? null,
        valueOfRightUsd: valueOfRightAnswerUsd ?? null,
      },
    };
    const brief = await engine.call('brief', request, { signal });
    const { promptTokens, pricesAsOf, sentence, detail, rows } = brief;
    const data = { promptTokens, pricesAsOf, recommendation: `${sentence} ${detail}`, rows };
    return { text: estimateText(brief), data };
  },
});
