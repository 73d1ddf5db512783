import * as vscode from 'vscode';
import { isRetired } from '../../../core/estimate/candidateFacts';
import type { ModelChoice } from '../../../core/estimate/model';
import type { LabelBatch } from '../../../core/labels/batches';
import type { PlannedLabels } from '../../../core/labels/plan';
import { LABEL_CODEBOOK } from '../../../core/labels/rules';
import { LabelRun, type LabelsEnd, type LabelsSoFar } from '../../../core/labels/run';
import {
  withoutRuns,
  withRun,
  type ModelLabels,
} from '../../../core/steps/corrections/modelLabels';
import { askOf } from '../../capture/askModel';
import { expectedCost } from '../../capture/expectedCost';
import type { RunTarget } from '../../capture/liveRun';
import { sleep } from '../../capture/sleep';
import { offerKey, pickTarget, placeOf } from '../../capture/target';
import { choiceLabel, pickModels } from '../../shared/modelPick';
import type { Services } from '../../shared/services';
import { hostVoice } from '../../shared/voice';
import type { TraceDocument } from '../editor/traceDocument';
import { review } from './exporting';

/** What is asked of whom. */
interface Asked {
  readonly model: string;
  readonly target: RunTarget;
  readonly batches: readonly LabelBatch[];
  readonly plan: PlannedLabels;
}

const LAST_MODEL = 'lrmLens.labelModel';

/** Files with a run under way: two would pay for the same labels. */
const busy = new WeakSet<TraceDocument>();

/**
 * Lets a language model that the user chooses label the steps of a trace that it has not labelled yet: which model, where it
 * answers, what is blacked out, consent with the cost, then one question after the other. What came stays, however it ends.
 */
async function labelWithModel(
  services: Services,
  document: TraceDocument,
  index: number,
): Promise<void> {
  const { t } = vscode.l10n;
  if (busy.has(document)) {
    void vscode.window.showInformationMessage(t('A model is labelling this file already.'));
    return;
  }
  busy.add(document);
  try {
    if ((await document.outline(index)).steps.start.length === 0) {
      void vscode.window.showInformationMessage(t('This trace has no steps to label.'));
      return;
    }
    const choice = await chooseModel(services);
    let target = choice && (await pickTarget(services, choice.model));
    if (choice === null || target === null || target === undefined) return;
    const keep = await review(await document.ask('redactions', { index }));
    while (keep !== null && target !== undefined) {
      target = await labelAt(services, document, index, { choice, target, keep });
    }
  } finally {
    busy.delete(document);
  }
}

/** The model that was chosen last stands first: an id of one's own server is typed once. */
async function chooseModel({ engine, context }: Services): Promise<ModelChoice | null> {
  const last = context.globalState.get<ModelChoice>(LAST_MODEL);
  const day = new Date().toISOString().slice(0, 10);
  const picked = await pickModels({
    title: vscode.l10n.t('The model that labels the steps'),
    placeholder: vscode.l10n.t('Any model id'),
    many: false,
    first: last === undefined ? [] : [last],
    models: engine.call('models', null),
    filter: (card) => !isRetired(card.retires, day),
    buttons: [],
  });
  const choice = typeof picked === 'string' ? null : (picked?.[0] ?? null);
  if (choice !== null) await context.globalState.update(LAST_MODEL, choice);
  return choice;
}

/** Asks at a place; gives the same place with another key where the key was refused and the user has one. */
async function labelAt(
  services: Services,
  document: TraceDocument,
  index: number,
  { choice, target, keep }: { choice: ModelChoice; target: RunTarget; keep: readonly string[] },
): Promise<RunTarget | undefined> {
  const asked = target.kind === 'editor' ? { model: target.model.id, effort: null } : choice;
  const model = choiceLabel(asked);
  const batches = await document.ask('labelBatches', { index, keep, model });
  if (batches.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Every step has a label by you or by {0}.', model),
    );
    return undefined;
  }
  const questions = batches.map(({ messages }) => messages);
  const place = placeOf(target);
  const plan = await services.engine.call('planLabels', { questions, choice: asked, place });
  const all = { model, target, batches, plan };
  if (!(await confirm(all))) return undefined;
  const { end, wantsKey } = await run(all, await document.changer(index));
  if (wantsKey && target.kind === 'endpoint') {
    const key = await offerKey(services, target);
    if (key !== undefined) return { ...target, key };
  }
  tell(all, end);
  return undefined;
}

/** The one question before anything is sent: what leaves the machine, where it goes, what it may cost. */
async function confirm({ model, batches, plan }: Asked): Promise<boolean> {
  const { t } = vscode.l10n;
  const voice = hostVoice();
  const sentences = sentencesOf(batches);
  const detail = [
    t(
      'The task and the text of {0} sentences go to {1}, with what you ticked blacked out. Nothing else leaves this machine.',
      voice.count(sentences),
      plan.model.host,
    ),
    plan.model.payment === 'subscription'
      ? t('What these calls count for is up to your subscription.')
      : expectedCost(plan.model.payment === 'own-machine' ? ZERO : plan.model.costUsd),
    plan.model.payment === 'tokens' && plan.rates !== null
      ? t('At most {0}, reasoning included.', voice.usd(plan.worstUsd))
      : null,
    t(
      'It cuts the steps anew, gives each a kind and a title, and groups them into phases with a summary. All of it is marked with the model and the day and kept beside yours; what you set stays. You can stop at any time, and throw it away.',
    ),
  ].filter((line) => line !== null);
  const yes = t('Send');
  const answer = await vscode.window.showWarningMessage(
    t(
      plan.calls.length === 1
        ? 'Let {0} label this trace, in 1 call?'
        : 'Let {0} label this trace, in {1} calls?',
      model,
      voice.count(plan.calls.length),
    ),
    { modal: true, detail: detail.join('\n\n') },
    yes,
  );
  return answer === yes;
}

/** Nobody bills calls to one's own machine. */
const ZERO = { low: 0, middle: 0, high: 0 } as const;

/** Sends the questions while a notification tells how far it is and can stop it. */
async function run(
  { model, target, batches, plan }: Asked,
  change: Awaited<ReturnType<TraceDocument['changer']>>,
): Promise<{ readonly end: LabelsEnd; readonly wantsKey: boolean }> {
  const via = plan.model.host;
  const mark = { model, at: new Date().toISOString(), via, codebook: LABEL_CODEBOOK };
  const seen = { wantsKey: false };
  const ask = askOf(target, () => plan.thinks);
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('{0} labels the steps', model),
    cancellable: true,
  };
  const end = await vscode.window.withProgress(progress, (shown, token) => {
    const onKept = async ({ pieces, costUsd, answered }: LabelsSoFar): Promise<void> => {
      const labels: ModelLabels = { op: 'labels', ...mark, costUsd, pieces };
      await change((history) => withRun(history, labels));
      shown.report({ message: vscode.l10n.t('{0} of {1}', answered, plan.calls.length) });
    };
    const labels = new LabelRun(
      plan,
      batches,
      {
        ask: () => async (call, hooks) => {
          const came = await ask(call, hooks);
          seen.wantsKey ||= came.end.status === 401;
          return came;
        },
        hostOf: () => via,
        now: () => Date.now(),
        sleep,
      },
      onKept,
    );
    token.onCancellationRequested(() => labels.cancel());
    return labels.ended;
  });
  return { end, wantsKey: seen.wantsKey };
}

const sentencesOf = (batches: readonly LabelBatch[]): number =>
  batches.flatMap(({ units }) => units).reduce((sum, unit) => sum + unit.sentences, 0);

/** What came of it, in a message that does not wait for an answer. */
function tell({ model, batches }: Asked, end: LabelsEnd): void {
  const { t } = vscode.l10n;
  const voice = hostVoice();
  const { pieces, sentences, missing, dropped, failure } = end.soFar;
  const steps = pieces.reduce((sum, piece) => sum + piece.steps.length, 0);
  const [labelled, asked] = [voice.count(sentences), voice.count(sentencesOf(batches))];
  const said = t(
    '{0} cut {1} of {2} sentences into {3} steps.',
    ...[model, labelled, asked, voice.count(steps)],
  );
  const why = [
    end.reason === 'cancelled' ? t('It was stopped; run the command again for the rest.') : null,
    end.reason === 'hopeless' ? t('Two calls in a row gave no label, so no more was sent.') : null,
    end.reason === 'not-saved' ? t('They cannot be kept beside the trace.') : null,
    end.reason === 'refused' || end.reason === 'budget'
      ? end.sentence && voice.words(end.sentence)
      : null,
    missing === 0
      ? null
      : t('Its answers gave {0} sentences no label that counts.', voice.count(missing)),
    dropped === 0
      ? null
      : t(
          '{0} of its entries do not count: borders that cut nothing, unknown kinds, titles that are too long.',
          voice.count(dropped),
        ),
    failure,
  ].filter((line) => line !== null);
  const message = [said, ...why].join(' ');
  if (why.length === 0) void vscode.window.showInformationMessage(message);
  else void vscode.window.showWarningMessage(message);
}

/** Lets a model label the steps, or throws such labels away (`drop`). */
export const modelLabels = (
  services: Services,
  document: TraceDocument,
  index: number,
  drop: boolean,
): Promise<void> =>
  drop ? throwAwayLabels(document, index) : labelWithModel(services, document, index);

/** Throws the labels of language models away, once the user agrees: they may have cost money. */
async function throwAwayLabels(document: TraceDocument, index: number): Promise<void> {
  const { t } = vscode.l10n;
  const { labellings } = await document.outline(index);
  const models = [...new Set(labellings.map(({ model }) => model))].join(', ');
  if (models === '') {
    void vscode.window.showInformationMessage(t('No label of this trace is by a model.'));
    return;
  }
  const yes = t('Throw Away');
  const detail = t(
    'The steps get the borders and labels of LRM Lens again; what you set stays. This cannot be undone.',
  );
  const answer = await vscode.window.showWarningMessage(
    t('Throw away the labels by {0}?', models),
    { modal: true, detail },
    yes,
  );
  if (answer === yes) await (await document.changer(index))(withoutRuns);
}
