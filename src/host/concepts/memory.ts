import * as vscode from 'vscode';

const READ = 'lrmLens.concepts.read';
const PLACES = 'lrmLens.concepts.scroll';
const LAST = 'lrmLens.concepts.last';
const FOLLOW = 'lrmLens.concepts.follow';

/** What is remembered of reading: pages read (synchronised), positions and the last page (of this workspace). */
export class ReadingMemory {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState'>,
  ) {
    context.globalState.setKeysForSync([READ]);
  }

  get read(): ReadonlySet<string> {
    return new Set(this.context.globalState.get<string[]>(READ, []));
  }

  async markRead(id: string, isRead = true): Promise<void> {
    const read = new Set(this.read);
    if (read.has(id) === isRead) return;
    if (isRead) read.add(id);
    else read.delete(id);
    await this.context.globalState.update(READ, [...read]);
    this.#changed.fire();
  }

  /** Scroll position of a page in CSS pixels. */
  scroll(key: string): number {
    return this.context.workspaceState.get<Record<string, number>>(PLACES, {})[key] ?? 0;
  }

  async keepScroll(key: string, scroll: number): Promise<void> {
    const places = this.context.workspaceState.get<Record<string, number>>(PLACES, {});
    await this.context.workspaceState.update(PLACES, { ...places, [key]: scroll });
  }

  /** The page shown last in the side bar, or `null` on the first start. */
  get last(): string | null {
    return this.context.workspaceState.get<string | null>(LAST, null);
  }

  async keepLast(id: string): Promise<void> {
    await this.context.workspaceState.update(LAST, id);
  }

  /** Whether the reader follows the kind of step selected in a trace. */
  get follows(): boolean {
    return this.context.workspaceState.get<boolean>(FOLLOW, false);
  }

  async setFollows(follows: boolean): Promise<void> {
    await this.context.workspaceState.update(FOLLOW, follows);
  }
}
