import { createContext } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ConceptView, OwnFigures } from '../../../protocol/concepts';

/** What figures know besides their own data: the models of the day with prices, and the reader's own traces. */
export interface FigureData {
  readonly models: ConceptView['models'];
  readonly own: () => Promise<OwnFigures>;
}

export const FigureContext = createContext<FigureData>({
  models: [],
  own: () => Promise.reject(new Error('no host')),
});

/** The figures on the reader's own traces; `null` until they are there, and where they could not be had. */
export function useOwn(ask: () => Promise<OwnFigures>): OwnFigures | null {
  const [own, setOwn] = useState<OwnFigures | null>(null);
  useEffect(() => {
    let gone = false;
    ask().then(
      (figures) => {
        if (!gone) setOwn(figures);
      },
      // The host has written down why; the page reads without the figure.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [ask]);
  return own;
}
