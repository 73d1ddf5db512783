import { traceActions, type TraceAction } from '../../protocol/traceActions';

/** Keys held while the page loads; nobody types more than this before they look. */
const MOST_HELD = 32;

/** What of a keyboard event says which key it is. */
export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const OTHER_KEYS: ReadonlySet<string> = new Set([
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['Enter', 'Escape'],
]);

const byBinding = new Map<string, TraceAction>(
  (Object.keys(traceActions) as TraceAction[]).map((name) => [traceActions[name].key, name]),
);

/** The action whose default binding a key pressed alone or with Shift is; `null` for any other. */
export function actionOfKey({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): TraceAction | null {
  if (ctrlKey || metaKey || altKey || key.length !== 1) return null;
  // A binding names the key that is pressed, an event the character that it gives.
  if (key === '?') return byBinding.get('shift+/') ?? null;
  if (key === ' ') return byBinding.get('space') ?? null;
  const lower = key.toLowerCase();
  return byBinding.get(shiftKey && lower !== key ? `shift+${lower}` : key) ?? null;
}

/** What the keys are for. */
export interface KeysPage {
  run(action: TraceAction): void;
  /** Whether the shown view leaves the action to its key binding; other keys are the view's own. */
  takes(action: TraceAction): boolean;
  /** Presses a key that is not bound to an action. */
  press(key: Key): void;
}

/**
 * Does the keys for which the workbench is not ready. A key of an action goes by way of the workbench, which runs the
 * command bound to it, once it knows that this page has the keyboard; until it does, the page does what the default
 * binding says. While the page loads there is nothing to do it to: then keys are held, and done in order when it has.
 */
export class EarlyKeys {
  private held: Key[] | null = [];
  private bound = false;

  constructor(private readonly page: KeysPage) {}

  /** The workbench knows, or may no longer know, that the page has the keyboard. */
  setBound(bound: boolean): void {
    this.bound = bound;
  }

  /** Takes a key where it is needed; whether it did. */
  take(key: Key): boolean {
    if (this.held !== null) {
      const plain = !key.ctrlKey && !key.metaKey && !key.altKey;
      if (!plain || (key.key.length !== 1 && !OTHER_KEYS.has(key.key))) return false;
      if (this.held.length < MOST_HELD) {
        const { key: name, shiftKey, ctrlKey, metaKey, altKey } = key;
        this.held.push({ key: name, shiftKey, ctrlKey, metaKey, altKey });
      }
      return true;
    }
    if (this.bound) return false;
    const action = actionOfKey(key);
    if (action === null || !this.page.takes(action)) return false;
    this.page.run(action);
    return true;
  }

  /** The page shows something: what was typed meanwhile is done. */
  loaded(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const key of held) {
      const action = actionOfKey(key);
      if (action !== null && this.page.takes(action)) this.page.run(action);
      else this.page.press(key);
    }
  }
}
