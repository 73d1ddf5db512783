import * as vscode from 'vscode';
import { callCost } from '../../core/estimate/rates';
import type { EstimateModel, ModelChoice } from '../../core/estimate/model';
import type { Trace } from '../../core/trace/model';
import type { MeasuredRun } from '../../protocol/estimateData';

/** A run of a prompt that was seen, kept by a hash of the prompt: never the prompt itself. */
interface Observation extends MeasuredRun {
  readonly prompt: string;
}

const FILE = 'measured.json';
const MOST = 500;

/** 64 bits of FNV-1a: which prompt a run was of. */
export function promptHash(prompt: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < prompt.length; i++) {
    const code = prompt.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}

/** Runs measured so far, in the extension's global storage. */
export class MeasuredRuns {
  private readonly uri: vscode.Uri;
  private loaded: Promise<Observation[]> | null = null;

  constructor(private readonly storage: vscode.Uri) {
    this.uri = vscode.Uri.joinPath(storage, FILE);
  }

  /** Runs of this very prompt, oldest first. */
  async of(prompt: string): Promise<readonly MeasuredRun[]> {
    const hash = promptHash(prompt);
    const all = await this.all();
    return all
      .filter((o) => o.prompt === hash)
      .map(({ model, effort, costUsd, seconds, reasoningTokens, outputTokens }) => ({
        model,
        effort,
        costUsd,
        seconds,
        reasoningTokens,
        outputTokens,
      }));
  }

  async add(prompt: string, run: MeasuredRun): Promise<void> {
    const all = [...(await this.all()), { ...run, prompt: promptHash(prompt) }].slice(-MOST);
    this.loaded = Promise.resolve(all);
    await vscode.workspace.fs.createDirectory(this.storage);
    await vscode.workspace.fs.writeFile(
      this.uri,
      new TextEncoder().encode(JSON.stringify({ version: 1, runs: all })),
    );
  }

  private all(): Promise<Observation[]> {
    this.loaded ??= this.read();
    return this.loaded;
  }

  private async read(): Promise<Observation[]> {
    try {
      const bytes = await vscode.workspace.fs.readFile(this.uri);
      const file = JSON.parse(new TextDecoder().decode(bytes)) as { runs?: unknown };
      return Array.isArray(file.runs) ? (file.runs as Observation[]) : [];
    } catch {
      // Nothing was measured yet, or the file is damaged: both mean no runs.
      return [];
    }
  }
}

/** What a run used, with its cost at the report's prices where the file records none. */
export function measuredRun(
  trace: Trace,
  choice: ModelChoice,
  estimate: EstimateModel,
): MeasuredRun {
  const { usage, timing } = trace;
  const rates = [estimate.baseline, ...estimate.candidates].find(
    (c) => c.model === choice.model,
  )?.rates;
  const { inputTokens: input, outputTokens: output } = usage;
  const cachedInput = usage.cachedInputTokens ?? 0;
  const derived =
    rates && input !== null && output !== null
      ? callCost(rates, { input, cachedInput, output })
      : null;
  return {
    model: choice.model,
    effort: choice.effort,
    costUsd: trace.costUsd ?? derived,
    seconds: timing.durationMs === null ? null : timing.durationMs / 1_000,
    reasoningTokens: usage.reasoningTokens,
    outputTokens: output,
  };
}
