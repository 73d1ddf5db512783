import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Calibration } from '../../core/estimate/calibration';
import type { Learnt } from '../../protocol/estimateCalls';

const learntSchema = v.object({
  model: v.string(),
  effort: v.nullable(v.string()),
  n: v.number(),
  own: v.number(),
  expected: v.number(),
});

const storedSchema = v.object({
  version: v.literal(1),
  /** ISO date. */
  at: v.string(),
  files: v.number(),
  learnt: v.array(learntSchema),
  calibration: v.custom<Calibration>((input) => typeof input === 'object' && input !== null),
});

/** What was learnt from the user's traces, and when. */
export type StoredCalibration = v.InferOutput<typeof storedSchema>;

/** A JSON file in the extension's global storage; missing or damaged counts as nothing. */
async function readJson(uri: vscode.Uri): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    // Nothing was stored yet.
    return null;
  }
}

/** What the extension has learnt or fetched at the user's request: calibration and newer prices. */
export class Learning {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly storage: vscode.Uri) {}

  async calibration(): Promise<StoredCalibration | null> {
    const parsed = v.safeParse(storedSchema, await readJson(this.uri('calibration.json')));
    return parsed.success ? parsed.output : null;
  }

  async setCalibration(
    files: number,
    learnt: readonly Learnt[],
    calibration: Calibration,
  ): Promise<void> {
    const at = new Date().toISOString().slice(0, 10);
    await this.write('calibration.json', { version: 1, at, files, learnt, calibration });
  }

  async resetCalibration(): Promise<void> {
    if ((await this.calibration()) !== null)
      await vscode.workspace.fs.delete(this.uri('calibration.json'));
    this.changed.fire();
  }

  /** Newer price data, null while the shipped ones are used. */
  async prices(): Promise<{ readonly date: string; readonly data: unknown } | null> {
    const stored = await readJson(this.uri('prices.json'));
    const schema = v.object({ date: v.string(), data: v.unknown() });
    const parsed = v.safeParse(schema, stored);
    return parsed.success ? parsed.output : null;
  }

  async setPrices(data: unknown): Promise<void> {
    await this.write('prices.json', { date: new Date().toISOString().slice(0, 10), data });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private uri(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.storage, name);
  }

  private async write(name: string, content: unknown): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.storage);
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    await vscode.workspace.fs.writeFile(this.uri(name), bytes);
    this.changed.fire();
  }
}
