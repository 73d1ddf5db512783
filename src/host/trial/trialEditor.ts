import * as vscode from 'vscode';
import { gradeAnswer } from '../../core/trial/checks/table';
import { edited } from '../../core/trial/edit';
import type { TrialEdit } from '../../core/trial/edit';
import { isTrial, readTrial, trialText } from '../../core/trial/file';
import { trialProtocol } from '../../protocol/trial';
import { say } from '../../core/model/sentence';
import { attachPage, type PageHandlers } from '../shared/webviewPage';
import type { Services } from '../shared/services';
import { choose, judgeByPerson, nextBlind } from './byHand';
import { openPromptOf } from './promptPlace';
import { openCallTrace, openPairOf, whereTheyPart } from './traces';
import type { TrialSession } from './trialSession';
import { TrialSessions } from './trialSessions';
import { changedStretch } from './changedStretch';

/**
 * The editor of `*.trial.json`, over the text document: saving, undo, and what git shows are those of any text file. The run
 * belongs to the session, not to the editor.
 */
export class TrialEditor implements vscode.CustomTextEditorProvider {
  readonly sessions: TrialSessions;

  constructor(private readonly services: Services) {
    this.sessions = new TrialSessions(services);
  }

  /** Breaks off what runs. */
  dispose(): void {
    this.sessions.dispose();
  }

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const session = this.sessions.of(document.uri, document.getText());
    const editing = new Editing(document);
    const page = attachPage(panel.webview, this.services, {
      page: 'trial',
      title: session.name,
      protocol: trialProtocol,
      handlers: this.#handlers(session, editing),
    });
    const shown = this.sessions.shown(session);
    const subscriptions = vscode.Disposable.from(
      page,
      shown,
      session.onDidChange(() => page.emit('stateChanged', session.state())),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document.uri.toString() === document.uri.toString())
          session.setText(event.document.getText());
      }),
      panel.onDidChangeViewState(() => {
        if (panel.active) this.sessions.activate(session);
      }),
    );
    if (panel.active) this.sessions.activate(session);
    panel.onDidDispose(() => void subscriptions.dispose());
  }

  #handlers(session: TrialSession, editing: Editing): PageHandlers<typeof trialProtocol> {
    const { services } = this;
    const done = async (work: Promise<unknown>): Promise<null> => {
      await work;
      return null;
    };
    return {
      requests: {
        getState: async () => {
          await session.ready;
          return session.state();
        },
        edit: (edit) => done(editing.apply(edit)),
        tryCheck: ({ case: id, answer }) => {
          const item = session.trial?.cases.find((c) => c.id === id) ?? { expected: null };
          const grade = session.trial && gradeAnswer(session.trial.check, answer, item);
          return grade ?? { right: null, why: say('This check is made outside of the page.') };
        },
        openPrompt: () => done(openPromptOf(session)),
        openText: () =>
          done(
            Promise.resolve(
              vscode.commands.executeCommand('vscode.openWith', session.uri, 'default'),
            ),
          ),
        pickPrompt: async () => {
          const { pickPromptFor } = await import('./promptPlace');
          const prompt = await pickPromptFor(services, session.uri);
          if (prompt !== null) await editing.apply({ op: 'prompt', prompt });
          return null;
        },
        pickCases: async () => {
          const { pickCases } = await import('./casesPick');
          const found = session.trial && (await pickCases(services, session.trial));
          if (found === null) return null;
          await editing.apply({ op: 'cases', cases: [...found.cases] });
          if (found.check !== null) await editing.apply({ op: 'check', check: found.check });
          return null;
        },
        pickModel: async ({ model }) => {
          const { pickTrialModel } = await import('./modelsPick');
          const { trial } = session;
          const picked = trial && (await pickTrialModel(services, trial, model));
          if (trial === null || picked === null) return null;
          const models = [...trial.models];
          models[model ?? models.length] = picked;
          await editing.apply({ op: 'models', models });
          return null;
        },
        setKey: async ({ model }) => {
          const { setModelKey } = await import('./modelsPick');
          const named = session.trial?.models[model];
          if (named !== undefined && (await setModelKey(services, named))) await session.refresh();
          return null;
        },
        start: async ({ again }) => {
          await editing.save();
          await session.start(again);
          return null;
        },
        recheck: ({ candidate }) => done(session.recheck(candidate)),
        countOthers: () => done(session.countOthers()),
        pause: () => {
          session.pause();
          return null;
        },
        cancel: () => {
          session.cancel();
          return null;
        },
        openTrace: ({ key }) => done(openCallTrace(session, key)),
        openPair: ({ case: id, candidate, repeat }) =>
          done(openPairOf(session, id, candidate, repeat)),
        whereTheyPart: ({ case: id, candidate }) => whereTheyPart(services, session, id, candidate),
        nextBlind: () => nextBlind(session),
        choose: ({ took, ...choice }) => choose(session, choice, took),
        judgeByPerson: ({ key, right }) => done(judgeByPerson(session, key, right)),
        copyMarkdown: async () => {
          const { copyResult } = await import('./trialExport');
          await copyResult(services, session);
          return null;
        },
        exportTrial: async ({ kind }) => {
          const { exportResult } = await import('./trialExport');
          await exportResult(services, session, kind);
          return null;
        },
      },
      events: {},
    };
  }
}

/** Edits of one document, one after the other: each starts from the text that the one before has left. */
class Editing {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly document: vscode.TextDocument) {}

  apply(edit: EditOfPage): Promise<void> {
    const next = this.last.then(() => this.write(edit));
    // The next one is made whatever became of this; who asked for it is told.
    this.last = next.catch(() => undefined);
    return next;
  }

  /** The file on the disk is what is run. Rejects when it cannot be saved. */
  async save(): Promise<void> {
    await this.last;
    if (this.document.isDirty && !(await this.document.save()))
      throw new Error(vscode.l10n.t('The trial could not be saved, so nothing was started.'));
  }

  private async write(edit: EditOfPage): Promise<void> {
    const trial = readTrial(this.document.getText());
    if (!isTrial(trial)) return;
    await setText(this.document, trialText(edited(trial, edit as TrialEdit)));
  }
}

/** What the guard of the protocol lets through: optional numbers may be spelt out as undefined. */
type EditOfPage = Parameters<PageHandlers<typeof trialProtocol>['requests']['edit']>[0] | TrialEdit;

/** Gives a document another text as one step of its undo history, changing no more of it than needed. */
async function setText(document: vscode.TextDocument, text: string): Promise<void> {
  const before = document.getText();
  if (before === text) return;
  const { start, end, text: changed } = changedStretch(before, text);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  edit.replace(document.uri, range, changed);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t('The file could not be changed.'));
}
