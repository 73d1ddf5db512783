import type * as vscode from 'vscode';
import type { CalibrationTrace } from '../../core/estimate/calibration';
import type { EstimateModel } from '../../core/estimate/model';
import type { EngineParams, EngineResult } from '../../protocol/engine';
import type { Brief, ModelCard } from '../../protocol/estimateCalls';
import type { Services } from '../shared/services';
import type { MeasuredRuns } from './measured';

/** Asks the engine for estimates, with what the runs measured here teach about other prompts. */
export class Estimator implements vscode.Disposable {
  private models: Promise<readonly ModelCard[]> | null = null;
  private readonly configured: { dispose(): void };

  constructor(
    private readonly services: Pick<Services, 'engine' | 'log'>,
    private readonly runs: MeasuredRuns,
  ) {
    this.configured = services.engine.onDidConfigure(() => (this.models = null));
  }

  async prepare(params: Omit<EngineParams<'prepare'>, 'runs'>): Promise<EstimateModel> {
    const runs = await this.runs.ratiosBeside(params.prompt);
    return this.services.engine.call('prepare', { ...params, runs });
  }

  async brief(params: Omit<EngineParams<'brief'>, 'runs'>): Promise<Brief> {
    const runs = await this.runs.ratiosBeside(params.prompt);
    return this.services.engine.call('brief', { ...params, runs });
  }

  /** How far a measured run lies from what was expected of its model: log10; `null` where it teaches nothing. */
  lesson(run: EngineParams<'lesson'>): Promise<number | null> {
    return this.services.engine.call('lesson', run);
  }

  calibrate(traces: readonly CalibrationTrace[]): Promise<EngineResult<'calibrate'>> {
    return this.services.engine.call('calibrate', { traces });
  }

  /** Loads the tokenizer in the background; an error shows when the estimate asks for it. */
  warm(): void {
    const { engine, log } = this.services;
    engine
      .call('warm', null)
      .catch((error: unknown) => log.warn(`estimator: not warmed: ${String(error)}`));
  }

  /** Every model of the catalogue; asked once. */
  allModels(): Promise<readonly ModelCard[]> {
    this.models ??= this.services.engine.call('models', null).catch((error: unknown) => {
      this.models = null;
      throw error;
    });
    return this.models;
  }

  cards(ids: readonly string[]): Promise<EngineResult<'cards'>> {
    return this.services.engine.call('cards', { ids });
  }

  dispose(): void {
    this.configured.dispose();
  }
}
