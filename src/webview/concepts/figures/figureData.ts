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

/** The figures on the reader's own traces; `null` where they could not be had. */
export function useOwn(ask: () => Promise<OwnFigures>): OwnFigures | 'pending' | null {
  const [own, setOwn] = useState<OwnFigures | 'pending' | null>('pending');
  useEffect(() => {
    let gone = false;
    const take = (figures: OwnFigures | null): void => {
      if (!gone) setOwn(figures);
    };
    // Of a failure the host has written down why; the page reads without the figure.
    ask().then(take, () => take(null));
    return () => {
      gone = true;
    };
  }, [ask]);
  return own;
}
