import * as v from 'valibot';
import * as vscode from 'vscode';
import { parseChoice } from '../../core/estimate/effort';
import { DEFAULT_CONTROLS } from '../../core/estimate/controls';
import { estimateText } from '../../tools/estimate';
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
      const part = new vscode.LanguageModelTextPart(estimateText(brief));
      return new vscode.LanguageModelToolResult([part]);
    },
  };
}
