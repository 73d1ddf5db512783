import { activate } from '../../../src/extension';
import { Desk, type DeskOptions } from './desk';
import { EventEmitter, Uri } from './values';
import { standAt } from './vscode';

export type { Answer, Question } from './questions';
export type { Desk, DeskOptions };
export type { Panel } from './panel';

/** A desk with the extension activated. Dispose it to end the extension with its engine. */
export function openDesk(options: DeskOptions): Desk & { dispose(): void } {
  const desk = new Desk(options);
  standAt(desk);
  const subscriptions: { dispose(): unknown }[] = [];
  const storage = Uri.file(options.storage);
  activate({
    subscriptions,
    extensionUri: desk.extension,
    globalStorageUri: Uri.joinPath(storage, 'global'),
    storageUri: Uri.joinPath(storage, 'workspace'),
    extension: { id: 'lrm-lens.lrm-lens' },
    globalState: memento(),
    workspaceState: memento(),
    secrets: secretStore(),
  } as never);
  return Object.assign(desk, {
    dispose: () => {
      for (const panel of [...desk.panels]) panel.dispose();
      for (const one of subscriptions) one.dispose();
    },
  });
}

function secretStore() {
  const kept = new Map<string, string>();
  const changed = new EventEmitter<{ readonly key: string }>();
  const set = (key: string, value: string | undefined): void => {
    if (value === undefined) kept.delete(key);
    else kept.set(key, value);
    changed.fire({ key });
  };
  return {
    get: async (key: string) => kept.get(key),
    store: async (key: string, value: string) => set(key, value),
    delete: async (key: string) => set(key, undefined),
    onDidChange: changed.event,
  };
}

function memento() {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void kept.set(key, value),
    setKeysForSync: () => undefined,
  };
}
