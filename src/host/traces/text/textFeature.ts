import * as vscode from 'vscode';
import type { Services } from '../../shared/services';
import type { TraceReader } from '../reading/traceReader';
import { registerBlockProviders } from './blockProviders';
import { Excerpts } from './excerpts';
import { SniffContext } from './sniffContext';

/** What text documents get: outline, folding and CodeLens of reasoning blocks, and the title action of trace files. */
export function textFeature(services: Services, reader: TraceReader): vscode.Disposable {
  return vscode.Disposable.from(
    registerBlockProviders(),
    new Excerpts().register(),
    new SniffContext(services, reader),
  );
}
