import { calibrate } from '../core/estimate/calibration';
import type { EstimateFacts } from '../core/estimate/estimate';
import { analyse } from '../core/steps/analyse';
import { planLabels } from '../core/labels/plan';
import { METRICS } from '../core/steps/metricTable';
import { casesOfTraceFile } from '../core/trial/cases/fromTraces';
import { readCaseTable } from '../core/trial/cases/table';
import { TRIAL_EXPORTS } from '../core/trial/export/exports';
import { gradesOf } from '../core/trial/grades';
import { trialLessons } from '../core/trial/lessons';
import { runsOfTraceFile, runsOfTrial } from '../core/trial/ownRuns';
import { cameTo } from '../core/trial/parting';
import { planTrial } from '../core/trial/plan';
import { verdictOf } from '../core/trial/verdict';
import type { EngineHandlers } from '../protocol/engine';
import type { ModelTerms } from '../protocol/trialCalls';
import { mappingOf, withSource, type OpenSource } from './source';

/** Answers what a trial will cost and what it has shown. */
export function trialCalls(facts: () => Promise<EstimateFacts>, openSource: OpenSource) {
  return {
    afterAnswer: ({ trace }) => METRICS.afterAnswerShare.of(analyse(trace)),
    cameTo: ({ captured }) => Promise.resolve(captured.map(cameTo)),
    planTrial: async ({ trial, journal, places, judgePlace }) => {
      const placeOf = (model: (typeof trial.models)[number]) => {
        const at = trial.models.indexOf(model);
        return at < 0 ? judgePlace : (places[at] ?? null);
      };
      const { ratesOf, thinks, ...planned } = planTrial(trial, journal, {
        ...(await facts()),
        placeOf,
      });
      const termsOf = (kind: 'answer' | 'judge', model: number): ModelTerms => {
        const call = { kind, model };
        return { rates: ratesOf(call), thinks: thinks(call) };
      };
      return {
        ...planned,
        terms: trial.models.map((_, i) => termsOf('answer', i)),
        judgeTerms: trial.check.kind === 'judge' ? termsOf('judge', -1) : null,
      };
    },
    planLabels: async (asked) => planLabels(asked, await facts()),
    exportTrial: async ({ kind, ...input }) => {
      const form = TRIAL_EXPORTS[kind];
      if (form === undefined) throw new Error(`no export '${kind}'`);
      return { content: await form.make(input), ending: form.ending };
    },
    caseTable: ({ name, bytes }) => readCaseTable(name, bytes),
    casesOfTraces: ({ file, prompt }, { signal }) =>
      withSource(openSource, file, (source) =>
        casesOfTraceFile(source, prompt, { signal, ...mappingOf(file) }),
      ),
    trialLessons: async ({ trial, journal, keys }) =>
      calibrate(trialLessons(trial, journal, keys), (await facts()).catalogue),
    runsOfTrial: ({ trial, journal }) => runsOfTrial(trial, journal),
    runsOfTraces: ({ file, trial }, { signal }) =>
      withSource(openSource, file, (source) =>
        runsOfTraceFile(source, trial, { signal, ...mappingOf(file) }),
      ),
    judgeTrial: ({ trial, journal, keys, others }) => {
      const records = [...journal.calls.values()].filter((r) => keys.has(r.key));
      return {
        grades: gradesOf(trial, journal, records),
        verdict: verdictOf(trial, journal, keys, others),
      };
    },
  } satisfies Partial<EngineHandlers>;
}
