/** A stretch of a text: UTF-16 units, end exclusive. */
export interface GptelRange {
  readonly start: number;
  readonly end: number;
}

/** What gptel keeps of a chat in its file. */
export interface GptelState {
  readonly model: string | null;
  /** What the model wrote, in file order; `null` where the file does not say it. */
  readonly responses: readonly GptelRange[] | null;
  /** The chat without what is said about it. */
  readonly body: GptelRange;
}

/** The drawer with which an Org file begins, and keywords after it. */
const DRAWER =
  /^\s*:PROPERTIES:[ \t]*\r?\n(?:[ \t]*:[^\n]*\n){0,200}?[ \t]*:END:[ \t]*(?:\r?\n|$)/i;
/** How long the local variables may be with which an Emacs file ends. */
const TAIL = 100_000;

/** Reads the settings of a chat of gptel: properties at the begin of an Org file, local variables at the end of any. */
export function gptelState(text: string): GptelState {
  const drawer = DRAWER.exec(text)?.[0] ?? '';
  const end = localVariables(text) ?? text.length;
  const said = `${drawer}\n${text.slice(end)}`;
  const model = /(?:GPTEL_MODEL|gptel-model): *([^\s]{1,200})/.exec(said)?.[1] ?? null;
  const bounds = /(?:GPTEL_BOUNDS|gptel--bounds): *(\(\([^\n]*)/.exec(said)?.[1] ?? '';
  return {
    model,
    responses: offsetsOf(text, responsesIn(bounds)),
    body: { start: drawer.length, end },
  };
}

/** Where the local variables begin, after any comment sign; a file that goes on after them has none for Emacs. */
function localVariables(text: string): number | null {
  const at = text.lastIndexOf('Local Variables:');
  if (at < 0 || text.length - at > TAIL) return null;
  const ends = /End:[^\n]{0,10}\s*$/.test(text.slice(Math.max(at, text.length - 200)));
  return ends ? text.lastIndexOf('\n', at) + 1 : null;
}

/** Each gap between blocks is looked up in all of them. */
const MOST_RESPONSES = 5_000;

/** `((response (5 9) (20 31)) (tool (10 19 "id")))`; the first versions wrote the pairs alone: `((5 . 9))`. */
function responsesIn(bounds: string): readonly GptelRange[] {
  const groups = bounds.split(/\((?=[a-z])/);
  const own = groups.find((group) => group.startsWith('response')) ?? groups[0] ?? '';
  return [...own.matchAll(/\((\d{1,9})(?: \.)? (\d{1,9})/g)]
    .slice(0, MOST_RESPONSES)
    .map(([, start, end]) => ({ start: Number(start), end: Number(end) }))
    .sort((a, b) => a.start - b.start);
}

/**
 * Places of Emacs (characters from 1, a line break is one) as offsets; `null` where they do not fit the text, which was
 * changed since then.
 */
function offsetsOf(text: string, places: readonly GptelRange[]): readonly GptelRange[] | null {
  if (places.length === 0) return null;
  const wanted = new Set(places.flatMap(({ start, end }) => [start, end]));
  const offsets = new Map<number, number>();
  let place = 1;
  for (let i = 0; i <= text.length; place++) {
    if (wanted.has(place)) offsets.set(place, i);
    if (text.startsWith('\r\n', i)) i += 2;
    else i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
  }
  const found = places.flatMap(({ start, end }) => {
    const [from, to] = [offsets.get(start), offsets.get(end)];
    return from === undefined || to === undefined ? [] : [{ start: from, end: to }];
  });
  return found.length === places.length ? found : null;
}
