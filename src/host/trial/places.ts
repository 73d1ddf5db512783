import { likelyEndpoint } from '../../core/capture/endpoints';
import type { TrialModel } from '../../core/trial/model';
import { editorModels } from '../capture/editorModel';
import { readEndpoints, storedKey } from '../capture/endpoints';
import type { RunTarget } from '../capture/liveRun';
import type { Services } from '../shared/services';

/** Stands in a trial's file for the models that the editor provides. */
export const EDITOR_ENDPOINT = 'editor';

/** Where a model of a trial is asked, with its key; null where that is not known. A missing key is null in the target. */
export async function targetOf(
  { context, log }: Services,
  { model, endpoint }: TrialModel,
): Promise<RunTarget | null> {
  if (endpoint === EDITOR_ENDPOINT) {
    const chat = (await editorModels()).find((m) => m.id === model || m.family === model);
    return chat === undefined ? null : { kind: 'editor', model: chat };
  }
  const { endpoints, problems } = readEndpoints();
  for (const problem of problems) log.warn(problem);
  const name = endpoint ?? likelyEndpoint(model);
  const found = endpoints.find((e) => e.name === name);
  if (found === undefined) return null;
  return { kind: 'endpoint', endpoint: found, key: await storedKey(context.secrets, found) };
}
