import * as v from 'valibot';
import * as vscode from 'vscode';
import type { MeasuredRatio } from '../../core/estimate/calibration';
import { measuredSchema, type MeasuredRun } from '../../protocol/estimateData';
import { promptHash } from '../../core/text/hash';

/** A run of a prompt that was seen, kept by a hash of the prompt: never the prompt itself. */
const observationSchema = v.object({
  ...measuredSchema.entries,
  prompt: v.string(),
  /** log10(measured / predicted), which teaches about other prompts; null: it does not. */
  logRatio: v.nullish(v.number(), null),
  /** Which trace it is, so that the trace is not counted again where files are read. */
  trace: v.nullish(v.string(), null),
});
type Observation = v.InferOutput<typeof observationSchema>;
const fileSchema = v.object({ runs: v.array(v.unknown()) });

/** What a run teaches about its model. */
export type RunLesson = Pick<Observation, 'logRatio' | 'trace'>;

const FILE = 'measured.json';
const MOST = 500;

/** Runs measured so far, in the extension's global storage, which all windows share: read anew each time. */
export class MeasuredRuns implements vscode.Disposable {
  private readonly uri: vscode.Uri;
  private readonly changed = new vscode.EventEmitter<void>();
  /** A run was added here, or what runs teach was forgotten. */
  readonly onDidChange = this.changed.event;
  private changing: Promise<unknown> = Promise.resolve();

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

  /** Adds a run to what this and other windows have kept. Rejects when it cannot be written. */
  add(prompt: string, run: MeasuredRun, lesson: RunLesson): Promise<void> {
    const seen = { ...run, ...lesson, prompt: promptHash(prompt) };
    return this.change((all) => [...all, seen].slice(-MOST));
  }

  /** What runs of other prompts teach; a prompt's own runs move its estimate directly. */
  async ratiosBeside(prompt: string): Promise<MeasuredRatio[]> {
    const hash = promptHash(prompt);
    return (await this.all()).flatMap(({ prompt: of, model, effort, logRatio }) =>
      of === hash || logRatio === null ? [] : [{ model, effort, logRatio }],
    );
  }

  /** Traces that count already. */
  async traces(): Promise<ReadonlySet<string>> {
    const all = await this.all();
    return new Set(all.flatMap(({ logRatio, trace }) => (logRatio === null ? [] : (trace ?? []))));
  }

  /** Runs go on to tell about their own prompt, and no more about others. */
  forgetLessons(): Promise<void> {
    return this.change((all) => all.map((o) => ({ ...o, logRatio: null, trace: null })));
  }

  /** One change after the other, each made to what is in the storage by then. */
  private change(make: (all: readonly Observation[]) => readonly Observation[]): Promise<void> {
    const done = this.changing.then(async () => this.write(make(await this.all())));
    this.changing = done.catch(() => undefined);
    return done;
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async write(runs: readonly Observation[]): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.storage);
    await vscode.workspace.fs.writeFile(
      this.uri,
      new TextEncoder().encode(JSON.stringify({ version: 1, runs })),
    );
    this.changed.fire();
  }

  private async all(): Promise<readonly Observation[]> {
    let text: string;
    try {
      text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.uri));
    } catch {
      // Nothing was measured yet.
      return [];
    }
    return readObservations(text);
  }
}

/** What of the file can be trusted: damaged entries are left out, a damaged file holds none. */
function readObservations(text: string): readonly Observation[] {
  try {
    const { runs } = v.parse(fileSchema, JSON.parse(text));
    return runs.flatMap((run) => {
      const read = v.safeParse(observationSchema, run);
      return read.success ? [read.output] : [];
    });
  } catch {
    return [];
  }
}
