import * as vscode from 'vscode';
import type { CalibrationTrace } from '../../core/estimate/calibration';
import {
  estimatorClientContract,
  estimatorContract,
  type ModelCard,
} from '../../protocol/estimator';
import { connect, type Params, type Peer, type Result } from '../../protocol/rpc';
import type { SpawnedWorker } from '../../worker/spawned';
import type { Services } from '../shared/services';
import { spawnBundle } from '../shared/workerFiles';
import type { Learning } from './learning';
import type { MeasuredRuns } from './measured';
import { readOwnModels } from './settings';

type Requests = typeof estimatorContract;
type Name = keyof Requests['requests'];

interface Running {
  readonly worker: SpawnedWorker;
  readonly peer: Peer<Requests>;
  /** Resolves when the worker knows settings, calibration and prices. */
  configured: Promise<void>;
}

/**
 * The tokenizer, price library and catalogue in a worker, started on first use, stopped after some minutes without use (the tokenizer's
 * tables are tens of megabytes).
 */
export class Estimator implements vscode.Disposable {
  private running: Running | null = null;
  private idle: ReturnType<typeof setTimeout> | null = null;
  private models: Promise<readonly ModelCard[]> | null = null;
  private readonly settings: vscode.Disposable;

  constructor(
    private readonly services: Services,
    private readonly learning: Learning,
    private readonly runs: MeasuredRuns,
  ) {
    const again = (): void => {
      this.models = null;
      if (this.running !== null) this.running.configured = this.configure(this.running);
    };
    this.settings = vscode.Disposable.from(
      learning.onDidChange(again),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('lrmLens.estimate.models')) again();
      }),
    );
  }

  async prepare(
    params: Omit<Params<Requests, 'prepare'>, 'runs'>,
  ): Promise<Result<Requests, 'prepare'>> {
    return this.ask('prepare', { ...params, runs: await this.runs.ratiosBeside(params.prompt) });
  }

  async brief(params: Omit<Params<Requests, 'brief'>, 'runs'>): Promise<Result<Requests, 'brief'>> {
    return this.ask('brief', { ...params, runs: await this.runs.ratiosBeside(params.prompt) });
  }

  /** How far a measured run lies from what was expected of its model: log10; `null` where it teaches nothing. */
  lesson(run: Params<Requests, 'lesson'>): Promise<number | null> {
    return this.ask('lesson', run);
  }

  calibrate(traces: readonly CalibrationTrace[]): Promise<Result<Requests, 'calibrate'>> {
    return this.ask('calibrate', { traces: [...traces] });
  }

  /** Rejects where the data are no prices. */
  async tryPrices(data: unknown): Promise<void> {
    await this.ask('usePrices', { data, date: new Date().toISOString().slice(0, 10) });
  }

  /** Loads the tokenizer in the background; an error shows when the estimate asks for it. */
  warm(): void {
    this.ask('warm', null).catch((error: unknown) =>
      this.services.log.warn(`estimator: not warmed: ${String(error)}`),
    );
  }

  /** Every model of the catalogue; asked once. */
  allModels(): Promise<readonly ModelCard[]> {
    this.models ??= this.ask('models', null).catch((error: unknown) => {
      this.models = null;
      throw error;
    });
    return this.models;
  }

  cards(ids: string[]): Promise<Result<Requests, 'cards'>> {
    return this.ask('cards', { ids });
  }

  dispose(): void {
    this.settings.dispose();
    this.stop();
  }

  private async ask<K extends Name>(
    name: K,
    params: Params<Requests, K>,
  ): Promise<Result<Requests, K>> {
    const { peer, configured } = this.start();
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = setTimeout(() => this.stop(), 5 * 60_000);
    await configured;
    return peer.request(name, params);
  }

  private start(): Running {
    if (this.running !== null) return this.running;
    const worker = spawnBundle(this.services.context.extensionUri, 'estimator', (error) => {
      this.services.log.error(`estimator: ${error.message}`);
      this.stop();
    });
    const peer = connect(worker, estimatorClientContract, estimatorContract, {
      requests: {},
      events: {},
    });
    this.running = { worker, peer, configured: this.configure({ peer }) };
    return this.running;
  }

  /** Tells a worker what it cannot know by itself: own models, what was learnt, newer prices. */
  private async configure({ peer }: Pick<Running, 'peer'>): Promise<void> {
    const { models, problems } = readOwnModels();
    for (const problem of problems) this.services.log.warn(problem);
    try {
      const calibration = (await this.learning.calibration())?.calibration ?? null;
      await peer.request('configure', { models: [...models], calibration });
      const prices = await this.learning.prices();
      if (prices !== null) await peer.request('usePrices', prices);
    } catch (error) {
      this.services.log.warn(`estimator: not configured: ${String(error)}`);
    }
  }

  private stop(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = null;
    this.running?.peer.close();
    this.running?.worker.terminate();
    this.running = null;
  }
}
