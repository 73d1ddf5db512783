import type { JSX } from 'preact';
import { pageVoice } from './format';
import type { Store } from './store';

/** What a page shows above the rest: why the last request failed; `null` after one that did not. */
export interface WithFailure {
  readonly failure: string | null;
}

/** Waits for what was asked of the host, and shows in the page whether that failed. */
export function askingFor<S extends WithFailure>(
  store: Store<S>,
): (request: Promise<unknown>) => void {
  const show = (failure: string | null): void => {
    if (store.get().failure !== failure) store.set({ failure } as Partial<S>);
  };
  return (request) =>
    void request.then(
      () => show(null),
      (e: unknown) => show(pageVoice().reason(e)),
    );
}

/** Why the last request failed, above the rest of a page. */
export function Failure({ failure }: WithFailure): JSX.Element | null {
  if (failure === null) return null;
  return (
    <p class="failure" role="alert">
      {failure}
    </p>
  );
}
