import type { TrialEdit } from '../../core/trial/edit';
import type {
  BlindPair,
  CheckTry,
  trialProtocol,
  TrialExportKind,
  WhereTheyPart,
} from '../../protocol/trial';
import type { Params, Peer } from '../../protocol/rpc';
import { pageVoice } from '../ui/format';

type Host = Peer<typeof trialProtocol.host>;
export type Choice = Params<(typeof trialProtocol)['host'], 'choose'>;

/** What the page can ask for. */
export interface TrialActions {
  readonly edit: (edit: TrialEdit) => void;
  readonly tryCheck: (id: string, answer: string) => Promise<CheckTry>;
  readonly openPrompt: () => void;
  readonly openText: () => void;
  readonly pickPrompt: () => void;
  readonly pickCases: () => void;
  readonly pickModel: (model: number | null) => void;
  readonly setKey: (model: number) => void;
  readonly start: (again: boolean) => void;
  readonly recheck: (candidate: string) => void;
  readonly countOthers: () => void;
  readonly pause: () => void;
  readonly cancel: () => void;
  readonly openTrace: (key: string) => void;
  readonly openPair: (id: string, candidate: string) => void;
  readonly whereTheyPart: (id: string, candidate: string) => Promise<WhereTheyPart>;
  readonly nextBlind: () => Promise<BlindPair | null>;
  readonly choose: (choice: Choice) => Promise<BlindPair | null>;
  readonly judge: (key: string, right: boolean) => void;
  readonly exportAs: (kind: TrialExportKind) => void;
  readonly copyMarkdown: () => void;
  readonly concept: (id: string) => void;
}

/** The same to the page as a whole, which keeps an edit in mind until the host has written it, or could not. */
export interface HostActions extends Omit<TrialActions, 'edit'> {
  readonly edit: (edit: TrialEdit) => Promise<void>;
}

/** The actions over a connection to the host. What fails is told to `onProblem`. */
export function actionsOf(host: Host, onProblem: (message: string) => void): HostActions {
  /** What is asked for; why it could not be had is told too. */
  const asked = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      onProblem(pageVoice().reason(error));
      throw error;
    }
  };
  const settled = (work: Promise<unknown>): Promise<void> =>
    asked(work).then(
      () => undefined,
      () => undefined,
    );
  const told = (work: Promise<unknown>): void => void settled(work);
  return {
    // What the page makes is typed; the guard of the host looks at it again.
    edit: (edit) =>
      settled(host.request('edit', edit as Params<(typeof trialProtocol)['host'], 'edit'>)),
    tryCheck: (id, answer) => host.request('tryCheck', { case: id, answer }),
    openPrompt: () => told(host.request('openPrompt', null)),
    openText: () => told(host.request('openText', null)),
    pickPrompt: () => told(host.request('pickPrompt', null)),
    pickCases: () => told(host.request('pickCases', null)),
    pickModel: (model) => told(host.request('pickModel', { model })),
    setKey: (model) => told(host.request('setKey', { model })),
    start: (again) => told(host.request('start', { again })),
    recheck: (candidate) => told(host.request('recheck', { candidate })),
    countOthers: () => told(host.request('countOthers', null)),
    pause: () => told(host.request('pause', null)),
    cancel: () => told(host.request('cancel', null)),
    openTrace: (key) => told(host.request('openTrace', { key })),
    openPair: (id, candidate) => told(host.request('openPair', { case: id, candidate, repeat: 0 })),
    whereTheyPart: (id, candidate) => host.request('whereTheyPart', { case: id, candidate }),
    nextBlind: () => asked(host.request('nextBlind', null)),
    choose: (choice) => asked(host.request('choose', choice)),
    judge: (key, right) => told(host.request('judgeByPerson', { key, right })),
    exportAs: (kind) => told(host.request('exportTrial', { kind })),
    copyMarkdown: () => told(host.request('copyMarkdown', null)),
    concept: (id) =>
      told(host.request('runCommand', { command: 'lrmLens.openConcept', args: [id] })),
  };
}
