/** A key as the page tells it. */
export interface PressedKey {
  readonly code: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly when?: string;
  readonly args?: unknown;
}

/** Names in keybindings, by `KeyboardEvent.code` on an American keyboard. */
const names: Readonly<Record<string, string>> = {
  ...{ BracketLeft: '[', BracketRight: ']', Comma: ',', Period: '.', Slash: '/', Minus: '-' },
  ...{ Equal: '=', Space: 'space', Enter: 'enter', Escape: 'escape', Tab: 'tab' },
  ...{ ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' },
  ...{ Home: 'home', End: 'end', PageUp: 'pageup', PageDown: 'pagedown' },
};

function nameOf(code: string): string {
  const letter = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  return (names[code] ?? letter ?? code).toLowerCase();
}

/** The keybinding of the manifest that a key stands for where these contexts hold; the last one wins, as in VS Code. */
export function keybindingFor(
  bindings: readonly Keybinding[],
  pressed: PressedKey,
  contexts: ReadonlyMap<string, unknown>,
): Keybinding | null {
  const { ctrl, shift, alt, meta, code } = pressed;
  const modifiers = [ctrl && 'ctrl', shift && 'shift', alt && 'alt', meta && 'meta'];
  const key = [...modifiers.filter((m) => m !== false), nameOf(code)].join('+');
  return bindings.findLast((b) => b.key === key && holds(b.when ?? '', contexts)) ?? null;
}

/** A `when` clause of the kind this manifest has: facts and equalities, with `!`, joined by `&&` and `||`. */
export function holds(when: string, contexts: ReadonlyMap<string, unknown>): boolean {
  const fact = (text: string): boolean => {
    if (text === '') return true;
    if (text.startsWith('!')) return !fact(text.slice(1));
    const [name, operator, value, ...more] = text.split(/\s+/);
    if (more.length > 0 || (operator !== undefined && !/^[!=]=$/.test(operator)))
      throw new Error(`a clause that the stand-in does not know: ${text}`);
    if (operator === undefined) return Boolean(contexts.get(name!));
    return (String(contexts.get(name!)) === value) === (operator === '==');
  };
  return when.split('||').some((all) => all.split('&&').every((one) => fact(one.trim())));
}
