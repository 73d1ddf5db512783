import * as vscode from 'vscode';
import type { EditStory } from '../../core/why/story';
import { whyProtocol, type ShownCandidate, type ShownWhy } from '../../protocol/why';
import type { Peer } from '../../protocol/rpc';
import { baseName } from '../shared/uris';
import type { Services } from '../shared/services';
import { attachPage, type PageHandlers } from '../shared/webviewPage';
import { EditLogs } from './editLogs';
import { EditTexts } from './editTexts';
import { Follow, selectedLines } from './follow';
import { peekReasoning } from './peek';
import { WhyLine, type AskedLines } from './whyLine';

type Page = Peer<(typeof whyProtocol)['page']> & vscode.Disposable;

/** The panel beside the code: one at a time, with the answer to the last question. */
export class WhyPanel {
  readonly #logs: EditLogs;
  readonly #texts = new EditTexts();
  #panel: { readonly panel: vscode.WebviewPanel; readonly page: Page } | null = null;
  #current: WhyLine | null = null;
  #follow: Follow | null = null;

  constructor(private readonly services: Services) {
    this.#logs = new EditLogs(services);
    services.context.subscriptions.push(this.#texts);
  }

  /** Asks about lines [from, to], from 1, of the editor in front; without them about its selection. */
  async ask(lines?: readonly [number, number]): Promise<void> {
    const asked = linesInFront(lines);
    if (asked === null) return;
    const { panel } = this.#open();
    panel.reveal(undefined, false);
    await this.#start(asked);
  }

  /** The same in a peek below the lines, which leaves when Escape is pressed. */
  async peek(): Promise<void> {
    const asked = linesInFront();
    if (asked !== null) await peekReasoning(this.services, this.#logs, this.#texts, asked);
  }

  async #start(asked: AskedLines): Promise<void> {
    this.#current?.dispose();
    const { page, panel } = this.#open();
    const line = new WhyLine(this.services, this.#logs, asked, () => {
      if (this.#current === line) this.#tell(page);
    });
    this.#current = line;
    panel.title = vscode.l10n.t('Why: {0}, line {1}', baseName(asked.document.uri), asked.from);
    this.#tell(page);
    await line.run();
  }

  #tell(page: Page): void {
    const state = this.#shown();
    if (state !== null) page.emit('stateChanged', state);
  }

  #shown(): ShownWhy | null {
    const state = this.#current?.state ?? null;
    return state && { ...state, following: this.#follow !== null };
  }

  #setFollowing(on: boolean): void {
    this.#follow?.dispose();
    this.#follow = on
      ? new Follow((asked) => {
          if (!isSame(asked, this.#current?.asked)) void this.#start(asked);
        })
      : null;
    if (this.#panel !== null) this.#tell(this.#panel.page);
  }

  #open(): { readonly panel: vscode.WebviewPanel; readonly page: Page } {
    if (this.#panel !== null) return this.#panel;
    const title = vscode.l10n.t('Why Is This Line Here?');
    const panel = vscode.window.createWebviewPanel('lrmLens.whyLine', title, {
      viewColumn: vscode.ViewColumn.Beside,
    });
    const page: Page = attachPage(panel.webview, this.services, {
      page: 'why',
      title,
      protocol: whyProtocol,
      handlers: {
        requests: this.#answers(),
        events: {},
      },
    });
    panel.onDidDispose(() => {
      this.#current?.dispose();
      this.#follow?.dispose();
      this.#current = null;
      this.#follow = null;
      this.#panel = null;
      page.dispose();
    });
    this.#panel = { panel, page };
    return this.#panel;
  }

  /** What the page asks, about the question that is answered. */
  #answers(): PageHandlers<typeof whyProtocol>['requests'] {
    return {
      getState: () => this.#shown(),
      readStory: async ({ group, candidate }) => {
        await this.#current?.readStory(group, candidate);
        return null;
      },
      openLog: async ({ group, candidate, at }) => {
        await openLog(this.#candidate(group, candidate), at);
        return null;
      },
      openDiff: async ({ group, candidate }) => {
        const found = this.#candidate(group, candidate);
        if (found !== null) await this.#texts.showDiff(found.ref, storyOf(found));
        return null;
      },
      showCommit: async ({ group }) => {
        const id = this.#current?.state.groups[group]?.commit?.id;
        const text = id === undefined ? null : await this.#current?.commitText(id);
        if (id !== undefined && text) await this.#texts.showCommit(id, text);
        return null;
      },
      copy: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return null;
      },
      follow: ({ on }) => {
        this.#setFollowing(on);
        return null;
      },
      askLine: async ({ line }) => {
        const document = this.#current?.asked.document;
        if (document) await this.#start({ document, from: line, to: line });
        return null;
      },
      goBack: async () => {
        if (this.#current !== null) await goTo(this.#current.asked);
        return null;
      },
      stop: () => {
        this.#current?.dispose();
        return null;
      },
    };
  }

  #candidate(group: number, candidate: number): ShownCandidate | null {
    return this.#current?.state.groups[group]?.candidates[candidate] ?? null;
  }
}

/** Lines of the editor in front; without one the user is told, and it is `null`. */
function linesInFront(lines?: readonly [number, number]): AskedLines | null {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file and put the cursor into the line to ask about.'),
    );
    return null;
  }
  const { document, selection } = editor;
  const [from, to] = lines ?? selectedLines(selection);
  return { document, from, to };
}

const isSame = (a: AskedLines, b: AskedLines | undefined): boolean =>
  a.document === b?.document && a.from === b.from && a.to === b.to;

const storyOf = ({ story }: ShownCandidate): EditStory | null => (story === 'gone' ? null : story);

async function openLog(
  found: ShownCandidate | null,
  at: 'step' | 'before' | 'after' | 'edit' | 'session',
): Promise<void> {
  if (found === null) return;
  const story = storyOf(found);
  const step = at === 'session' || at === 'edit' ? null : (story?.[at] ?? null);
  const trace = step?.trace ?? found.ref.edit.trace;
  const place = at === 'session' ? null : { index: trace, step: step?.step ?? null };
  const uri = vscode.Uri.parse(found.ref.log.file);
  await vscode.commands.executeCommand('lrmLens.openTrace', uri, place);
}

async function goTo({ document, from, to }: AskedLines): Promise<void> {
  const selection = new vscode.Range(from - 1, 0, to - 1, 0);
  const open = vscode.window.visibleTextEditors.find((e) => e.document === document);
  const viewColumn = open?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(document, { selection, viewColumn });
}
