import * as vscode from 'vscode';
import type { SampleHint } from '../../core/concepts/model';
import type { StepKind } from '../../core/steps/model';
import { ask } from '../shared/ask';

interface SampleItem extends vscode.QuickPickItem {
  readonly hint: SampleHint;
}

/** Lets the user choose a sample trace; `undefined` when they did not. */
export async function pickSample(): Promise<SampleHint | undefined> {
  const item = (label: string, detail: string, file: string, kind: StepKind): SampleItem => ({
    label,
    detail,
    hint: { file, kind },
  });
  const items = [
    item(
      vscode.l10n.t('Short success'),
      vscode.l10n.t('Set up, work, one check, answer.'),
      'short-success.anthropic.json',
      'setup',
    ),
    item(
      vscode.l10n.t('Long, with backtracks'),
      vscode.l10n.t('Wrong turns; the first answer stands about halfway.'),
      'long-with-backtracks.deepseek.json',
      'rethink',
    ),
    item(
      vscode.l10n.t('Overthinking after the answer'),
      vscode.l10n.t('Four fifths of the tokens only repeat the answer.'),
      'overthinking-after-the-answer.qwen.sse',
      'result',
    ),
    item(
      vscode.l10n.t('Underthinking'),
      vscode.l10n.t('Six approaches begun, none finished.'),
      'underthinking.openrouter.json',
      'rethink',
    ),
    item(
      vscode.l10n.t('Looping and truncated'),
      vscode.l10n.t('Two paragraphs repeated until the limit, no answer.'),
      'looping-and-truncated.ollama.json',
      'check',
    ),
    item(
      vscode.l10n.t('Hidden reasoning'),
      vscode.l10n.t('Billed, with not a word shown.'),
      'hidden-reasoning.openai-responses.json',
      'answer',
    ),
    item(
      vscode.l10n.t('Summarised thoughts'),
      vscode.l10n.t('A digest instead of the reasoning.'),
      'summarised-thoughts.gemini.json',
      'plan',
    ),
    item(
      vscode.l10n.t('Tool use'),
      vscode.l10n.t('Reasoning between the tool calls of an agent.'),
      'tool-use.claude-code.jsonl',
      'plan',
    ),
  ];
  const chosen = await ask(() =>
    vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Open a sample trace'),
      matchOnDetail: true,
    }),
  );
  return chosen?.hint;
}
