import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ColumnMapping } from '../../core/trace/columnMapping';
import type { ColumnsView } from '../../protocol/traceData';
import { baseName } from './uris';

const SECTION = 'lrmLens.traces';
const KEY = 'columns';

const path = v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(1000)));
const entry = v.object({ reasoning: path, answer: path, prompt: path, model: path });
type Entry = v.InferOutput<typeof entry>;

/** More entries than this are no settings of a person. */
const MAX_ENTRIES = 200;

/**
 * The columns that were chosen for home-made logs, by globs: in the settings of a folder where it is trusted, else in
 * memory until the window closes. Only names of fields stand in them, so that those of an untrusted folder do no harm.
 */
export class ColumnChoices implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  /** By what `patternOf` says of a file, with its folder. */
  readonly #session = new Map<string, ColumnMapping>();
  readonly #watching = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.${KEY}`)) this.#changed.fire();
  });

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }

  /** What was chosen for a file; `null` where nothing was. Of several globs that fit the longest counts. */
  of(uri: vscode.Uri): ColumnMapping | null {
    const now = this.#session.get(sessionKey(uri));
    if (now !== undefined) return now;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const fitting = Object.entries(settings(uri).get<unknown>(KEY) ?? {})
      .slice(0, MAX_ENTRIES)
      .filter(([glob]) => fits(folder, glob, uri))
      .sort(([a], [b]) => b.length - a.length);
    for (const [, value] of fitting) {
      const parsed = v.safeParse(entry, value);
      if (parsed.success) return mappingOf(parsed.output);
    }
    return null;
  }

  /** The same with where a choice is kept, for the page. */
  view(uri: vscode.Uri): ColumnsView {
    return { chosen: this.of(uri), pattern: patternOf(uri), keptIn: keptIn(uri) };
  }

  /**
   * Keeps a choice for the files beside this one with its ending; `null` forgets it. Rejects when the settings cannot
   * be written, and when another entry than the one made here is what counts.
   */
  async choose(uri: vscode.Uri, mapping: ColumnMapping | null): Promise<void> {
    const key = sessionKey(uri);
    if (mapping === null) this.#session.delete(key);
    if (keptIn(uri) === 'folder') await this.#write(uri, mapping);
    else if (mapping !== null) this.#session.set(key, mapping);
    this.#changed.fire();
    if (mapping === null && this.of(uri) !== null) {
      throw new Error(
        vscode.l10n.t(
          'The columns are named in the setting {0}: take them out there.',
          `${SECTION}.${KEY}`,
        ),
      );
    }
  }

  async #write(uri: vscode.Uri, mapping: ColumnMapping | null): Promise<void> {
    const config = settings(uri);
    const set = config.inspect<Record<string, unknown>>(KEY);
    const { [patternOf(uri)]: _before, ...others } = set?.workspaceFolderValue ?? {};
    const next = mapping === null ? others : { ...others, [patternOf(uri)]: entryOf(mapping) };
    const isEmpty = Object.keys(next).length === 0;
    const target = vscode.ConfigurationTarget.WorkspaceFolder;
    await config.update(KEY, isEmpty ? undefined : next, target);
  }
}

const settings = (uri: vscode.Uri): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration(SECTION, uri);

function keptIn(uri: vscode.Uri): ColumnsView['keptIn'] {
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return 'noFolder';
  return vscode.workspace.isTrusted ? 'folder' : 'untrusted';
}

/** The editor's own globs, relative to the workspace folder. */
function fits(folder: vscode.WorkspaceFolder | undefined, glob: string, uri: vscode.Uri): boolean {
  const pattern = folder === undefined ? glob : new vscode.RelativePattern(folder, glob);
  // Only what a file is and where it is counts for a pattern.
  const document = { uri, languageId: '' } as vscode.TextDocument;
  return vscode.languages.match({ pattern }, document) > 0;
}

/** Files beside this one with its ending ("logs/*.csv"). */
export function patternOf(uri: vscode.Uri): string {
  const name = baseName(uri);
  const dot = name.lastIndexOf('.');
  const files = dot > 0 ? `*${name.slice(dot)}` : name;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return files;
  const parent = vscode.Uri.joinPath(uri, '..').path;
  const below = parent.slice(folder.uri.path.length).replace(/^\//, '');
  const escaped = below.replace(/[[\]{}*?]/g, '[$&]');
  return escaped === '' ? files : `${escaped}/${files}`;
}

const sessionKey = (uri: vscode.Uri): string =>
  `${vscode.Uri.joinPath(uri, '..').toString()}/${patternOf(uri)}`;

function mappingOf({ reasoning, answer, prompt, model }: Entry): ColumnMapping {
  return {
    reasoning: reasoning ?? null,
    answer: answer ?? null,
    prompt: prompt ?? null,
    model: model ?? null,
  };
}

function entryOf(mapping: ColumnMapping): Entry {
  return Object.fromEntries(Object.entries(mapping).filter(([, named]) => named !== null));
}
