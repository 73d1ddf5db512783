import { createContext } from 'preact';
import type { ConceptView } from '../../../protocol/concepts';

/** What figures know besides their own data: the models of the day, with prices. */
export interface FigureData {
  readonly models: ConceptView['models'];
}

export const FigureContext = createContext<FigureData>({ models: [] });
