import type { TokenPrice } from './view/figures';

/** Looks up list prices. An unknown model has no price: never another model's. */
export interface Prices {
  /** `inputTokens` decides the tier where a model is priced by the size of its input. */
  find(model: string | null, inputTokens: number | null): TokenPrice | null;
}

export const noPrices: Prices = { find: () => null };
