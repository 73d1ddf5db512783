import * as v from 'valibot';
import * as vscode from 'vscode';
import { parseChoice } from '../../core/estimate/effort';
import type { Range } from '../../core/estimate/model';
import { DEFAULT_CONTROLS } from '../../core/estimate/controls';
import type { Brief } from '../../protocol/estimateCalls';
import type { Services } from '../shared/services';
import { defaultChoices } from './choices';
import type { Estimator } from './estimator';

const inputSchema = v.object({
  prompt: v.pipe(v.string(), v.trim(), v.minLength(1)),
  currentModel: v.optional(v.string()),
  candidates: v.optional(v.array(v.string())),
  callsPerMonth: v.optional(v.pipe(v.number(), v.minValue(1))),
  valueOfRightAnswerUsd: v.optional(v.pipe(v.number(), v.minValue(0))),
});

const range = (r: Range, show: (n: number) => string): string =>
  `${show(r.p50)} (80 % range ${show(r.p10)} to ${show(r.p90)})`;

const digits = (n: number): string => String(Number(n.toPrecision(2)));

/** The figures as text for an agent: one line a model, unknown said as such. */
export function toolText(brief: Brief): string {
  const rows = brief.rows.map((row, i) => {
    const figures = [
      row.costUsd === null
        ? 'cost unknown'
        : `cost per call USD ${range(row.costUsd, (n) => digits(n))}`,
      row.seconds === null ? 'latency unknown' : `seconds ${range(row.seconds, digits)}`,
      row.success === null
        ? 'success unknown'
        : `right answers of 100: ${range(row.success, (n) => String(Math.round(n * 100)))}`,
      row.reasoningTokens.p90 === 0
        ? 'no reasoning tokens'
        : `reasoning tokens ${range(row.reasoningTokens, (n) => String(Math.round(n)))}`,
    ];
    const name = row.effort === null ? row.model : `${row.model}, effort ${row.effort}`;
    const warnings = row.warnings.map((w) => `  warning: ${w}`);
    return [`- ${name}${i === 0 ? ' (today)' : ''}: ${figures.join('; ')}`, ...warnings].join('\n');
  });
  return [
    `${brief.sentence} ${brief.detail}`,
    `Prompt: ${brief.promptTokens} tokens. Prices as of ${brief.pricesAsOf}. All figures are estimates.`,
    ...rows,
  ].join('\n');
}

/** Lets agent mode ask what a prompt would cost on reasoning models. Offline: nothing is sent anywhere. */
export function estimateTool(
  services: Services,
  estimator: Estimator,
): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: () => ({
      invocationMessage: vscode.l10n.t('Estimating the reasoning cost'),
      confirmationMessages: {
        title: vscode.l10n.t('Estimate reasoning cost'),
        message: vscode.l10n.t(
          'Count the prompt and estimate its cost on other models? This happens on this machine; the language model of this chat, which wrote the prompt here, gets the figures.',
        ),
      },
    }),
    invoke: async ({ input }) => {
      const parsed = v.safeParse(inputSchema, input);
      if (!parsed.success) {
        const [issue] = parsed.issues;
        throw new Error(`${v.getDotPath(issue) ?? 'input'}: ${issue.message}`);
      }
      const { prompt, currentModel, candidates, callsPerMonth, valueOfRightAnswerUsd } =
        parsed.output;
      const guess = currentModel === undefined ? null : parseChoice(currentModel);
      const defaults = defaultChoices(services, guess);
      const to = candidates === undefined ? defaults.to : candidates.map((c) => parseChoice(c));
      const brief = await estimator.brief({
        prompt,
        source: null,
        from: { ...defaults.from },
        to: to.slice(0, 12).map((c) => ({ ...c })),
        observed: [],
        controls: {
          ...DEFAULT_CONTROLS,
          callsPerMonth: callsPerMonth ?? null,
          valueOfRightUsd: valueOfRightAnswerUsd ?? null,
        },
      });
      const part = new vscode.LanguageModelTextPart(toolText(brief));
      return new vscode.LanguageModelToolResult([part]);
    },
  };
}
