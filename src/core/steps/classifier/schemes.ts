/**
 * The schemes by which sentences can be labelled, each with labels of its own that trained its head. They share the names
 * of the kinds, not their meaning: people who follow one agree with another on about 0.6 of the sentences.
 */
export const SCHEMES = [
  {
    id: 'own',
    about:
      'what a sentence does in its passage (codebook of LRM Lens); labelled by language models',
  },
  {
    id: 'thought-anchors',
    about: 'eight functions of sentences (Bogdan 2025); labelled by a language model',
  },
  {
    id: 'reasoningflow',
    about: 'nodes of an argument graph (Lee 2025); labelled by a language model',
  },
  {
    id: 'schoenfeld',
    about: 'episodes of problem solving (Schoenfeld; ThinkARM); labelled by people',
  },
] as const satisfies readonly { readonly id: string; readonly about: string }[];

export type SchemeId = (typeof SCHEMES)[number]['id'];

/** The scheme that is shown where none is asked for. */
export const OWN_SCHEME: SchemeId = 'own';

/** The scheme of that name, `undefined` where there is none. */
export function schemeOf(name: string): SchemeId | undefined {
  return SCHEMES.find(({ id }) => id === name)?.id;
}
