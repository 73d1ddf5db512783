import * as vscode from 'vscode';
import type { SearchHit, SearchQuery } from '../../../core/search/model';
import { isEmpty, readQueryLine } from '../../../core/search/query';
import { hostVoice } from '../../shared/voice';
import { createMatcher } from '../../../core/search/matcher';
import { coarseKind, SHOWN_KINDS } from '../../../core/steps/kinds';
import { filesBelow } from '../../shared/traceFiles';
import { baseName } from '../../shared/uris';
import { translated } from '../../shared/voice';
import type { TraceEditor } from '../editor/traceEditor';
import type { TraceReader } from '../reading/traceReader';
import type { SavedTraces } from './savedTraces';

/** A hit and the file that it is in. */
interface FoundStep {
  readonly uri: vscode.Uri;
  readonly hit: SearchHit;
}

/** A line of the list: a step, the name of a session above its steps, or a word to the user. */
interface StepItem extends vscode.QuickPickItem {
  readonly found?: FoundStep;
}

interface SearchPlaces {
  /** The files to look into, asked for at each search. */
  files(): Promise<readonly vscode.Uri[]>;
  open(found: FoundStep, beside: boolean): Promise<void>;
}

/** Steps listed at most: who sees more looks for something else. */
const MOST_LISTED = 500;
/** Typing rests so long before files are read. */
const REST_MS = 350;
/** The list is drawn anew at most so often while hits come in. */
const DRAW_MS = 150;

/** The search over everything in Saved Traces: it stays with its last line and what was found. */
let overSaved: ReasoningSearch | null = null;

/** Shows the search over the files in a folder that was clicked, else over the saved ones, which are looked for first. */
export async function searchReasoning(
  reader: TraceReader,
  editor: TraceEditor,
  clicked: unknown,
  saved: SavedTraces,
  look: () => Thenable<void>,
): Promise<void> {
  const open = async ({ uri, hit }: FoundStep, beside: boolean): Promise<void> => {
    const place = { index: hit.index, step: hit.step };
    await editor.openAt(uri, place, beside ? vscode.ViewColumn.Beside : undefined);
  };
  if (clicked instanceof vscode.Uri) {
    await new ReasoningSearch(reader, { files: () => filesIn(clicked), open }).show();
    return;
  }
  const files = async (): Promise<readonly vscode.Uri[]> => {
    if (saved.state === 'unsearched') await look();
    return saved.files.map(({ uri }) => vscode.Uri.parse(uri));
  };
  overSaved ??= new ReasoningSearch(reader, { files, open });
  await overSaved.show();
}

async function filesIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const never = (): boolean => false;
  const found: vscode.Uri[] = [];
  for await (const { uri } of filesBelow([folder], never, () => undefined)) found.push(uri);
  return found;
}

/**
 * *Search Reasoning*: one line with words or a pattern and filters; steps appear as they are found, by session. What was
 * found last is there again when it is shown again.
 */
class ReasoningSearch {
  #line = '';
  #items: readonly StepItem[] = [];

  constructor(
    private readonly reader: TraceReader,
    private readonly places: SearchPlaces,
  ) {}

  /** Shows it; resolves when it is hidden. */
  show(): Promise<void> {
    const { t } = vscode.l10n;
    const pick = vscode.window.createQuickPick<StepItem>();
    pick.title = t('Search Reasoning');
    pick.placeholder = t(
      'Words or /pattern/, with kind:check model:opus tool:Bash since:2026-11-01 until:… after:answer before:error',
    );
    pick.ignoreFocusOut = true;
    pick.keepScrollPosition = true;
    pick.value = this.#line;
    pick.items = this.#items;
    const run = new SearchRun(this.reader, this.places, (items, title) => {
      this.#items = items;
      pick.items = items;
      pick.title = title;
    });
    const follow = (line: string): void => {
      this.#line = line;
      pick.busy = true;
      void run.start(line).then((isLast) => {
        if (isLast) pick.busy = false;
      });
    };
    const beside: vscode.QuickInputButton = {
      iconPath: new vscode.ThemeIcon('split-horizontal'),
      tooltip: t('Open to the Side and Keep the List'),
    };
    run.buttons = [beside];
    return new Promise((resolve) => {
      pick.onDidChangeValue(follow);
      pick.onDidTriggerItemButton(({ item }) => {
        if (item.found !== undefined) void this.places.open(item.found, true);
      });
      pick.onDidAccept(() => {
        const found = pick.selectedItems[0]?.found;
        if (found === undefined) return;
        pick.hide();
        void this.places.open(found, false);
      });
      pick.onDidHide(() => {
        run.cancel();
        pick.dispose();
        resolve();
      });
      pick.show();
    });
  }
}

/** The search for what is typed: another line ends the one before. */
class SearchRun {
  buttons: readonly vscode.QuickInputButton[] = [];
  #current: AbortController | null = null;
  #drawn = 0;

  constructor(
    private readonly reader: TraceReader,
    private readonly places: SearchPlaces,
    private readonly draw: (items: readonly StepItem[], title: string) => void,
  ) {}

  cancel(): void {
    this.#current?.abort();
    this.#current = null;
  }

  /** Whether no other search began meanwhile. */
  async start(line: string): Promise<boolean> {
    const { t } = vscode.l10n;
    this.cancel();
    const controller = new AbortController();
    this.#current = controller;
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (controller.signal.aborted) return false;
    const query = readQueryLine(line);
    if ('problem' in query) this.#say(hostVoice().words(query.problem));
    else if (isEmpty(query)) this.draw([], t('Search Reasoning'));
    else {
      const matcher = createMatcher(query);
      if ('problem' in matcher) {
        this.#say(hostVoice().words(matcher.problem));
        return this.#current === controller;
      }
      try {
        await this.#search(query, controller);
      } catch (error) {
        if (this.#current !== controller) return false;
        this.#say(hostVoice().reason(error));
      }
    }
    return this.#current === controller;
  }

  #say(message: string): void {
    this.draw([{ label: message, alwaysShow: true }], vscode.l10n.t('Search Reasoning'));
  }

  async #search(query: SearchQuery, controller: AbortController): Promise<void> {
    const { t } = vscode.l10n;
    const files = await this.places.files();
    const items: StepItem[] = [];
    let steps = 0;
    for (const [i, uri] of files.entries()) {
      if (this.#current !== controller) return;
      let session: number | null | undefined;
      const take = (hits: readonly SearchHit[]): void => {
        for (const hit of hits.slice(0, MOST_LISTED - steps)) {
          if (hit.session !== session) items.push(separator(uri, hit.session));
          session = hit.session;
          items.push(this.#item({ uri, hit }));
        }
        steps = Math.min(MOST_LISTED, steps + hits.length);
        if (steps >= MOST_LISTED) controller.abort();
        this.#drawSometimes(items, t('Search Reasoning: file {0} of {1}', i + 1, files.length));
      };
      try {
        await this.reader.search(uri, query, { signal: controller.signal, onHits: take });
      } catch (error) {
        if (steps >= MOST_LISTED) break;
        if (this.#current !== controller) return;
        const why = hostVoice().reason(error);
        items.push({ label: `${baseName(uri)}: ${why}`, alwaysShow: true });
      }
    }
    if (this.#current !== controller) return;
    const full = steps >= MOST_LISTED;
    const end = full
      ? t('Search Reasoning: the first {0} steps', steps)
      : t('Search Reasoning: {0} steps in {1} files', steps, files.length);
    if (items.length === 0) items.push({ label: t('No step was found.'), alwaysShow: true });
    this.draw([...items], end);
  }

  #drawSometimes(items: readonly StepItem[], title: string): void {
    const now = performance.now();
    if (now - this.#drawn < DRAW_MS) return;
    this.#drawn = now;
    this.draw([...items], title);
  }

  #item(found: FoundStep): StepItem {
    const { index, step, kind, model, snippet } = found.hit;
    return {
      label: snippet.text.trim(),
      description: `${index + 1}.${step + 1} ${translated(SHOWN_KINDS[coarseKind(kind)].label)}`,
      ...(model === null ? {} : { detail: model }),
      // What is found was told by the search, not by the letters of the line.
      alwaysShow: true,
      buttons: [...this.buttons],
      found,
    };
  }
}

/** A session is a file; a store holds several. */
function separator(uri: vscode.Uri, session: number | null): StepItem {
  const name = session === null ? baseName(uri) : `${baseName(uri)} #${session + 1}`;
  return { label: name, kind: vscode.QuickPickItemKind.Separator };
}
