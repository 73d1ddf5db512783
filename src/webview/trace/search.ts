import type { FindResult } from '../../protocol/traceData';
import { pageVoice } from '../ui/format';
import { t } from '../ui/l10n';
import type { TraceSession } from './session';

/** Between the last letter and the search, in milliseconds. */
const REST_MS = 120;

/** The search in the steps of the trace that is shown. */
export class Search {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly session: TraceSession) {}

  /** Takes what is typed, and searches when nothing more is. */
  type(query: string): void {
    this.session.setUi({ query });
    clearTimeout(this.#timer);
    if (query === '') this.session.store.set({ hits: null });
    else this.#timer = setTimeout(() => void this.run(), REST_MS);
  }

  async run(): Promise<void> {
    const { session } = this;
    const { index, query, regex, matchCase } = session.state.ui;
    if (index === null || query === '') return;
    const asked = { index, query, regex, matchCase };
    const hits = await session.attempt(() => session.host.request('find', asked));
    const { ui } = session.state;
    const isAsked = (Object.keys(asked) as (keyof typeof asked)[]).every((k) => ui[k] === asked[k]);
    if (hits !== null && isAsked) session.store.set({ hits, said: foundWords(hits) });
  }
}

const foundWords = ({ problem, steps }: FindResult): string =>
  problem === null
    ? t(steps.length === 1 ? '1 step found' : '{0} steps found', steps.length)
    : pageVoice().words(problem);
